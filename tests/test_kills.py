"""Forty kills at random instants of every stage of a build: the build after them ends with the same bytes."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from .conftest import Project
from .killer import Killer
from .masked import figures, masked_report
from .stages import STAGES

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads /proc"),
]

KILLS, ROUNDS = 40, 5
SEED = int(os.environ.get("KILL_SEED", "20220303"))
LONGEST = {
    "": 1.5,
    "running": 0.2,
    "checkpointing": 0.01,
    "keeping": 0.01,
    "drawing": 0.3,
    "rendering": 0.5,
    "writing": 0.5,
}


@pytest.fixture
def slower(project: Project) -> Project:
    """The small project with longer epochs, and with states that take a while to be written."""
    project.slow_down(0.05)
    project.edit("src/lab/nearest_mean.py", '"means": means})', '"means": means, "more": np.zeros(300_000)})')
    project.edit("src/lab/nearest_mean.py", "**made,\n", '**made,\n        "more": np.zeros(300_000),\n')
    return project


def test_forty_kills_leave_no_process_and_no_trace(slower: Project, tmp_path: Path) -> None:
    print(f"KILL_SEED={SEED}")
    slower.doit()
    arrays, drawn, report = slower.results(), figures(slower), masked_report(slower, tmp_path / "expected")
    killer = Killer(slower, random.Random(SEED), LONGEST)
    for number in range(ROUNDS):
        forget_everything(slower)
        for stage in ("", "running", *STAGES):
            killer.cut(stage)
        said = slower.doit()
        assert "failed" not in said, said
        assert slower.results() == arrays
        assert figures(slower) == drawn
        assert masked_report(slower, tmp_path / f"round{number}") == report
        print(number + 1, killer.kills, dict(killer.seen), flush=True)
    assert killer.kills >= KILLS
    assert set(killer.seen) == set(STAGES)


def forget_everything(project: Project) -> None:
    """Begin again from nothing but the fonts."""
    for path in (project.root / "build").iterdir():
        if path.is_dir() and path.name != "cache":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
