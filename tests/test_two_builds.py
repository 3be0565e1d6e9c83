"""Two builds at once in one folder."""

from __future__ import annotations

import re

from .conftest import Project


def test_two_builds_at_once_train_each_run_once(project: Project) -> None:
    project.slow_down()
    both = [project.start("runs"), project.start("run")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    epochs = [line for text in said for line in text.splitlines() if re.search(r"\d+/\d+ ", line)]
    assert len(epochs) == 3, said  # three runs with epochs, each trained by one of the two
