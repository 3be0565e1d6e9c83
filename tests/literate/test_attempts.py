"""The traces of attempts, as kills and failures leave them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from literate import attempts, lock

EPOCH = '{"epoch": 3, "of": 20, "loss": 0.5}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "progress.jsonl").write_text(EPOCH + '{"epoch": 4, "o')  # a kill cut the line
    return tmp_path


def line(folder: Path) -> str:
    trace = attempts.look(folder)
    assert trace is not None
    return trace.line()


def test_a_run_in_training_names_the_process_and_its_epoch(folder: Path) -> None:
    with lock.held(folder, lambda holder: None):
        assert line(folder) == f"training: process {os.getpid()}, epoch 3 of 20"
    assert line(folder) == "cut before its first epoch ended"


def test_a_lock_whose_process_died_is_nobodys(folder: Path) -> None:
    program = "import os, sys; from pathlib import Path; from literate import lock\n"
    program += "with lock.held(Path(sys.argv[1]), print): os._exit(1)"
    path = os.pathsep.join(sys.path)
    subprocess.run(
        [sys.executable, "-c", program, str(folder)], env={**os.environ, "PYTHONPATH": path}, check=False
    )
    assert (folder / lock.FILE).read_text().isdigit()
    assert lock.holder(folder) == ""


def test_a_cut_run_goes_on_from_its_last_whole_epoch(folder: Path) -> None:
    (folder / "checkpoint").mkdir()
    assert line(folder) == "cut after epoch 3 of 20, goes on from there"


def test_a_failed_run_gives_its_last_line(folder: Path) -> None:
    (folder / attempts.ERROR).write_text("Traceback …\n  File …\nValueError: broken\n")
    assert line(folder) == "failed: ValueError: broken"


def test_a_whole_result_waits_to_be_taken(folder: Path) -> None:
    (folder / "result").mkdir()
    assert line(folder) == "finished, not yet taken"


def test_where_nothing_was_tried_there_is_no_trace(tmp_path: Path) -> None:
    assert attempts.look(tmp_path / "none") is None


def test_the_reason_of_a_process_that_was_killed_is_left_for_it_and_its_own_reason_stays(
    tmp_path: Path,
) -> None:
    attempts.died(tmp_path, "its worker was ended by SIGKILL")
    assert line(tmp_path) == "failed: its worker was ended by SIGKILL"
    attempts.died(tmp_path, "another")
    assert line(tmp_path) == "failed: its worker was ended by SIGKILL"
