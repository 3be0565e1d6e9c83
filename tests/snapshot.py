"""A built project kept aside, to be put back in its place for each test as if nothing had happened since.

Its files are links to the first build's, of the same path, time and inode, so that a build finds nothing to do.
Whoever changes one writes a new file, as every part of the build does.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass

from .conftest import Project

KINDS = ("figures", "quantities", "pages")
WRITTEN_IN_PLACE = ("doit.json", "log.txt")


@dataclass
class Snapshot:
    """A project and what it was when it was taken."""

    project: Project

    def __post_init__(self) -> None:
        self.aside = self.project.root.with_name("aside")
        shutil.move(self.project.root, self.aside)
        self.restore()
        self.before = made(self.project)

    def restore(self) -> Project:
        """The project as it was."""
        shutil.rmtree(self.project.root, ignore_errors=True)
        shutil.copytree(self.aside, self.project.root, symlinks=True, copy_function=_link)
        return self.project

    def made_anew(self, said: str) -> set[str]:
        """The runs that a build named, and what it wrote: `q1.slow`, `figures:q2.loss`, `pages:q1`, `report`."""
        now = made(self.project)
        return self.project.ran(said) | {
            name for name, inode in now.items() if self.before.get(name) != inode
        }


def made(project: Project) -> dict[str, int]:
    """The inode of every exhibit, page and report: each is replaced by a new file when it is made."""
    build = project.root / "build"
    files = [path for kind in KINDS for path in (build / kind).iterdir() if not path.name.startswith(".")]
    exhibits = {f"{path.parent.name}:{path.stem}": path.stat().st_ino for path in sorted(files)}
    reports = sum(path.stat().st_ino for path in build.glob("report.*"))
    return {**exhibits, "report": reports}


def _link(source: str, target: str) -> None:
    if source.endswith(WRITTEN_IN_PLACE):
        shutil.copy2(source, target)
    else:
        os.link(source, target)
