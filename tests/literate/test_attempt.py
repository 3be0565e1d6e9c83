"""The state that an attempt leaves, as kills at its worst moments leave it, and the time of all attempts together."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from literate import store
from literate.attempt import Attempt


def attempt(folder: Path) -> Attempt:
    return Attempt(folder, lambda said: None)


def restored(folder: Path) -> float | None:
    state = attempt(folder).restore()
    return None if state is None else float(state["epoch"])


def save(folder: Path, epoch: float) -> None:
    attempt(folder).save({"epoch": np.array(epoch)})


def test_the_last_state_is_restored(tmp_path: Path) -> None:
    assert restored(tmp_path) is None
    for epoch in (1, 2):
        save(tmp_path, epoch)
    assert restored(tmp_path) == 2


def test_a_state_that_had_not_yet_taken_the_place_of_the_one_before_is_the_last(tmp_path: Path) -> None:
    save(tmp_path, 2)
    (tmp_path / "checkpoint").rename(tmp_path / "checkpoint.new")
    assert restored(tmp_path) == 2


def test_two_kills_while_a_state_is_written_cost_no_more_than_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, 2)
    (tmp_path / "checkpoint").rename(tmp_path / "checkpoint.new")  # the first kill
    again = attempt(tmp_path)
    again.restore()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        again.save({"epoch": np.array(3.0)})
    assert restored(tmp_path) == 2


def test_the_time_of_a_cut_run_counts_from_its_first_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(time, "process_time", lambda: now / 2)
    first = attempt(tmp_path)
    now = 107.0
    first.save({"epoch": np.array(1.0)})
    now = 1000.0  # it was killed, and what it did since is lost
    second = attempt(tmp_path)
    second.restore()
    now = 1003.0
    assert second.spent() == {"seconds": 10.0, "cpu_seconds": 5.0}
    second.save({"epoch": np.array(2.0)})
    third = attempt(tmp_path)
    third.restore()
    assert third.spent()["seconds"] == 10.0


def test_a_run_that_begins_anew_counts_its_own_time_alone(tmp_path: Path) -> None:
    attempt(tmp_path).save({"epoch": np.array(1.0)})
    assert attempt(tmp_path).spent()["seconds"] < 1
