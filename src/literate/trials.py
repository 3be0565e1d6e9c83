"""Trials: kept results and failed attempts at other arguments than the plan's, which no question uses.

What an author tried and gave up lies in the store until it is pruned. Each is told by the run that it is a version of,
by the arguments in which it differs and by its accuracy on validation images. Seeds are no arguments of a trial: more
of them are more runs of the same method.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from literate import attempts, scores, unused
from literate.build import Build
from literate.differences import FAR, Difference, Recipe, distance
from literate.earlier import Earlier
from literate.errors import StoreError
from literate.experiment import Experiment
from literate.pages import Pages
from literate.store import Result
from literate.tried import Trial
from literate.unused import Unused


class _Version(NamedTuple):
    """What an unused folder is a version of: how far it is, the run, its own arguments."""

    distance: int
    run: str
    arguments: Mapping[str, str]


def find(pages: Pages, folders: Iterable[Unused]) -> list[Trial]:
    """The trials among unused folders, seeds of one taken together, in the order of runs and arguments."""
    here, *others = _versions(pages)
    together: dict[tuple[str, tuple[tuple[str, str], ...], str], list[Path]] = {}
    for path in (folder.path for folder in folders):
        for recipe, ended in here.outcome(path):
            found = here.nearest(recipe, path.name)
            nearer = (other.nearest(recipe, path.name) for other in others)
            if found and found.arguments and not any(one and one.distance < found.distance for one in nearer):
                key = (found.run, tuple(sorted(found.arguments.items())), ended)
                together.setdefault(key, []).append(path)
    profile = pages.plan.settings.profile
    return [_scored(Trial(profile, run, dict(arguments), tuple(path.name for path in paths), ended=ended), paths)
            for (run, arguments, ended), paths in sorted(together.items())]  # fmt: skip


def _versions(pages: Pages) -> list[_Versions]:
    """The runs of this profile, and those of the other: what is a version of one of those was tried there."""
    mine = pages.plan.settings.profile
    other = [plan for plan in unused.plans(pages) if plan.settings.profile != mine]
    return [_Versions(pages.build), *(_Versions(Build(plan)) for plan in other)]


class _Versions:
    """The runs of one plan's questions, to find the one that a recipe is a version of."""

    def __init__(self, build: Build) -> None:
        self._build, self._plan = build, build.plan
        self._earlier = Earlier(build)
        own = build.known_as("")
        self._last = {
            last: name.removeprefix(own) for name, last in build.kept.last().items() if name.startswith(own)
        }
        self._runs = {names[0]: build.plan.runs[names[0]] for names in build.plan.seeded.values()}

    def nearest(self, recipe: Recipe, fingerprint: str) -> _Version | None:
        """The run that it was made for, that had it last or else differs least; None for another experiment."""
        same = [name for name, run in self._runs.items() if run.function == recipe["function"]]
        last = (recipe.get("name") or self._last.get(fingerprint, "")).partition("@")[0]
        found = [self._version(name, recipe) for name in ([last] if last in same else same)]
        return min(
            (each for each in found if each.distance < FAR), default=None, key=lambda each: each.distance
        )

    def _version(self, name: str, recipe: Recipe) -> _Version:
        now = self._plan.fingerprints.recipe(self._runs[name])
        found = self._earlier.comparison.between(_seedless(recipe), _seedless(now))
        return _Version(distance(found), name, dict(_arguments(found)))

    def outcome(self, folder: Path) -> Iterator[tuple[Recipe, str]]:
        """How what lies in a folder was made, and how it ended, "" for a result; nothing where that is not known."""
        kept = self._build.kept
        if folder.parent == kept.results:
            record = self._earlier.record(folder.name)
            yield from [(record, "")] if record else []
        elif folder.parent == kept.attempts and (trace := attempts.look(folder)):
            spec = folder / "spec.json"
            if (ended := _ended(trace, self._plan.root)) and spec.is_file():
                yield json.loads(spec.read_text(encoding="utf-8")), ended


def _arguments(differences: Iterable[Difference], path: str = "") -> Iterator[tuple[str, str]]:
    """Arguments that both have with other values, also those of inputs: `backbone.epochs`."""
    for each in differences:
        place = f"{path}.{each.place}" if path else each.place
        if each.because:
            yield from _arguments(each.because, place)
        elif each.then:
            yield place, each.then.strip('"')


def _seedless(recipe: Recipe) -> Recipe:
    return {
        **recipe,
        "arguments": {key: value for key, value in recipe["arguments"].items() if key != "seed"},
    }


def _ended(trace: attempts.Trace, root: Path) -> str:
    """How an attempt failed, without what to do about it; of one that was cut, where."""
    if trace.state == "failed":
        return trace.error.partition("; ")[0].replace(f"{root}{os.sep}", "")
    if trace.state == "cut" and trace.said:
        return f"stopped after epoch {trace.said['epoch']} of {trace.said['of']}"
    return ""


def _scored(trial: Trial, paths: list[Path]) -> Trial:
    """With its accuracy on validation images, where it has results with such that can be read."""
    try:
        results = [] if trial.ended else [Result(path) for path in paths]
        if not results or not all(
            {*scores.SCORED["validation"], "classes"} <= set(result) for result in results
        ):
            return trial
        measured = scores.right(
            Experiment(results, trial.results), "validation", *scores.SCORED["validation"]
        )
    except StoreError:
        return trial
    ends = (measured.interval.low, measured.interval.high) if measured.interval else ()
    over = measured.interval.method if measured.interval else ""
    return replace(trial, validation=measured.value, interval=ends, over=over)
