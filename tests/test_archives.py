"""What a user sees of published archives: which one counts, where it must lie, what the report says of it."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator

import pytest

from .conftest import Project
from .processes import kill_group
from .publisher import Publisher, cut, slow

PUBLISHED, OTHER = b"0.5", b"0.6"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as running:
        running.files["/blobs.txt"] = PUBLISHED
        yield running


@pytest.fixture
def reader(project: Project, publisher: Publisher) -> Project:
    """The small project with its data set in a published archive."""
    project.edit("tasks/data.py", "call import naming", "call import Source, naming")
    project.edit("tasks/data.py", "import blobs", "import published")
    checksum = hashlib.md5(PUBLISHED).hexdigest()
    source = f'Source("blobs.txt", "{publisher.address}/blobs.txt", "md5:{checksum}", 2_600_000)'
    project.edit(
        "tasks/data.py", 'blobs.make, "blobs", spread=0.5', f'published.make, "blobs", archive={source}'
    )
    (project.root / "data").mkdir()
    return project


def settle(project: Project, line: str) -> None:
    with (project.root / "report.toml").open("a") as toml:
        toml.write(f"\n{line}\n")


def allow(project: Project, content: bytes, file: str = "blobs.txt") -> None:
    settle(project, f'[archives]\n"{file}" = "sha256:{digest(content)}"')


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def failure(said: str) -> str:
    (line,) = [line for line in said.splitlines() if line.startswith("blobs ") and "FAILED" in line]
    return line.partition("FAILED  ")[2]


def test_an_archive_put_into_the_data_folder_is_used(reader: Project, publisher: Publisher) -> None:
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    assert reader.ran(reader.doit("runs:blobs")) == {"blobs"}
    assert publisher.asked == []


def test_an_archive_is_fetched_when_a_run_needs_it_and_never_again(
    reader: Project, publisher: Publisher
) -> None:
    publisher.answers = [cut(1)]
    said = reader.doit("runs:blobs")
    assert f"fetched from {publisher.address}/blobs.txt" in said
    assert reader.ran(said) == {"blobs"}
    assert [path.name for path in (reader.root / "data").iterdir()] == ["blobs.txt"]
    (reader.root / "data/blobs.txt").unlink()
    assert reader.ran(reader.doit("runs:q1.slow")) == {"q1.slow"}
    assert publisher.asked == [("/blobs.txt", None), ("/blobs.txt", "bytes=1-")]


def test_the_plan_says_what_would_be_fetched(reader: Project, publisher: Publisher) -> None:
    assert re.search(r"^fetch +blobs.txt \(2.6 MB\)$", reader.doit("plan"), re.MULTILINE)
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    assert "fetch" not in reader.doit("plan")
    assert publisher.asked == []


def test_a_build_killed_in_a_download_is_gone_on_with(reader: Project, publisher: Publisher) -> None:
    publisher.answers = [slow(pieces=3, seconds=30)]
    build = reader.start("runs:blobs")
    content = reader.root / "data/blobs.txt.partial/content"
    wait_until(lambda: content.exists() and content.stat().st_size == 1)
    kill_group(build)
    assert reader.ran(reader.doit("runs:blobs")) == {"blobs"}
    assert publisher.asked == [("/blobs.txt", None), ("/blobs.txt", "bytes=1-")]


def test_two_builds_at_once_fetch_an_archive_once(reader: Project, publisher: Publisher) -> None:
    publisher.answers = [slow(pieces=3, seconds=1)]
    builds = [reader.start("runs:blobs") for _ in range(2)]
    said = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    assert len(publisher.asked) == 1
    assert sum("is fetching it" in one for one in said) == 1


def test_a_mirror_is_a_folder_or_an_address(reader: Project, publisher: Publisher) -> None:
    mirror = reader.root / "mirror"
    mirror.mkdir()
    (mirror / "blobs.txt").write_bytes(PUBLISHED)
    assert reader.ran(reader.doit("mirror=mirror", "runs:blobs")) == {"blobs"}
    assert publisher.asked == []
    publisher.files["/copies/blobs.txt"] = OTHER
    allow(reader, OTHER)
    said = reader.doit(f"mirror={publisher.address}/copies/", "runs:blobs")
    assert f"fetched from {publisher.address}/copies/blobs.txt" in said


def test_without_network_each_missing_archive_is_one_line_that_says_what_to_do(
    reader: Project, publisher: Publisher
) -> None:
    publisher.close()
    assert failure(reader.doit("runs:blobs", status=1)) == (
        f"needs blobs.txt (2.6 MB): {publisher.address}/blobs.txt cannot be reached (Connection refused); "
        f"fetch it by hand and put it into {reader.root / 'data'}"
    )


def test_an_archive_that_is_not_the_published_one_is_not_kept(reader: Project, publisher: Publisher) -> None:
    publisher.files["/blobs.txt"] = OTHER
    assert "/blobs.txt gives another file: its md5 is not" in failure(reader.doit("runs:blobs", status=1))
    assert not (reader.root / "data/blobs.txt").exists()


def test_an_allowed_archive_is_never_looked_for_at_the_publisher(
    reader: Project, publisher: Publisher
) -> None:
    allow(reader, OTHER)
    said = failure(reader.doit("runs:blobs", status=1))
    assert said.endswith(f"allowed in place of the published one: put it into {reader.root / 'data'}")
    assert publisher.asked == []


def test_another_archive_is_refused_with_the_line_that_would_allow_it(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(OTHER)
    line = failure(reader.doit("runs:blobs", status=1))
    assert "data/blobs.txt: its md5 is not" in line
    assert line.endswith(f'in report.toml under [archives]: "blobs.txt" = "sha256:{digest(OTHER)}"')


def test_another_archive_that_is_allowed_is_used_and_makes_everything_again(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    reader.doit("runs:q1.*")
    before = reader.results()
    allow(reader, OTHER)
    (reader.root / "data/blobs.txt").write_bytes(OTHER)
    assert reader.ran(reader.doit("runs:q1.*")) == {"blobs", "q1.slow", "q1.fast"}
    assert before.items() < reader.results().items()


@pytest.mark.long
def test_the_report_says_that_another_archive_was_used(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    reader.doit("q1")
    assert "the published archive" not in reader.html()
    allow(reader, OTHER)
    (reader.root / "data/blobs.txt").write_bytes(OTHER)
    reader.doit("q1")
    name = f"another blobs.txt (sha256 {digest(OTHER)[:10]})"
    assert f"Not on the published archives but on {name}." in reader.html()
    assert f"Not from the published archive but from {name}." in reader.html()


def test_a_misspelt_archive_is_named(reader: Project) -> None:
    allow(reader, OTHER, "blob.txt")
    said = reader.doit(status=3)
    assert "report.toml: archives: no run takes 'blob.txt'; nearest: blobs.txt" in said
