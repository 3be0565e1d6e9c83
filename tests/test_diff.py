"""What `doit diff` tells an author about a build since one that was kept, on the small project."""

from __future__ import annotations

import json

from .conftest import Project

PAGES = ("pages:q1", "pages:q2")


def test_diff_names_what_changed_since_the_build_that_was_kept(project: Project) -> None:
    assert "run doit" in project.doit("diff", status=1)
    page = project.root / "templates/q1.md.j2"
    page.write_text(
        page.read_text() + "\n[The fast run is not worse]{? fast.test >= slow.test | else It is worse}.\n"
    )
    project.doit(*PAGES)
    assert "keep the present one with doit diff --keep" in project.doit("diff", status=1)
    project.doit("diff", "--keep")
    first = (project.root / "build/kept/last.json").read_bytes()
    assert project.doit("diff").startswith("nothing changed since build/kept/last.json")
    project.edit("tasks/q1.py", "lr=0.9", "lr=-3.0")
    assert "q1: Changed since: q1.fast. Run doit first" in project.doit("diff")
    project.doit(*PAGES)
    said = project.doit("diff")
    assert "q1.fast  changed  lr 0.9 → -3.0" in said
    assert "q1.fast.test" in said
    assert "beyond noise" in said
    assert "flipped  read “The fast run is not worse”" in said
    assert "q1.slow" not in said
    assert "q2" not in said
    kinds = {change["kind"] for change in json.loads(project.doit("diff", "--json"))}
    assert kinds == {"runs", "numbers", "claims"}
    project.edit("tasks/q1.py", "lr=-3.0", "lr=0.9")
    project.doit(*PAGES)
    project.doit("diff", "--keep", "again")
    assert (project.root / "build/kept/again.json").read_bytes() == first


def test_a_kept_build_that_was_edited_is_not_trusted(project: Project) -> None:
    project.doit("pages:q1")
    project.doit("diff", "--keep")
    project.edit("build/kept/last.json", '"profile":"quick"', '"profile":"paper"')
    said = project.doit("diff", status=1)
    assert "was changed since it was written" in said
    assert "Traceback" not in said
