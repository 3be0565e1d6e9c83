"""Whoever kills builds: at random instants of the stage that is wanted, in the same project again and again."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .conftest import Project, found
from .processes import WHOM, await_no_process, kill
from .stages import doing

TRIES = 12
MAKES = {  # what each stage makes, of which one is removed where a build has nothing left to do in it
    "running": "results/*",
    "checkpointing": "results/*",
    "keeping": "results/*",
    "drawing": "*/q*.*.json",
    "rendering": "pages/*.json",
    "writing": "report.pdf",
}


@dataclass
class Killer:
    """Kills builds of a project; `seen` counts what they were doing at that instant.

    longest   how many seconds after the beginning of each stage the kill comes at most; "" is the whole build
    every     seconds between two looks at what a build is doing
    """

    project: Project
    chance: random.Random
    longest: Mapping[str, float]
    every: float = 0.001
    kills: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def cut(self, stage: str, after: int = 0) -> None:
        """Kill builds until one was in this stage when it was killed, with `after` results kept; "" is any stage."""
        longest = self.longest[stage]
        for _ in range(TRIES):
            kept = results(self.project)
            hit = self._kill(stage, after, self.chance.uniform(0, longest))
            await_no_process(self.project)
            assert kept.items() <= results(self.project).items()  # what was finished is remembered
            if hit:
                return
            longest /= 2  # the build was faster
            self._forget(stage)
        raise AssertionError(f"no build was killed in its stage {stage!r}; {self.seen}")

    def _kill(self, stage: str, after: int, pause: float) -> bool:
        """Start a build, await the stage and kill. Was it in it?"""
        since, build = time.time_ns(), self.project.start()
        while stage and (
            stage not in doing(self.project, build, since) or len(results(self.project)) < after
        ):
            if build.poll() is not None:
                build.communicate()
                return False
            time.sleep(self.every)
        try:
            build.communicate(timeout=pause)
        except subprocess.TimeoutExpired:
            now = doing(self.project, build, since)
            kill(build, WHOM[self.kills % len(WHOM)], self.chance)
            self.kills += 1
            self.seen.update(now)
            return not stage or stage in now
        return False

    def _forget(self, stage: str) -> None:
        """Remove one of the things that a stage makes."""
        there = found(self.project.root / "build", MAKES[stage or "running"])
        for path in self.chance.sample(there, min(1, len(there))):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def results(project: Project) -> dict[str, int]:
    """The inode of each kept record: another one would say that a run was carried out again."""
    records = found(project.root / "build/results", "*/record.json")
    return {path.parent.name: path.stat().st_ino for path in records}
