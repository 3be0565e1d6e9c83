"""Builds that are cut: nothing hangs, no orphan trains on, and the next build goes on."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from .conftest import Project, found
from .processes import children, kill_group


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_doit_alone_is_ended_no_worker_trains_on_and_the_next_build_picks_up(
    project: Project, number: signal.Signals
) -> None:
    project.hold()
    process = project.start("runs")
    project.await_training(process)
    below = children(process.pid)
    assert below
    os.kill(process.pid, number)
    said, _ = process.communicate(timeout=120)
    assert "Traceback" not in said
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted: finished runs are kept" in said
        assert "failed" not in said
    end = time.monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in below):
        assert time.monotonic() < end, "a worker went on"
        time.sleep(0.05)
    project.release()
    said = project.doit("runs")
    assert "blobs" not in project.ran(said)  # it had finished, and is remembered


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_when_one_worker_is_killed_its_run_is_named_and_the_build_ends(project: Project) -> None:
    project.hold()
    process = project.start("runs")
    project.await_training(process)
    held = [
        int(path.read_text()) for path in (project.root / "build").glob("attempts/*/lock") if path.read_text()
    ]
    os.kill(held[0], signal.SIGKILL)
    project.release()
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "its worker was ended by SIGKILL" in said
    assert "1 failed" in said


def test_after_a_kill_of_everything_results_are_those_of_an_uninterrupted_build(project: Project) -> None:
    project.hold()
    process = project.start("runs")
    project.await_training(process)
    kill_group(process)
    project.release()
    project.doit("runs")
    after = project.results()
    shutil.rmtree(project.root / "build")
    project.doit("runs")
    assert project.results() == after


def test_a_source_edited_while_the_build_runs_gives_no_result_under_the_old_name(project: Project) -> None:
    project.slow_down()
    project.edit("src/lab/blobs.py", "    rng = ", "    import time; time.sleep(3)\n    rng = ")
    process = project.start("runs")
    end = time.monotonic() + 30
    while not found(project.root / "build", "attempts/*/lock"):
        assert time.monotonic() < end
        time.sleep(0.02)
    project.edit("src/lab/distance.py", "SCALE = 1.0", "SCALE = 50.0")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "distance.py was changed while the build ran; build again" in said
    project.edit("src/lab/distance.py", "SCALE = 50.0", "SCALE = 1.0")
    assert project.ran(project.doit("runs")) == {"q1.slow", "q1.fast", "q2.long"}
