"""What lies in `build/` that no current question uses: results, dead attempts, and what was set aside as damaged.

Both profiles count as used, since a day of training must not be offered because the other profile is set. A run that
is being trained is used, and so is all that it takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from literate import attempts, lock
from literate.differences import brief, distance
from literate.earlier import Earlier, Record
from literate.errors import BuildError, TaskError
from literate.pages import Pages
from literate.plan import Plan
from literate.settings import PROFILES


@dataclass(frozen=True)
class Unused:
    """A folder that may go: what it is, and why nobody needs it; `seconds` is what it would cost to make again."""

    path: Path
    what: str
    why: str
    seconds: float | None = None


def find(pages: Pages) -> list[Unused]:
    """Everything that is unused. Raises `TaskError` when the other profile's plan cannot be made."""
    build = pages.build
    used = _used(pages) | set(_in_training(build.kept.attempts))
    labels = _Labels(pages)
    results = [labels.result(path) for path in _folders(build.kept.results) if path.name not in used]
    dead = [
        path
        for path in _folders(build.kept.attempts)
        if path.name not in used or build.kept.result(path.name)
    ]
    return [
        *results,
        *(labels.attempt(path) for path in dead if not lock.holder(path)),
        *(Unused(path, labels.name(path.name), "damaged") for path in _folders(build.folder / "damaged")),
    ]


def named(pages: Pages, runs: list[str]) -> list[Unused]:
    """The present results of these runs, so that they are made anew."""
    found = []
    for run in runs:
        path = pages.build.kept.results / pages.plan.spec(pages.plan.runs[run]).fingerprint
        if path.is_dir():
            record = Earlier(pages.build).record(path.name)
            found.append(Unused(path, run, "named", record["seconds"] if record else None))
    return found


def _used(pages: Pages) -> set[str]:
    """The fingerprints of every run of the plan, in both profiles."""
    return {plan.fingerprint(run) for plan in plans(pages) for run in plan.runs}


def plans(pages: Pages) -> Iterator[Plan]:
    """The plan in each profile. Raises `TaskError` when one cannot be made."""
    for profile in PROFILES:
        try:
            yield Plan(pages.plan.root, pages.plan.settings._replace(profile=profile))
        except BuildError as error:
            raise TaskError(f"what the profile {profile} uses cannot be told: {error}") from None


def _in_training(folder: Path) -> Iterator[str]:
    """The runs whose lock is held, by this or another build, and their inputs."""
    for path in _folders(folder):
        if lock.holder(path):
            yield path.name
            yield from json.loads((path / "spec.json").read_text(encoding="utf-8"))["inputs"]


class _Labels:
    """Names for folders that are known by a digest alone."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._earlier = Earlier(pages.build)
        self._last = {last: name.partition(" ")[2] for name, last in pages.build.kept.last().items()}

    def name(self, fingerprint: str) -> str:
        """What the run is or was called, as far as that is known."""
        return self._pages.plan.name(fingerprint) or self._last.get(fingerprint, fingerprint[:8])

    def result(self, path: Path) -> Unused:
        """A result by the run that it is an earlier version of, and what changed since."""
        record = self._earlier.record(path.name)
        if record is None:
            return Unused(path, self.name(path.name), "has no readable record")
        run = self._nearest(record)
        if run is None:
            return Unused(path, self.name(path.name), f"no run calls {record['function']}", record["seconds"])
        return Unused(path, run, brief(self._earlier.changed(run, record)), record["seconds"])

    def attempt(self, path: Path) -> Unused:
        """An attempt of which nothing is to come."""
        trace = attempts.look(path)
        return Unused(path, self.name(path.name), f"an attempt: {trace.line()}" if trace else "an attempt")

    def _nearest(self, record: Record) -> str | None:
        """The run that had this result last, or else the one of the same function that differs least from it."""
        runs = self._pages.plan.runs
        last = self._last.get(record["fingerprint"])
        if last in runs:
            return last
        same = [name for name, run in runs.items() if run.function == record["function"]]
        return min(same, key=lambda run: distance(self._earlier.changed(run, record)), default=None)


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
