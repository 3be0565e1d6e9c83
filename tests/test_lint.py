"""What `doit lint` tells an author, on the small project."""

from __future__ import annotations

from .conftest import Project


def test_lint_warns_with_place_and_remedy_and_stops_nothing(project: Project) -> None:
    page = project.root / "templates/q1.md.j2"
    page.write_text(page.read_text() + "\nIt reaches 0.9, more than the other,\nbecause of its step.\n")
    said = project.doit("lint", status=0).splitlines()
    lines = page.read_text().splitlines()
    place = lines.index("It reaches 0.9, more than the other,") + 1
    assert any(line.startswith(f"q1.md.j2:{place}  number") for line in said)
    assert any(line.startswith(f"q1.md.j2:{place}  comparative") for line in said)
    assert any(line.startswith(f"q1.md.j2:{place + 1}  reason") for line in said)
    assert "{literal}" in said[-1]
    assert not (project.root / "build/results").exists()


def test_after_a_build_lint_names_the_result_to_quote(project: Project) -> None:
    project.edit("templates/q1.md.j2", "{{ fast.args.lr }}", "0.9")
    project.doit("pages:q1")
    said = project.doit("lint", "q1")
    assert "“0.9” is typed by hand; write {{ fast.args.lr }}" in said
    assert "q2" not in said
    assert "[0.9]" not in said
    project.edit("templates/q1.md.j2", "a step of 0.9", "a step of [0.9]{literal}")
    assert "0.9" not in project.doit("lint", "q1")
