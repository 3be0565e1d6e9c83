"""Two builds at once in one folder."""

from __future__ import annotations

import re
import time

from .conftest import Project
from .processes import kill_group


def test_two_builds_at_once_train_each_run_once(project: Project) -> None:
    project.slow_down()
    both = [project.start("runs"), project.start("run")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    epochs = [line for text in said for line in text.splitlines() if re.search(r"\d+/\d+ ", line)]
    assert len(epochs) == 3, said  # three runs with epochs, each trained by one of the two


def test_the_second_says_who_trains_the_run_and_waits_for_its_result(project: Project) -> None:
    project.slow_down(seconds=2)
    first = project.start("runs:q1.slow")
    project.await_training(first)
    holder = next((project.root / "build/attempts").glob("*/lock")).read_text()
    began = time.monotonic()
    said = project.doit("runs:q1.slow")
    waited = time.monotonic() - began
    assert re.search(rf"^q1.slow +waiting: process {holder} is training it$", said, re.MULTILINE)
    assert waited > 1
    assert re.search(r"3/3", first.communicate(timeout=60)[0])
    assert first.returncode == 0
    assert not re.search(r"\d/3", said)  # it trained no epoch itself


def test_when_the_first_is_killed_the_waiting_one_goes_on_from_the_last_epoch(project: Project) -> None:
    project.slow_down(seconds=2)
    first = project.start("runs:q1.slow")
    project.await_training(first)
    second = project.start("runs:q1.slow")
    assert second.stdout is not None
    line = second.stdout.readline()
    while "waiting" not in line:
        assert line, "the second build never waited"
        line = second.stdout.readline()
    kill_group(first)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert re.search(r"^q1.slow +3/3", said, re.MULTILINE)
