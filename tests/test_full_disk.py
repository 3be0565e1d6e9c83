"""A disk that is full at any moment: one clear line, nothing kept is lost, and with room the next build goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import Project, laid_out

CLEAR = "no space left on the disk: free some and build again; all that was kept is intact"
SIZE = "8m"


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk of its own, in memory."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def small(disk: Path, tmp_path: Path, fonts: Path) -> Iterator[Project]:
    """A project whose `build` lies on the small disk."""
    with laid_out(tmp_path / "project", fonts) as project:
        shutil.rmtree(project.root / "build")
        (project.root / "build").symlink_to(disk / "build")
        shutil.copytree(fonts, disk / "build" / "cache" / "fonts")
        yield project
    shutil.rmtree(disk / "build")
    free(disk)


def fill(disk: Path, left: int) -> None:
    """Leave so many KiB."""
    free(disk)
    found = os.statvfs(disk)
    room = found.f_bavail * found.f_frsize - left * 1024
    (disk / "filler").write_bytes(bytes(max(room, 0)))


def free(disk: Path) -> None:
    (disk / "filler").unlink(missing_ok=True)


def refused(project: Project) -> str:
    """What a build says that has no room."""
    said = project.doit(status=1)
    assert CLEAR in said
    assert "Traceback" not in said
    assert "Errno" not in said
    return said


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> dict[str, bytes]:
    """The arrays of a build with room."""
    with laid_out(tmp_path_factory.mktemp("room") / "project", fonts) as project:
        project.doit("runs")
        return project.results()


@pytest.mark.long
def test_a_disk_that_fills_while_runs_go_on_loses_no_run_and_the_next_build_goes_on(
    small: Project, disk: Path, expected: dict[str, bytes]
) -> None:
    reached = set()
    for left in (0, 4, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 200):
        fill(disk, left)
        said = small.doit("runs", status=None)
        assert "Traceback" not in said
        assert CLEAR in said or "failed" not in said
        assert small.results().items() <= expected.items()
        reached |= {line.split()[0] for line in said.splitlines() if CLEAR in line}
        reached |= {f"done {name}" for name in small.ran(said)}
    assert {"blobs", "done blobs"} <= reached
    free(disk)
    small.doit()
    assert small.results() == expected


@pytest.mark.parametrize(
    ("lost", "file", "old", "new", "stages"),
    [
        ("figures", "tasks/q1.py", "runs = {", "runs = {", {"q2.long_confusion", "report"}),
        ("pages", "templates/q1.md.j2", "The slow", "The slower", {"q1", "q2", "report"}),
        ("", "report.toml", "Ada", "Grace", {"report"}),
    ],
    ids=["figures", "pages", "report"],
)
def test_a_disk_that_is_full_keeps_the_old_report_and_every_result(
    small: Project, disk: Path, lost: str, file: str, old: str, new: str, stages: set[str]
) -> None:
    small.doit()
    reports = {path: path.read_bytes() for path in (small.root / "build").glob("report.*")}
    results = small.results()
    if lost:
        shutil.rmtree(small.root / "build" / lost)
    small.edit(file, old, new)
    fill(disk, 0)
    said = refused(small)
    assert {line.split()[0] for line in said.splitlines() if CLEAR in line} >= stages
    assert {path: path.read_bytes() for path in (small.root / "build").glob("report.*")} == reports
    assert small.results() == results
    free(disk)
    said = small.doit()
    assert small.ran(said) == set()
    assert small.results() == results
    assert "unchanged" in small.doit()


def test_a_checkpoint_that_finds_no_room_is_named_and_the_run_goes_on_later(
    small: Project, disk: Path, expected: dict[str, bytes]
) -> None:
    small.doit("runs:blobs")
    fill(disk, 16)  # for a specification and a log, and no checkpoint
    said = small.doit("runs", status=1)
    assert "checkpoint" not in said
    assert CLEAR in said
    assert not small.ran(said)
    free(disk)
    assert small.ran(small.doit("runs")) == {"q1.slow", "q1.fast", "q2.long"}
    assert small.results() == expected
