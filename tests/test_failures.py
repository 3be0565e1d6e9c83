"""What a build says of mistakes and failures, and that it loses nothing by them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import Project

RUNS = {"blobs", "q1.slow", "q1.fast", "q2.long"}


@pytest.mark.parametrize(
    ("how", "named"),
    [
        ("crash", "ValueError: the experiment is broken"),
        ("diverge", "diverged: loss is nan in epoch 1 of 3"),
        ("die", "ended by SIGKILL"),
    ],
)
def test_a_run_that_fails_is_named_and_the_report_is_made_with_a_marked_gap(
    project: Project, how: str, named: str
) -> None:
    project.edit("tasks/q1.py", "lr=0.9", f'lr=0.9, fail="{how}"')
    said = project.doit(status=1)
    assert [line for line in said.splitlines() if line.startswith("q1.fast") and named in line]
    assert project.ran(said) == RUNS - {"q1.fast"}
    assert said.splitlines()[-1].endswith("3 runs done, 0 taken from the store, 1 failed")
    assert "q1.fast" in project.html()
    assert (project.root / "build/report.pdf").exists()
    project.edit("tasks/q1.py", f', fail="{how}"', "")
    assert project.ran(project.doit()) == {"q1.fast"}


def test_a_failed_run_is_tried_again_and_keeps_failing_the_build(project: Project) -> None:
    project.edit("tasks/q1.py", "lr=0.9", 'lr=0.9, fail="crash"')
    project.doit("runs", status=1)
    assert "q1.fast" in project.doit("runs", status=1)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "report.toml",
            'title = "A small report"',
            'titel = "A small report"',
            "report.toml:1: no setting 'titel'; nearest: title",
        ),
        (
            "tasks/q1.py",
            "nearest_mean.train, data=BLOBS, lr=0.1",
            "nearest_mean.trian, data=BLOBS, lr=0.1",
            "tasks/q1.py:16: lab.nearest_mean has no function 'trian'; nearest: train",
        ),
        (
            "tasks/q1.py",
            "lr=0.1",
            "rl=0.1",
            "tasks/q1.py:16: lab.nearest_mean:train takes no argument 'rl'; nearest: lr",
        ),
        ("tasks/q1.py", '"fast"', '"fa-st"', "'fa-st' is no name for a run"),
        (
            "tasks/q2.py",
            "runs = {",
            "runs = missing + {",
            "tasks/q2.py:16: NameError: name 'missing' is not defined",
        ),
        ("tasks/q2.py", "def question(settings):", "def question(settings:", "tasks/q2.py:14: SyntaxError"),
        ("src/lab/distance.py", "SCALE = 1.0", "SCALE = = 1.0", "distance.py:3: invalid syntax"),
    ],
)
def test_a_mistake_is_one_line_before_anything_runs(
    project: Project, file: str, old: str, new: str, message: str
) -> None:
    project.edit(file, old, new)
    said = project.doit(status=3)
    assert len(said.splitlines()) == 1
    assert message in said
    assert not (project.root / "build/results").exists()


def test_an_unknown_profile_or_setting_on_the_command_line_is_one_line(project: Project) -> None:
    assert (
        project.doit("profile=fast", status=3)
        == 'ERROR: profile=fast: profile = \'fast\' is not allowed; allowed: "quick" or "paper"\n'
    )
    assert "no setting 'profil'; nearest: profile" in project.doit("profil=quick", status=3)


def test_a_template_that_names_an_unknown_result_is_one_line_and_loses_nothing(project: Project) -> None:
    project.doit()
    project.edit("templates/q1.md.j2", "{{ fast.test }}", "{{ fats.test }}")
    said = project.doit(status=1)
    assert "q1.md.j2:3  no run 'fats' on this page; nearest: fast" in said
    assert "Question 2" in project.html()
    project.edit("templates/q1.md.j2", "{{ fats.test }}", "{{ fast.tset }}")
    assert "nearest: test" in project.doit(status=1)


def test_a_page_without_a_template_is_one_line(project: Project) -> None:
    (project.root / "templates/q2.md.j2").unlink()
    assert "tasks/q2.py: has no page; write templates/q2.md.j2" in project.doit(status=3)


def test_without_pango_the_html_is_made_and_the_message_says_what_to_install(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked/weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    path = os.pathsep.join([str(tmp_path / "blocked"), project.environment()["PYTHONPATH"]])
    said = project.doit(status=1, PYTHONPATH=path)
    assert "report.html is made, report.pdf is not" in said
    assert "Pango" in said
    assert (project.root / "build/report.html").exists()
    assert not (project.root / "build/report.pdf").exists()
    assert project.ran(project.doit()) == set()
    assert (project.root / "build/report.pdf").exists()


def test_a_figure_that_fails_is_one_line_with_its_place_and_the_report_is_made(project: Project) -> None:
    project.edit("tasks/q2.py", 'run=runs["long"])}', 'run=runs["long"], scores="no_such")}')
    said = project.doit(status=1)
    assert [
        line for line in said.splitlines() if line.startswith("q2.long_confusion") and "tasks/q2.py:" in line
    ]
    assert "Traceback" not in said
    assert (project.root / "build/report.pdf").exists()


def test_a_template_that_is_no_utf8_is_one_line(project: Project) -> None:
    path = project.root / "templates/q1.md.j2"
    path.write_bytes(path.read_bytes() + b"caf\xe9\n")
    said = project.doit("q1", status=1)
    assert "q1.md.j2: is not UTF-8" in said
    assert "Traceback" not in said


def test_a_misspelt_reference_to_another_page_is_named_and_one_to_a_page_that_was_never_built_is_none(
    project: Project,
) -> None:
    project.edit("templates/q1.md.j2", "The slow", '{{ ref("q2.long_confuson") }}\n\nThe slow')
    wrong = "no figure, table or equation 'q2.long_confuson' in the report; nearest: q2.long_confusion"
    assert "long_confuson" not in project.doit("q1")
    assert f"q1.md.j2:3  {wrong}" in project.doit("q2", status=1).splitlines()
    project.edit("templates/q2.md.j2", "epochs the", "epochs the final")
    assert "long_confuson" not in project.doit("q1")  # the page it refers to is out of date
    assert f"q1.md.j2:3  {wrong}" in project.doit(status=1).splitlines()
    project.edit("templates/q1.md.j2", "confuson", "confusion")
    project.doit()
