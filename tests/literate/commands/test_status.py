"""`doit status` on the small project: where each run stands."""

from __future__ import annotations

import re
import subprocess
import sys

from ...conftest import Project
from ...processes import kill_group


def rows(project: Project, *words: str) -> dict[str, list[str]]:
    """The cells of each run, by its name; the last row counts."""
    lines = project.doit("status", *words).splitlines()[1:]
    return {cells[0]: cells[1:] for line in lines if (cells := re.split(r" {2,}", line))}


def test_a_kept_run_shows_accuracies_time_and_size(built: Project) -> None:
    found = rows(built)
    state, validation, test, seconds, size = found["q1.fast"]
    assert state == "kept"
    assert 0.3 < float(validation) <= 1
    assert 0.3 < float(test) <= 1
    assert seconds.endswith(" s")
    assert size.endswith(" kB")
    assert found["blobs"][0] == "kept"
    assert list(found)[-1].startswith("4 kept; ")


def test_a_stale_run_shows_its_last_accuracies_and_what_changed(built: Project) -> None:
    before = rows(built)["q1.slow"]
    with built.edited("tasks/q1.py", "lr=0.1", "lr=0.2"):
        assert rows(built)["q1.slow"] == ["stale", *before[1:4], "argument lr: 0.1 → 0.2"]
        assert list(rows(built, "q2.long")) == ["blobs", "q2.long", next(reversed(rows(built, "q2.long")))]


def test_a_run_that_was_never_made_is_missing(project: Project) -> None:
    assert rows(project)["q1.slow"] == ["missing", "never made"]


def test_a_run_in_training_names_its_process_and_then_where_it_was_cut(project: Project) -> None:
    project.hold()
    build = project.start("-n", "1", "q1")
    project.await_training(build)
    training = [cells for cells in rows(project).values() if cells[:1] == ["training"]]
    assert len(training) == 1
    assert re.search(r"training: process \d+, epoch \d of 3$", training[0][-1])
    kill_group(build)
    cut = [cells for cells in rows(project).values() if cells[:1] == ["cut"]]
    assert re.search(r"cut after epoch \d of 3, goes on from there$", cut[0][-1])


def test_a_run_that_failed_says_how(project: Project) -> None:
    project.edit("tasks/q1.py", "lr=0.9", 'lr=0.9, fail="crash"')
    project.doit("runs:q1.fast", status=1)
    cells = rows(project)["q1.fast"]
    assert cells[0] == "failed"
    assert cells[-1].endswith("failed: ValueError: the experiment is broken")


def test_without_quoted_numbers_the_history_tells_the_accuracy(project: Project) -> None:
    project.edit("tasks/q2.py", 'quantities={"long": call(scores.classifier)},', "")
    project.edit(
        "src/lab/nearest_mean.py",
        "        **made,",
        '        **made, "history_validation_accuracy": np.array([0.1, 0.625]),',
    )
    project.doit("runs:q2.long")
    assert rows(project, "q2.long")["q2.long"][:2] == ["kept", "0.625"]


def test_a_reader_who_stops_early_is_no_error(built: Project) -> None:
    command = f"{sys.executable} -m doit status | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        cwd=built.root,
        env=built.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
