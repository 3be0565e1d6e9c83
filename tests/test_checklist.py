"""What the appendix of the small project says of choices, classes and limitations."""

from __future__ import annotations

import re

from .conftest import Project


def text(project: Project) -> str:
    html = (project.root / "build/report.html").read_text(encoding="utf-8")
    return (
        " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body>")[2]).split())
        .replace(" ,", ",")
        .replace(" ;", ";")
    )


def test_the_appendix_says_how_each_argument_was_chosen(project: Project) -> None:
    said = project.doit()
    assert "Limitations" not in said
    assert "Two learning rates not said epochs 3; lr 0.1 (slow), 0.9 (fast)" in text(project)
    assert "blobs 60 / 30 / 30 20 / 10 / 10 none" in text(project)
    title = 'title="Two learning rates", '
    project.edit("tasks/q1.py", title, title + 'chosen={"*": "fixed in advance", "lr": "on test"}, ')
    assert project.ran(project.doit()) == set()
    assert "Two learning rates fixed in advance epochs 3" in text(project)
    assert '<td class="alarm">on test</td>' in (project.root / "build/report.html").read_text(
        encoding="utf-8"
    )


def test_a_choice_that_is_none_or_of_no_argument_is_one_line(project: Project) -> None:
    title = 'title="Two learning rates", '
    project.edit("tasks/q1.py", title, title + 'chosen={"lrr": "on validation"}, ')
    said = project.doit("q1", status=1)
    assert "tasks/q1.py  no run has the argument 'lrr' that was chosen; nearest: lr" in said
    project.edit("tasks/q1.py", '"lrr": "on validation"', '"lr": "by hand"')
    said = project.doit("q1", status=None)
    assert "tasks/q1.py: lr was chosen 'by hand'; allowed: fixed in advance, on validation, on test" in said
    assert "Traceback" not in said


def test_without_limitations_build_and_lint_say_so_and_the_build_stands(project: Project) -> None:
    project.edit("templates/appendix.md.j2", "## Limitations", "## Remarks")
    wanted = "no template has the heading “Limitations”"
    assert wanted in project.doit("q1", status=0)
    assert wanted in project.doit("lint")
    assert "Limitations: not written" in text(project)
