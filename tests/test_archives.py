"""What a user sees of published archives: which one counts, where it must lie, what the report says of it."""

from __future__ import annotations

import hashlib

import pytest

from .conftest import Project

PUBLISHED, OTHER = b"0.5", b"0.6"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def reader(project: Project) -> Project:
    """The small project with its data set in an archive; the address is nobody's."""
    project.edit("tasks/data.py", "call import naming", "call import Source, naming")
    project.edit("tasks/data.py", "import blobs", "import published")
    source = (
        f'Source("blobs.txt", "http://127.0.0.1:9/blobs.txt", "md5:{hashlib.md5(PUBLISHED).hexdigest()}")'
    )
    project.edit(
        "tasks/data.py", 'blobs.make, "blobs", spread=0.5', f'published.make, "blobs", archive={source}'
    )
    (project.root / "data").mkdir()
    return project


def allow(project: Project, content: bytes, file: str = "blobs.txt") -> None:
    with (project.root / "report.toml").open("a") as toml:
        toml.write(f'\n[archives]\n"{file}" = "sha256:{digest(content)}"\n')


def html(project: Project) -> str:
    return (project.root / "build/report.html").read_text(encoding="utf-8")


def test_an_archive_put_into_the_data_folder_is_used(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    assert "blobs" in reader.ran(reader.doit("q1"))
    assert "Not on the published" not in html(reader)


def test_another_archive_is_refused_with_the_line_that_would_allow_it(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(OTHER)
    said = reader.doit("runs:blobs", status=1)
    (line,) = [line for line in said.splitlines() if "FAILED" in line]
    assert "data/blobs.txt: its md5 is not" in line
    assert line.endswith(f'in report.toml under [archives]: "blobs.txt" = "sha256:{digest(OTHER)}"')


def test_another_archive_that_is_allowed_is_used_and_the_report_says_so(reader: Project) -> None:
    (reader.root / "data/blobs.txt").write_bytes(PUBLISHED)
    reader.doit("q1")
    before = reader.results()
    allow(reader, OTHER)
    (reader.root / "data/blobs.txt").write_bytes(OTHER)
    assert reader.ran(reader.doit("q1")) == {"blobs", "q1.slow", "q1.fast"}
    assert before.items() < reader.results().items()
    name = f"another blobs.txt (sha256 {digest(OTHER)[:10]})"
    assert f"Not on the published archives but on {name}." in html(reader)
    assert f"Not from the published archive but from {name}." in html(reader)


def test_a_misspelt_archive_is_named(reader: Project) -> None:
    allow(reader, OTHER, "blob.txt")
    said = reader.doit(status=3)
    assert "report.toml: archives: no run takes 'blob.txt'; nearest: blobs.txt" in said
