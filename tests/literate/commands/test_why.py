"""`doit why` on the small project: what changed, down to the function."""

from __future__ import annotations

import re
import shutil

import pytest

from ...conftest import Project


def why(project: Project, *words: str) -> list[str]:
    """The lines of `doit why` after the first."""
    return [line.strip() for line in project.doit("why", *words).splitlines()][1:]


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("tasks/q1.py", "lr=0.1", "lr=0.2", "argument lr: 0.1 → 0.2"),
        ("src/lab/nearest_mean.py", "epochs: int = 3", "epochs: int = 4", "argument epochs: 3 → 4"),
        (
            "src/lab/nearest_mean.py",
            "classes = len(",
            "classes = 0 + len(",
            "src/lab/nearest_mean.py changed: train (line 8)",
        ),
        ("src/lab/distance.py", "1.0", "2.0", "src/lab/distance.py changed: what is outside its functions"),
        (
            "src/lab/distance.py",
            "def squared(",
            "def cubed():\n    return 3\n\n\ndef squared(",
            "src/lab/distance.py changed: cubed (new, line 6)",
        ),
    ],
)
def test_a_changed_run_names_what_changed(built: Project, file: str, old: str, new: str, reason: str) -> None:
    with built.edited(file, old, new):
        assert reason in why(built, "q1.slow")


def test_a_changed_input_is_followed_to_its_own_change(built: Project) -> None:
    with built.edited("src/lab/blobs.py", '"train": 60', '"train": 61'):
        said = built.doit("why", "q1.slow").splitlines()
    assert said[1:] == [
        "    input data (blobs) changed",
        "        src/lab/blobs.py changed: what is outside its functions",
    ]


def test_a_file_that_changed_for_a_run_and_its_input_is_named_once(copy: Project) -> None:
    copy.edit("src/lab/blobs.py", "import numpy as np", "import numpy as np\n\nfrom lab import distance")
    copy.doit("runs:q1.slow")
    copy.edit("src/lab/distance.py", "1.0", "3.0")
    assert why(copy, "q1.slow") == [
        "src/lab/distance.py changed: what is outside its functions",
        "input data (blobs) changed",
        "as above",
    ]


def test_without_the_memory_of_names_the_nearest_result_is_found(copy: Project) -> None:
    shutil.rmtree(copy.root / "build/cache")
    copy.edit("src/lab/distance.py", "1.0", "2.0")
    for run in ("q1.slow", "q1.fast", "q2.long"):  # siblings differ in more
        assert why(copy, run) == ["src/lab/distance.py changed: what is outside its functions"]


def test_after_a_change_back_the_run_is_kept_again(copy: Project) -> None:
    with copy.edited("tasks/q1.py", "lr=0.1", "lr=0.25"):
        copy.doit("runs")
    said = copy.doit("why", "q1.slow")
    assert said.startswith("q1.slow  kept, made on ")
    assert "by lab.nearest_mean:train (src/lab/nearest_mean.py:8)" in said
    assert "build/results/" in said


def test_a_run_that_was_never_made_says_so(built: Project) -> None:
    with built.edited("tasks/q2.py", "data=BLOBS, epochs=8", "data=BLOBS, epochs=8, seed=9"):
        assert why(built, "q2.long") == ["argument seed: 0 → 9"]
    text = (built.root / "tasks/q2.py").read_text()
    (built.root / "tasks/q3.py").write_text(text.replace("epochs=8", "epochs=9"))
    shutil.copy(built.root / "templates/q2.md.j2", built.root / "templates/q3.md.j2")
    try:
        assert why(built, "q3.long") == ["never made"]
    finally:
        (built.root / "tasks/q3.py").unlink()
        (built.root / "templates/q3.md.j2").unlink()


def test_a_figure_and_a_page_name_what_changed(built: Project) -> None:
    with built.edited(
        "tasks/q2.py", "confusion.draw, run=", "confusion.draw, scores='validation_scores', run="
    ):
        assert why(built, "q2.long_confusion")[0] == 'argument scores: "test_scores" → "validation_scores"'
    with built.edited("templates/q2.md.j2", "After", "Having trained"):
        assert why(built, "q2") == ["templates/q2.md.j2 changed"]
    with built.edited("tasks/q2.py", "epochs=8", "epochs=7"):
        assert why(built, "q2") == ["q2.long would run", "argument epochs: 8 → 7"]
        assert why(built, "report") == ["pages:q2 would be rendered", *why(built, "q2")]


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("templates/report.css", "}", "} ", "templates/report.css changed"),
        ("report.toml", "Ada Lovelace", "Ada King", "authors in report.toml: Ada Lovelace → Ada King"),
        ("tasks/q1.py", "quantities=quantities", 'quantities=quantities, chosen={"*": "on validation"}',
         "how q1 chose its arguments"),
    ],
)  # fmt: skip
def test_the_report_names_what_changed(built: Project, file: str, old: str, new: str, reason: str) -> None:
    with built.edited(file, old, new):
        assert why(built, "report") == [reason]


def test_a_report_that_was_changed_by_hand_or_is_gone_is_named(copy: Project) -> None:
    (copy.root / "build/report.html").write_text("mine")
    said = copy.doit("why", "report").splitlines()
    assert "build/report.html: was changed since it was made" in said[0]
    assert said[-1].strip() == "its files were changed, or the last build did not finish"
    for path in copy.root.glob("build/report.*"):
        path.unlink()
    assert why(copy, "report") == ["build/report.html and build/report.pdf: not there"]


def test_what_is_kept_says_when_by_what_and_of_what_it_was_made(built: Project) -> None:
    figure, page, report = (built.doit("why", name) for name in ("q2.long_confusion", "q1", "report"))
    when = r"\d\d \w+ \d{4} \d\d:\d\d"
    place = r"literate/figures/confusion.py:\d+"
    drawn = rf"kept, drawn on {when} by literate.figures.confusion:draw \({place}\)\n"
    assert re.match(f"figures:q2.long_confusion  {drawn}", figure)
    assert figure.endswith(
        "    of q2.long; build/figures/q2.long_confusion.json, build/figures/q2.long_confusion.svg\n"
    )
    assert re.match(rf"pages:q1  kept, rendered on {when} from templates/q1.md.j2\n", page)
    assert page.endswith("    of q1.slow, q1.fast; build/pages/q1.json\n")
    assert re.match(rf"report  kept, written on {when}\n", report)
    assert report.endswith("    of q1, q2; build/report.html, build/report.pdf\n")


def test_a_figure_whose_run_failed_says_how_it_ended(project: Project) -> None:
    with project.edited("tasks/q2.py", "epochs=8", 'epochs=8, fail="crash"'):
        project.doit("q2", status=1)
        said = why(project, "q2.long_confusion")
    assert said[:3] == ["never made", "q2.long would run", "never made"]
    assert "failed: ValueError: the experiment is broken" in said[3]


def test_what_was_changed_by_hand_is_named(copy: Project) -> None:
    figure, page = (
        copy.root / "build" / file for file in ("figures/q2.long_confusion.json", "pages/q1.json")
    )
    for path in (figure, page):
        path.write_text(path.read_text().replace("0", "1", 1))
    assert why(copy, "q2.long_confusion")[-1] == "build/figures/q2.long_confusion.json was changed by hand"
    assert why(copy, "q1")[-1] == "its file was changed by hand"
    array = next((copy.root / "build/results").glob("*/test_scores.npy"))
    array.write_bytes(array.read_bytes()[:-1])
    assert f"damaged: set aside in build/damaged/{array.parent.name}" in copy.doit("why", "runs")


def test_a_failed_run_says_how_it_ended(project: Project) -> None:
    with project.edited("tasks/q1.py", "lr=0.9", 'lr=0.9, fail="diverge"'):
        project.doit("runs", status=1)
        said = project.doit("why", "q1.fast")
        assert "failed: diverged: loss is nan in epoch 1 of 3; try a smaller learning rate" in said


def test_without_a_name_it_asks_for_one(built: Project) -> None:
    assert "Name a run, a figure or a question" in built.doit("why", status=3)
