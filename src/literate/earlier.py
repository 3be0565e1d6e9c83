"""What was kept before: the result that a run had under another fingerprint, so that what changed can be named.

The last build's own is remembered by name. Where the memory is lost, or from another branch, it is the kept result of
the same function that differs least and is not another run's.
"""

from __future__ import annotations

import datetime
import functools
from pathlib import Path
from typing import Any

from literate import store
from literate.build import Build
from literate.differences import FAR, Comparison, Difference, distance
from literate.errors import StoreError

Record = dict[str, Any]


class Earlier:
    """The records of all that is kept, as earlier versions of the plan's runs."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._plan = build.plan
        self._last = build.kept.last()
        self.comparison = Comparison(build.plan.sources, self.record, self._recipe, self.name)

    @functools.cached_property
    def records(self) -> dict[str, Record]:
        """Every readable record by its fingerprint."""
        folder = self._build.kept.results
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return {name: record for name in names if (record := self._read(folder / name)) is not None}

    def record(self, fingerprint: str) -> Record | None:
        """A record among the results, or of one that was set aside; None if none is readable."""
        return self.records.get(fingerprint) or self._read(self._build.folder / "damaged" / fingerprint)

    def made(self, record: Record) -> datetime.datetime | None:
        """When a result was made: the time of its record's file, since nothing of it may show in a report."""
        folders = (self._build.kept.results, self._build.folder / "damaged")
        paths = [folder / record["fingerprint"] / store.RECORD for folder in folders]
        return next((written(path) for path in paths if path.is_file()), None)

    def name(self, fingerprint: str) -> str:
        """What people call a result: the plan's name for it, or the start of its fingerprint."""
        return self._plan.name(fingerprint) or fingerprint[:8]

    def of(self, run: str) -> Record | None:
        """The record of a run's earlier result, or None where nothing near is kept."""
        last = self._last.get(self._build.known_as(run))
        record = self.record(last) if last else None
        return record or self._nearest(run)

    def changed(self, run: str, record: Record) -> tuple[Difference, ...]:
        """What differs between an earlier result and the run as it is now."""
        return self.comparison.between(record, self._plan.fingerprints.recipe(self._plan.runs[run]))

    def _nearest(self, run: str) -> Record | None:
        """Of the same function's results that are nobody else's, the one that differs least; of equals the newest."""
        found = [
            (
                distance(self.changed(run, record)),
                -(made.timestamp() if (made := self.made(record)) else 0),
                name,
            )
            for name, record in self.records.items()
            if record["function"] == self._plan.runs[run].function and not self._owned(name, run)
        ]
        near = min(found, default=(FAR, 0.0, ""))
        return self.records[near[2]] if near[0] < FAR else None

    def _owned(self, fingerprint: str, run: str) -> bool:
        """Is this the present or the last result of another run? One that has its name no more owns nothing."""
        return self._plan.name(fingerprint) is not None or any(
            last == fingerprint and name != self._build.known_as(run) and name not in self._gone
            for name, last in self._last.items()
        )

    @functools.cached_property
    def _gone(self) -> set[str]:
        """Names of this profile that the plan has no more."""
        own, known = self._build.known_as(""), {self._build.known_as(name) for name in self._plan.runs}
        return {name for name in self._last if name.startswith(own) and name not in known}

    def _read(self, folder: Path) -> Record | None:
        try:
            return store.read_record(folder)
        except StoreError:
            return None

    def _recipe(self, fingerprint: str) -> dict[str, Any] | None:
        name = self._plan.name(fingerprint)
        return None if name is None else self._plan.fingerprints.recipe(self._plan.runs[name])


def written(path: Path) -> datetime.datetime:
    """When a kept file was written, in the time of this place."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime)
