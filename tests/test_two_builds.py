"""Two builds at once in one folder."""

from __future__ import annotations

import re
import subprocess

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
    project.hold()
    first = project.start("runs:q1.slow")
    project.await_training(first)
    holder = next((project.root / "build/attempts").glob("*/lock")).read_text()
    second = project.start("runs:q1.slow")
    assert re.search(rf"^q1.slow +waiting: process {holder} is training it$", said_until_it_waits(second))
    project.release()
    assert re.search(r"3/3", first.communicate(timeout=60)[0])
    assert not re.search(r"\d/3", second.communicate(timeout=60)[0])  # it trained no epoch itself
    assert (first.returncode, second.returncode) == (0, 0)


def test_when_the_first_is_killed_the_waiting_one_goes_on_from_the_last_epoch(project: Project) -> None:
    project.hold()
    first = project.start("runs:q1.slow")
    project.await_training(first)
    second = project.start("runs:q1.slow")
    said_until_it_waits(second)
    kill_group(first)
    project.release()
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert re.search(r"^q1.slow +3/3", said, re.MULTILINE)


def said_until_it_waits(build: subprocess.Popen[str]) -> str:
    """The line in which a build says that it waits. Fails if it ends without."""
    assert build.stdout is not None
    for line in build.stdout:
        if "waiting" in line:
            return line.rstrip()
    raise AssertionError("the second build never waited")
