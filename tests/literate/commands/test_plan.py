"""`doit plan` on the small project: what would run, why, and how long it took last time."""

from __future__ import annotations

import re

import pytest

from ...conftest import Project


def planned(project: Project, *words: str) -> list[str]:
    """The lines of `doit plan`, seconds left out."""
    return [re.sub(r"\d+\.\d s", "_ s", line) for line in project.doit("plan", *words).splitlines()]


def test_before_the_first_build_everything_is_to_do_and_nothing_is_known_of_its_length(
    project: Project,
) -> None:
    assert planned(project) == [
        "blobs    never made",
        "q1.slow  never made",
        "q1.fast  never made",
        "q2.long  never made",
        "figures  q2.long_confusion",
        "numbers  q1.slow, q1.fast, q2.long",
        "pages    q1, q2",
        "report   build/report.html, build/report.pdf",
        "4 runs to do, 4 of unknown length; 0 kept",
    ]
    assert not (project.root / "build/results").exists()


def test_after_a_build_there_is_nothing_to_do(built: Project) -> None:
    assert planned(built) == ["nothing to do: 4 runs kept, and all that is made of them"]


def test_an_edit_names_what_it_changes_and_how_long_that_took(built: Project) -> None:
    with built.edited("tasks/q1.py", "lr=0.1", "lr=0.2"):
        assert planned(built) == [
            "q1.slow  argument lr: 0.1 → 0.2  _ s",
            "numbers  q1.slow",
            "pages    q1",
            "report   build/report.html, build/report.pdf",
            "1 run to do, _ s last time; 3 kept",
        ]
        assert planned(built, "q2") == ["report  build/report.html, build/report.pdf", "0 runs to do; 2 kept"]
        assert planned(built, "q2.long") == ["nothing to do: 2 runs kept, and all that is made of them"]


def test_what_rests_on_a_changed_input_says_so(built: Project) -> None:
    with built.edited("tasks/data.py", "spread=0.5", "spread=0.4"):
        said = planned(built, "runs")
    assert said[0].split() == ["blobs", "argument", "spread:", "0.5", "→", "0.4", "_", "s"]
    assert said[1].startswith("q1.slow  input data (blobs) changed: argument spread: 0.5 → 0.4")
    assert said[-1].startswith("4 runs to do")


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("q1", "blobs"),
        ("q*", "blobs"),
        ("runs:q1.slow", "blobs"),
        ("q2.long_confusion", "blobs"),
        ("blobs", "blobs"),
    ],
)
def test_words_select_what_doit_would_make_of_them(project: Project, word: str, first: str) -> None:
    assert planned(project, word)[0].startswith(first)


def test_settings_of_the_command_line_count(built: Project) -> None:
    said = planned(built, "seeds=2", "runs")
    assert [line.split()[0] for line in said[:-1]] == ["q1.slow@1", "q1.fast@1", "q2.long@1"]


def test_an_unknown_word_is_one_line_with_the_nearest_name(built: Project) -> None:
    said = built.doit("plan", "q1.solw", status=3)
    assert said == "ERROR: no run, figure or question 'q1.solw'; nearest: q1.slow\n"


def test_the_plan_is_what_the_build_then_does(copy: Project) -> None:
    with copy.edited("src/lab/distance.py", "SCALE = 1.0", "SCALE = 2.0"):
        named = {line.split()[0] for line in planned(copy, "runs")[:-1]}
        assert copy.ran(copy.doit("runs")) == named == {"q1.slow", "q1.fast", "q2.long"}
        assert planned(copy, "runs") == ["nothing to do: 4 runs kept, and all that is made of them"]
