"""A lock on a folder that death releases: the operating system drops it with the process that holds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FILE = "lock"

if sys.platform == "win32":
    import msvcrt

    def _try(file: BinaryIO) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait(file: BinaryIO) -> None:
        while not _try(file):  # LK_LOCK itself gives up after ten seconds
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _try(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def held(folder: Path, waiting: Callable[[str], None]) -> Iterator[bool]:
    """Hold the folder's lock. If another process has it, `waiting` is told whose it is.

    Gives False when the folder went away while we waited: who held it has finished the work.
    """
    path = folder / FILE
    try:
        file = path.open("a+b")
    except FileNotFoundError:
        yield False
        return
    with file:
        if not _try(file):
            waiting(_holder(path))
            _wait(file)
        if not _same(file, path):
            yield False
            return
        file.truncate(0)
        file.write(str(os.getpid()).encode())
        file.flush()
        yield True


def _holder(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace") or "another build"


def _same(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
