"""Settling a claim: seeds are added to its runs, look by look, until it is decided or the time is spent.

Looks are at 3, 5, 8, 12 … seeds and each spends its own part of the error (`measures.spending`), so that stopping when
the verdict pleases errs no more often than a single test would. How many seeds a run has stays in `seeds.toml`; every
later build judges such runs by the error of the look that they have reached.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from literate import added_seeds, store, threads
from literate.document import claims, quantity, verdicts
from literate.document.comparing import Verdict
from literate.document.names import page_names
from literate.document.verdicts import Judged
from literate.document.weighing import NOISE
from literate.errors import TaskError
from literate.judging import Judge
from literate.pages import Pages
from measures import spending

Open = Callable[[], Pages]  # the project, with the seeds that it has now


class Place(NamedTuple):
    """A line of a page: q3:15."""

    page: str
    line: int


def undecided(pages: Pages, place: Place) -> list[Judged]:
    """The claims within noise on a line. Raises `TaskError` if there are none, naming the lines that have some."""
    found: list[Judged] = pages.kept(place.page).get("page", {}).get("claims", [])
    if not found:
        raise TaskError(f"{place.page} has no page with claims yet; build it first: doit {place.page}")
    here = [claim for claim in found if claim["line"] == place.line and claim["predicate"]]
    open_ = [claim for claim in here if claim["verdict"] == NOISE]
    if not open_:
        said = f"is decided: {here[0]['verdict']}, {here[0]['evidence']}" if here else "has no claim"
        lines = sorted({claim["line"] for claim in found if claim["verdict"] == NOISE and claim["predicate"]})
        others = ", ".join(f"{place.page}:{line}" for line in lines) or "none"
        raise TaskError(f"{place.page}:{place.line} {said}; within noise: {others}")
    return open_


def settle(opened: Open, place: Place, budget: float, tell: Callable[[str], None]) -> bool:
    """Add seeds until every claim of a line is decided; `budget` is in seconds. False if it is spent before."""
    pages, start = opened(), time.monotonic()
    try:
        asked = undecided(pages, place)
        runs = _seeded(pages, asked)
        while seeds := spending.following(min(len(names) for names in runs.values())):
            needed, left = _needed(pages, runs, seeds), budget - (time.monotonic() - start)
            if needed > left:
                tell(
                    f"{seeds} seeds would take about {needed / 60:.1f} min, and {max(left, 0) / 60:.1f} min are left"
                )
                return False
            pages.build.close()
            added_seeds.save(pages.plan.root, pages.plan.settings.profile, dict.fromkeys(runs, seeds))
            pages = opened()
            runs = _seeded(pages, asked)
            _train(pages, [name for names in runs.values() for name in names])
            found = [_verdict(pages, place.page, claim) for claim in asked]
            for claim, each in zip(asked, found, strict=True):
                tell(f'{seeds} seeds: {each.verdict}  "{claim["text"]}"   {each.evidence}')
            if all(each.verdict != NOISE for each in found):
                return True
        tell(f"{spending.MOST} seeds a run are the most there may be")
        return False
    finally:
        pages.build.close()


def _seeded(pages: Pages, asked: Sequence[Judged]) -> dict[str, list[str]]:
    """The runs behind claims and the seeds that each has. Raises `TaskError` if one takes no seed."""
    found = {}
    for run in dict.fromkeys(run.partition("@")[0] for claim in asked for run in claim["runs"]):
        question, _, key = run.partition(".")
        if not pages.plan.takes_seed(pages.plan.runs[run]):
            raise TaskError(f"{run} takes no seed, so that no seeds settle what rests on it")
        found[run] = pages.plan.seeded[question, key]
    return found


def _needed(pages: Pages, runs: dict[str, list[str]], seeds: int) -> float:
    """About how long the seeds that are missing would take, in seconds, by the first of each run."""
    took = 0.0
    for names in runs.values():
        first = pages.plan.spec(pages.plan.runs[names[0]]).fingerprint
        record = store.read_record(pages.build.kept.results / first)
        took += (seeds - min(len(names), seeds)) * float(record["seconds"])
    return took / _at_once(pages)


def _at_once(pages: Pages) -> int:
    """How many runs are trained at once."""
    return min(threads.processors(), threads.at_once(pages.plan.settings))


def _train(pages: Pages, names: list[str]) -> None:
    """Carry out what is missing of these runs and count their numbers. Raises `TaskError` if one fails."""
    build = pages.build
    missing = [name for name in pages.plan.upstream(names) if not build.has_run(name)]
    with ThreadPoolExecutor(_at_once(pages)) as trainers:
        list(trainers.map(build.run, missing))
    counted = [each for each in pages.plan.exhibits.values() if each.kind == "quantities"]
    for exhibit in counted:
        if set(pages.plan.inputs(exhibit.call)) & set(names) and not build.has_exhibit(exhibit):
            build.exhibit(exhibit)
    if build.failures:
        name, why = next(iter(build.failures.items()))
        raise TaskError(f"{name}: {why}")


def _verdict(pages: Pages, page: str, claim: Judged) -> Verdict:
    """The claim judged on the numbers that are kept now."""
    counted: dict[str, Any] = {}
    for exhibit in pages.plan.question_exhibits(page):
        if exhibit.kind == "quantities" and pages.build.has_exhibit(exhibit):
            counted[exhibit.key] = quantity.names_from_json(pages.build.made(exhibit))
    judge = Judge(pages.build, page)
    return verdicts.verdict(claims.parse(claim["predicate"]), page_names(page, counted, {}), judge.weigh)
