"""Five kills of the report's own build, with torch: the build after them ends with the same bytes."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from .conftest import Project, copied
from .killer import Killer
from .masked import figures, masked_report

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads /proc"),
]

SEED = int(os.environ.get("KILL_SEED", "20220303"))
LONGEST = {"running": 5.0, "rendering": 1.0, "writing": 3.0}  # seconds after the beginning of the stage
CUTS = (
    ("running", 2),
    ("running", 8),
    ("running", 14),
    ("rendering", 0),
    ("writing", 0),
)  # and results by then


def test_five_kills_of_the_report_leave_no_process_and_no_trace(report: Project, tmp_path: Path) -> None:
    print(f"KILL_SEED={SEED}")
    killed = copied(tmp_path / "killed")
    killer = Killer(killed, random.Random(SEED), LONGEST, every=0.05)
    for stage, after in CUTS:
        killer.cut(stage, after)
        print(stage, killer.kills, dict(killer.seen), flush=True)
    said = killed.doit()
    assert "failed" not in said, said
    assert killer.kills >= len(CUTS)
    assert killed.results() == report.results()
    assert figures(killed) == figures(report)
    assert masked_report(killed, tmp_path / "masked") == masked_report(report, tmp_path / "expected")
