"""Where the published archives lie: in the data folder, in the mirror's, or fetched when a run is about to need them.

An archive that was put into the data folder by hand is as good as a fetched one: its checksum says what it is.
"""

from __future__ import annotations

import math
import time
from pathlib import Path

from literate import columns, store
from literate.call import Source
from literate.errors import SourceError
from literate.kept import Kept
from literate.settings import Settings
from literate.terminal import Terminal

TOLERANCE = 2  # a file that goes on beyond so many times its published size is given up
EVERY = 0.2  # seconds between two lines of progress


class Archives:
    """The archives of a project, each fetched and verified once."""

    def __init__(self, root: Path, settings: Settings, kept: Kept, terminal: Terminal) -> None:
        self.folder = root / settings.data
        self._address = settings.mirror if "://" in settings.mirror else ""
        others = [root / settings.mirror] if settings.mirror and not self._address else []
        self._folders = [self.folder, *others]
        self._allowed = settings.archives
        self._kept, self._terminal = kept, terminal

    def place(self, source: Source) -> Path:
        """The path of an archive, verified; fetched first where it is nowhere. Raises `SourceError`."""
        if self.lacks(source):
            self._fetch(source)
        path = next(folder / source.file for folder in self._folders if (folder / source.file).is_file())
        self._verify(path, source.checksum)
        return path

    def lacks(self, source: Source) -> bool:
        """Is the archive nowhere here, so that it would have to be fetched?"""
        return not any((folder / source.file).is_file() for folder in self._folders)

    def address(self, source: Source) -> str:
        """Where it is fetched from: the mirror or the publisher; "" for one that only its owner has."""
        if self._address:
            return f"{self._address.rstrip('/')}/{source.file}"
        return "" if source.file in self._allowed else source.url

    def _verify(self, path: Path, expected: str) -> None:
        """Compare an archive with its checksum, once while its size and time stay the same."""
        if self._kept.files(str(path), [path], expected):
            return
        if not store.matches(path, expected):
            algorithm, _, digest = expected.partition(":")
            raise SourceError(
                f"{path}: its {algorithm} is not {digest}; fetch it again, or allow this archive in report.toml "
                f'under [archives]: "{path.name}" = "sha256:{store.checksum(path)}"'
            )
        self._kept.made(str(path), [path], expected, checksums=False)

    def _fetch(self, source: Source) -> None:
        """Fetch an archive into the data folder. Raises `SourceError` that says how to do it by hand."""
        from literate import download  # a build with nothing to do fetches nothing

        needs = f"needs {described(source)}"
        url = self.address(source)
        if not url:
            raise SourceError(f"{needs}, allowed in place of the published one: put it into {self.folder}")
        progress = Progress(source.file, self._terminal)
        try:
            most = TOLERANCE * source.size or math.inf
            path = self.folder / source.file
            download.fetch(url, path, source.checksum, progress.tell, progress.waiting, most)
        except (SourceError, OSError) as error:
            raise SourceError(f"{needs}: {error}; fetch it by hand and put it into {self.folder}") from None
        finally:
            self._terminal.passing(source.file, None)
        self._terminal.about(source.file, f"fetched from {url}")


class Progress:
    """What is said of one download while it goes on: how much of it is here, and how fast it comes."""

    def __init__(self, file: str, terminal: Terminal) -> None:
        self._file, self._terminal = file, terminal
        self._first: int | None = None
        self._started = self._shown = time.monotonic()

    def tell(self, here: int, total: int | None) -> None:
        """Take the bytes that are here, and in all if that is known."""
        if self._first is None:
            self._first, self._started = here, time.monotonic()
        now = time.monotonic()
        if now - self._shown < EVERY:
            return
        self._shown = now
        speed = columns.size(int((here - self._first) / max(now - self._started, EVERY)))
        share = f"{here / total:.0%} of {columns.size(total)}" if total else columns.size(here)
        self._terminal.passing(self._file, f"{share}, {speed}/s")

    def waiting(self, holder: str) -> None:
        """Say that another process is at it."""
        self._terminal.about(self._file, f"waiting: process {holder} is fetching it")


def described(source: Source) -> str:
    """`stl10_binary.tar.gz (2.6 GB)`"""
    return f"{source.file} ({columns.size(source.size)})" if source.size else source.file
