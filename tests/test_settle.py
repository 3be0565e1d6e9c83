"""Claims within noise, and what settles them, on the small project with real doit."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from .conftest import Project

PAGE = """# Question 1: two learning rates

[The fast run is ahead]{? fast.test > slow.test}.

[Fast is above chance]{? fast.test > 0.05}.
"""


@pytest.fixture
def undecided(project: Project) -> Project:
    """The small project, built, with a claim within noise on line 3."""
    (project.root / "templates" / "q1.md.j2").write_text(PAGE)
    project.edit("tasks/data.py", "spread=0.5", "spread=1.5")
    said = project.doit()
    assert 'q1.md.j2:3  within noise  "The fast run is ahead"' in said
    assert re.search(
        r'Write "not distinguishable from"(, or settle it: about \d+ seeds|: no number of seeds)', said
    )
    return project


def claims(project: Project) -> list[dict[str, Any]]:
    page = json.loads((project.root / "build" / "pages" / "q1.json").read_text())["page"]
    return page["claims"]  # type: ignore[no-any-return]


@pytest.mark.long
def test_seeds_are_added_look_by_look_within_the_budget_and_stay_with_the_project(undecided: Project) -> None:
    for place, message in {
        "q1:5": "q1:5 is decided: supported, fast.test",
        "q1:4": "q1:4 has no claim; within noise: q1:3",
        "q9:1": "q9 has no page with claims yet; build it first: doit q9",
        "q1": "settle takes one line of one page, as in doit settle q3:15",
    }.items():
        said = undecided.doit("settle", place, status=None)
        assert message in said
        assert "Traceback" not in said
    said = undecided.doit("settle", "q1:3", "--budget", "0", status=1)
    assert re.search(
        r"3 seeds would take about \d+\.\d min, and 0\.0 min are left", said
    )  # at this machine's pace
    assert "not decided" in said
    assert not (undecided.root / "seeds.toml").exists()

    said = undecided.doit("settle", "q1.md.j2:3", status=None)
    looks = [int(n) for n in re.findall(r"^(\d+) seeds: ", said, re.MULTILINE)]
    assert looks == [3, 5, 8, 12, 18, 27, 41, 62, 93][: len(looks)]
    assert looks
    decided = re.findall(r"seeds: (supported|refuted|within noise)", said)
    assert decided[:-1] == ["within noise"] * (len(looks) - 1)
    seeds = tomllib.loads((undecided.root / "seeds.toml").read_text())
    assert seeds == {"quick": {"q1.fast": looks[-1], "q1.slow": looks[-1]}}
    again = undecided.doit(status=None)
    assert not undecided.ran(again), "the seeds that settle added are kept"
    claim = claims(undecided)[0]
    assert (claim["verdict"], claim["about"]) == (decided[-1], "methods")
    assert f"{looks[-1]} seeds" in claim["evidence"]


def test_seeds_of_a_run_that_is_not_there_are_one_line(project: Project) -> None:
    (project.root / "seeds.toml").write_text('[quick]\n"q1.fats" = 3\n')
    assert "seeds.toml: no run 'q1.fats'; nearest: q1.fast" in project.doit(status=None)
    (project.root / "seeds.toml").write_text('[quick]\n"q1.fast" = 0\n')
    assert "seeds.toml: q1.fast = 0 is not allowed; allowed: a whole number from 1 to 100" in project.doit(
        status=None
    )


def test_a_claim_that_is_refuted_says_what_is_true_and_makes_the_status_one(project: Project) -> None:
    (project.root / "templates" / "q1.md.j2").write_text("# One\n\n[Fast is poor]{? fast.test < 0.2}.\n")
    said = project.doit(status=1)
    assert 'q1.md.j2:3  refuted       "Fast is poor"   fast.test ' in said
    assert "now true: {? fast.test > 0.2 }" in said
    assert (project.root / "build" / "report.pdf").is_file()
    assert "claim refuted" in (project.root / "build" / "report.html").read_text()
