"""Damage of what was built, as values: how bytes are changed, and how the next build must speak of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .conftest import Project
from .edits import rewritten

Change = Callable[[bytes], bytes]
CHANGES: dict[str, Change] = {
    "flipped": lambda old: old[:-3] + bytes([old[-3] ^ 1]) + old[-2:],
    "flipped in its head": lambda old: old[:7] + bytes([old[7] ^ 1]) + old[8:],
    "truncated": lambda old: old[:-1],
    "emptied": lambda old: b"",
    "lengthened": lambda old: old + b"\0",
}


def named(said: str, path: Path) -> list[str]:
    """The lines that name a file, or the result that it belongs to."""
    places = (f"{path.parent.name}/{path.name}: ", f"results/{path.parent.name}: ")
    return [line for line in said.splitlines() if any(place in line for place in places)]


def in_place(project: Project, path: Path, change: Change) -> None:
    """Change a file that a build has trusted, so that size, time and inode stay what they were."""
    rewritten(path, lambda old: old)  # a file of its own, no link to the first build's
    assert "unchanged" in project.doit()
    stat, content = path.stat(), change(path.read_bytes())
    assert len(content) == stat.st_size
    with path.open("r+b") as file:
        file.write(content)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "unchanged" in project.doit()  # looking is all that a build with nothing to do does
