"""Expected numbers beside ours in the report of the small project, and what is wrong with them in one line."""

from __future__ import annotations

from .conftest import Project

GIVEN = """[[expected]]
source = "A teacher"
why = "Other points."
q1.slow.test = 0.123
q2.long.test = [0.0, 1.0]
"""


def html(project: Project) -> str:
    return (project.root / "build/report.html").read_text(encoding="utf-8")


def test_expected_numbers_stand_in_the_appendix_and_an_edit_renders_again(project: Project) -> None:
    given = project.root / "expected.toml"
    given.write_text(GIVEN.replace("q1.slow", "q1.slwo").replace("q2.long.test", "q2.long.tset"))
    said = project.doit(status=1).splitlines()
    assert "expected.toml:4  no run 'slwo' in q1; nearest: slow" in said
    assert "expected.toml:5  no measure 'tset' in q2.long; nearest: test" in said
    assert (project.root / "build/report.pdf").exists()
    given.write_text(GIVEN)
    assert project.ran(project.doit()) == set()
    for words in ("What was expected", "A teacher", "0.123", "within", "Other points."):
        assert words in html(project)
    given.write_text(GIVEN.replace("why", 'profile = "paper"\nwhy'))
    project.doit()
    assert "numbers of the profile “paper”, on other data: no difference is taken" in html(project)
