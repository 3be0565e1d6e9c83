"""What is said while an archive comes, and that an archive is hashed once."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from literate import archives, store
from literate.archives import Archives, Progress
from literate.call import Source
from literate.errors import SourceError
from literate.kept import Kept
from literate.settings import Settings
from literate.terminal import Terminal


class Screen(io.StringIO):
    """A terminal to look at."""

    def isatty(self) -> bool:
        return True

    def last(self) -> str:
        return self.getvalue().rpartition("\033[K")[2]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(archives.time, "monotonic", lambda: now[0])
    return now


def test_the_screen_shows_the_share_and_the_speed_since_this_download_began(clock: list[float]) -> None:
    screen = Screen()
    progress = Progress("a.zip", Terminal(screen))
    progress.tell(1_000_000_000, 2_640_000_000)
    clock[0] += 2
    progress.tell(1_320_000_000, 2_640_000_000)
    assert screen.last() == "a.zip 50% of 2.6 GB, 160 MB/s"


def test_without_a_length_the_screen_shows_what_is_here(clock: list[float]) -> None:
    screen = Screen()
    progress = Progress("a.zip", Terminal(screen))
    progress.tell(0, None)
    clock[0] += 1
    progress.tell(1500, None)
    assert screen.last() == "a.zip 1.5 kB, 1.5 kB/s"


def test_the_screen_is_not_written_for_every_piece(clock: list[float]) -> None:
    screen = Screen()
    progress = Progress("a.zip", Terminal(screen))
    for here in range(1000):
        clock[0] += 0.001
        progress.tell(here, 1000)
    assert 4 <= screen.getvalue().count("a.zip") <= 6  # in a second


def test_an_archive_is_hashed_once_while_it_stays_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data/a.zip"
    file.write_bytes(b"whole")
    source = Source("a.zip", "http://127.0.0.1:9/", f"sha256:{hashlib.sha256(b'whole').hexdigest()}")
    hashed: list[Path] = []
    checksum = store.checksum
    monkeypatch.setattr(store, "checksum", lambda path, *how: hashed.append(path) or checksum(path, *how))
    for _ in range(2):
        kept = Kept(tmp_path / "build")
        for _ in range(2):
            assert Archives(tmp_path, Settings(), kept, Terminal(Screen())).place(source) == file
        kept.save()
    assert hashed == [file]
    file.write_bytes(b"other")
    with pytest.raises(SourceError, match="its sha256 is not"):
        Archives(tmp_path, Settings(), Kept(tmp_path / "build"), Terminal(Screen())).place(source)
