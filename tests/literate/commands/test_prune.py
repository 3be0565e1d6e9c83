"""`doit prune` on the small project: what nobody uses goes after asking, and nothing else does."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ...conftest import Project
from ...processes import kill_group


@pytest.fixture
def pruned(copy: Project) -> Project:
    """The built project with a result more: q1.slow at another rate."""
    with copy.edited("tasks/q1.py", "lr=0.1", "lr=0.2"):
        copy.doit("runs")
    return copy


def answered(project: Project, answer: str) -> str:
    """What `doit prune` says to somebody who answers."""
    done = subprocess.run(
        [sys.executable, "-m", "doit", "prune"], input=answer, cwd=project.root, env=project.environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def folders(project: Project) -> set[str]:
    return {path.name for path in (project.root / "build/results").iterdir()}


def test_an_unused_result_is_listed_and_removed_only_after_a_yes(pruned: Project) -> None:
    before = pruned.results()
    for said in (pruned.doit("prune"), answered(pruned, "n\n"), answered(pruned, "\n")):
        assert "q1.slow" in said
        assert "argument lr: 0.2 → 0.1" in said
        assert "kB" in said
        assert "nothing removed" in said
        assert pruned.results() == before
    assert "removed" in answered(pruned, "y\n")
    assert len(folders(pruned)) == 4
    assert not (pruned.root / "build/removed").exists()
    assert pruned.ran(pruned.doit("runs")) == set()
    assert pruned.doit("prune") == "nothing to remove: every result is used\n"


def test_a_script_is_not_asked(pruned: Project) -> None:
    pruned.doit("prune", "--yes")
    assert len(folders(pruned)) == 4


def test_results_of_the_other_profile_are_used(pruned: Project) -> None:
    pruned.edit("tasks/q1.py", "lr=0.1", "lr={'quick': 0.1, 'paper': 0.2}[settings.profile]")
    assert "every result is used" in pruned.doit("prune", "--yes")
    assert "every result is used" in pruned.doit("prune", "--yes", "profile=paper")
    assert len(folders(pruned)) == 5


def test_a_plan_that_cannot_be_made_prunes_nothing(pruned: Project) -> None:
    pruned.edit("tasks/q1.py", "lr=0.1", "lr={'quick': 0.1}[settings.profile]")
    said = pruned.doit("prune", "--yes", status=3)
    assert said.startswith("ERROR: what the profile paper uses cannot be told: tasks/q1.py:")
    assert len(folders(pruned)) == 5


def test_dead_attempts_and_damaged_results_go_and_attempts_that_can_go_on_stay(pruned: Project) -> None:
    spoilt = next((pruned.root / "build/results").glob("*/test_images.npy"))
    spoilt.write_bytes(b"")
    dead, live = (pruned.root / "build/attempts" / name for name in ("0" * 32, spoilt.parent.name))
    for attempt in (dead, live):
        (attempt / "checkpoint").mkdir(parents=True)
    said = pruned.doit("prune", "--yes")
    assert "00000000  build/attempts/00000000" in said
    assert "an attempt: cut, goes on from its checkpoint" in said
    assert f"blobs     build/damaged/{spoilt.parent.name[:8]}" in said
    assert not dead.exists()
    assert not list((pruned.root / "build/damaged").iterdir())
    assert live.exists()


def test_what_is_being_trained_and_what_it_takes_are_left_alone(pruned: Project) -> None:
    pruned.hold()
    with pruned.edited("src/lab/blobs.py", '"train": 60', '"train": 90'):
        build = pruned.start("runs:q1.slow")
        pruned.await_training(build)
    held = next((pruned.root / "build/attempts").glob("*/progress.jsonl")).parent
    data = next(iter(json.loads((held / "spec.json").read_text())["inputs"]))
    pruned.doit("prune", "--yes")
    kill_group(build)
    assert held.exists()
    assert data in folders(pruned)
    pruned.doit("prune", "--yes")
    assert not held.exists()
    assert data not in folders(pruned)


def test_a_named_result_is_removed_although_it_is_used_and_then_made_anew(pruned: Project) -> None:
    before = pruned.results()
    said = pruned.doit("prune", "--yes", "q1.fast")
    assert "q1.fast" in said
    assert "q1.slow" not in said
    assert pruned.ran(pruned.doit("runs")) == {"q1.fast"}
    assert pruned.results() == before
    said = pruned.doit("prune", "q2.long_confusion", status=3)
    assert "figures:q2.long_confusion is no run; doit clean removes figures, numbers and pages" in said
