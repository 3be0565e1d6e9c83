"""What the appendix of the small project says of choices, classes and limitations."""

from __future__ import annotations

import re

from .conftest import Project

TITLE = 'title="Two learning rates", '


def html(project: Project) -> str:
    return (project.root / "build/report.html").read_text(encoding="utf-8")


def text(project: Project) -> str:
    words = re.sub(r"<[^>]+>", " ", html(project).partition("<body>")[2])
    return " ".join(words.split()).replace(" ,", ",").replace(" ;", ";")


def test_the_appendix_says_how_choices_were_made_and_what_is_not_written(project: Project) -> None:
    project.edit("tasks/q1.py", TITLE, TITLE + 'chosen={"lrr": "on validation"}, ')
    project.edit("templates/appendix.md.j2", "## Limitations", "## Remarks")
    said = project.doit(status=1)
    assert "tasks/q1.py  no run has the argument 'lrr' that was chosen; nearest: lr" in said
    assert "no template has the heading “Limitations”" in said
    assert "no template has the heading “Limitations”" in project.doit("lint")
    assert "Limitations: not written" in text(project)
    assert "Two learning rates not said all epochs = 3 slow lr = 0.1 fast lr = 0.9" in text(project)
    assert "blobs 60 / 30 / 30 20 / 10 / 10 none" in text(project)
    assert 'data-run="q1.slow q1.fast" title="the argument' in html(project)
    project.edit("templates/appendix.md.j2", "## Remarks", "## Limitations")
    project.edit("tasks/q1.py", '"lrr": "on validation"', '"*": "fixed in advance", "lr": "on test"')
    said = project.doit()
    assert project.ran(said) == set()
    assert "Limitations" not in said
    assert "Two learning rates fixed in advance all epochs = 3" in text(project)
    assert '<span class="alarm">on test</span>' in html(project)


def test_a_way_of_choosing_that_is_none_is_one_line(project: Project) -> None:
    project.edit("tasks/q1.py", TITLE, TITLE + 'chosen={"lr": "by hand"}, ')
    said = project.doit("q1", status=None)
    assert (
        "tasks/q1.py: lr was chosen 'by hand'; allowed: fixed in advance; on validation; "
        "on validation, test in sight; on test" in said
    )
    assert "Traceback" not in said
