"""Edits of a project, as values: what a row of a table does before the next build."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from .conftest import Project

Edit = Callable[[Project], object]


def text(file: str, old: str, new: str) -> Edit:
    """Replace a text."""
    return lambda project: project.edit(file, old, new)


def added(file: str, content: str) -> Edit:
    """Write a new file."""
    return lambda project: (project.root / file).write_text(content, encoding="utf-8")


def appended(pattern: str, content: str = " ", beside: str = "") -> Edit:
    """Write something at the end of the first file that matches, or of one beside it."""

    def append(project: Project) -> None:
        path = found(project, pattern)
        rewritten(path.with_name(beside or path.name), lambda old: old + content.encode())

    return append


def deleted(pattern: str) -> Edit:
    """Remove the first file that matches."""
    return lambda project: found(project, pattern).unlink()


def swapped(file: str, first: str, second: str) -> Edit:
    """Swap two neighbouring functions: `first` begins the one, `second` the other, which is the last of its file."""

    def move(project: Project) -> None:
        head, rest = (project.root / file).read_text(encoding="utf-8").split(first)
        body, tail = rest.split(second)
        rewritten(project.root / file, lambda _: f"{head}{second}{tail}\n\n{first}{body}".encode())

    return move


def touched(file: str, seconds: int) -> Edit:
    """The same content in a new file of another time."""

    def touch(project: Project) -> None:
        path = project.root / file
        rewritten(path, lambda old: old)
        time = path.stat().st_mtime_ns + seconds * 10**9
        os.utime(path, ns=(time, time))

    return touch


def git(*arguments: str) -> Edit:
    """Run git in the project."""
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return lambda project: subprocess.run(command, cwd=project.root, check=True, capture_output=True)


def both(*edits: Edit) -> Edit:
    """One edit after another."""
    return lambda project: [edit(project) for edit in edits]


def built(project: Project) -> None:
    """A build between two edits."""
    project.doit()


def found(project: Project, pattern: str) -> Path:
    """The first file that matches."""
    return min(project.root.glob(pattern))


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the content of a file, in a new file."""
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(change(content))
