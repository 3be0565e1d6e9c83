"""A lock on a folder that death releases: the operating system drops it with the process that holds it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FILE = "lock"

PLACE = 1 << 30  # the byte that is locked where files are locked by bytes: far beyond what is written

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> bool:
        file.seek(PLACE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def held(folder: Path, waiting: Callable[[str], None]) -> Iterator[bool]:
    """Hold the folder's lock. If another process has it, `waiting` is told whose it is.

    Gives False when the folder went away while we waited: who held it has finished the work.
    """
    path = folder / FILE
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+b")
    except FileNotFoundError:
        yield False
        return
    with file:
        if not _try(file):
            waiting(_holder(path))
            while not _try(file):
                time.sleep(0.05)
        if not _same(file, path):
            yield False
            return
        file.seek(0)
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield True


def holder(folder: Path) -> str:
    """The process that holds the folder's lock at this moment, "" if none does."""
    path = folder / FILE
    try:
        file = path.open("r+b")
    except OSError:
        return ""
    with file:
        return "" if _try(file) else _holder(path)


def _holder(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace") or "another build"


def _same(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
