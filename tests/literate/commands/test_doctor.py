"""`doit doctor` on the small project: what is well and what to do."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from literate import store

from ...conftest import Project

ARCHIVED = "spread=0.5, archive=Source('a.zip', 'http://example.org/a.zip', 'md5:12345678')"


@pytest.fixture
def healthy(copy: Project) -> Project:
    """The built project; it needs no torch, whose import alone would take longer than all of this."""
    copy.edit("pyproject.toml", "lab = [", "other = [")
    return copy


def todo(project: Project, status: int = 1) -> list[str]:
    """The lines that say what to do; there are some if and only if the status is 1."""
    said = project.doit("doctor", status=status).splitlines()
    assert all(line.startswith(("ok     ", "TO DO  ")) for line in said)
    found = [line[7:] for line in said if line.startswith("TO DO")]
    assert bool(found) == bool(status)
    return found


def flip(path: Path) -> Path:
    """Flip a bit of a file; size, time and inode stay."""
    stat, content = path.stat(), path.read_bytes()
    with path.open("r+b") as file:
        file.write(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return path


def test_a_healthy_project_has_nothing_to_do(healthy: Project) -> None:
    said = healthy.doit("doctor")
    for line in ("Python 3.", "packages are those that pyproject.toml pins", "Pango 1.", "HarfBuzz-subset", "9 fonts",
                 "GB of disk are free", "no archive is needed", "4 results", "every checksum holds",
                 "4 results were made with the versions and on the processor that are here"):  # fmt: skip
        assert re.search(rf"^ok     .*{line}", said, re.MULTILINE)
    assert "TO DO" not in said


def test_each_thing_that_is_wrong_is_named_with_what_to_do_and_the_next_build_mends_the_store(
    healthy: Project,
) -> None:
    healthy.edit("build/figures/q2.long_confusion.json", "0", "1")
    healthy.edit("pyproject.toml", '"jinja2==', '"no-such-package==1.0",\n    "jinja2==0')
    healthy.edit("tasks/q1.py", "lr=0.9", 'lr=0.9, fail="crash"')
    healthy.edit("tasks/q1.py", "lr=0.1", "lr={'quick': 0.1}[settings.profile]")
    healthy.doit("runs:q1.fast", status=1)
    flipped = flip(next((healthy.root / "build/results").glob("*/train_images.npy")))
    result = flipped.parent.name
    expected = [
        "no-such-package is not installed, pyproject.toml pins 1.0: uv sync",
        "jinja2 is .*, pyproject.toml pins 0.*: uv sync",
        f".*{result}/train_images.npy: the bytes differ from the record's checksum: doit runs blobs again",
        ".*q2.long_confusion.json: was changed since it was written: doit makes it again",
        "what the profile paper uses cannot be told: tasks/q1.py:.*",
        "q1.fast: failed: ValueError: the experiment is broken; mend it, then doit runs:q1.fast",
    ]
    found = todo(healthy)
    for pattern in expected:
        assert any(re.fullmatch(pattern, line) for line in found), (pattern, found)
    assert healthy.ran(healthy.doit("runs:q1.slow")) == {"blobs"}


def test_results_of_other_versions_are_told_and_stay(healthy: Project) -> None:
    path = next((healthy.root / "build/results").glob("*/test_scores.npy")).with_name("record.json")
    record = json.loads(path.read_text())
    del record["seal"]
    record["environment"]["numpy"] = "1.0"
    path.write_text(json.dumps(store.sealed(record)))
    assert re.search(
        "^ok     numpy is .* here, but 1.0 made q.*: no reason to train again$", healthy.doit("doctor"), re.M
    )
    assert healthy.ran(healthy.doit("runs")) == set()


def test_a_missing_archive_is_named_with_its_address(healthy: Project) -> None:
    healthy.edit("src/lab/blobs.py", "attempt, *,", 'attempt, *, archive="",')
    healthy.edit(
        "tasks/data.py",
        "spread=0.5",
        ARCHIVED,
    )
    healthy.edit("tasks/data.py", "import naming, run", "import Source, naming, run")
    said = healthy.doit("doctor")
    assert "ok     a.zip is not here yet: doit fetches it from http://example.org/a.zip into" in said
    (healthy.root / "data").mkdir()
    (healthy.root / "data/a.zip").write_bytes(b"another")
    (line,) = todo(healthy)
    assert "a.zip: its md5 is not 12345678" in line


@pytest.mark.long
def test_torch_and_torchvision_are_loaded_together(copy: Project) -> None:
    assert "fit, and compute on" in copy.doit("doctor")
