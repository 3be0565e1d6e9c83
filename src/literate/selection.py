"""What the words of a command line name: doit's own names of tasks, or for short the names that people use.

q2   runs:q3.adam   figures:q1.*   report        as doit says them
q3.adam   q1.svm_roc   digits                    a run, else a figure, else a run's numbers
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from literate.errors import TaskError, nearest
from literate.plan import Exhibit, Plan

REPORT = ("report", "report")
Thing = tuple[str, str]  # kind and name: ("runs", "q3.adam"), ("pages", "q2")


@dataclass(frozen=True)
class Selection:
    """What a build of some things comes to, each run after its inputs."""

    runs: list[str]
    exhibits: list[Exhibit]
    pages: list[str]
    report: bool


def things(plan: Plan) -> Iterator[Thing]:
    """All that can be made, runs first."""
    yield from (("runs", name) for name in plan.runs)
    for kind in ("figures", "quantities"):
        yield from (thing for thing in plan.exhibits if thing[0] == kind)
    yield from (("pages", name) for name in plan.questions)
    yield REPORT


def named(plan: Plan, word: str) -> list[Thing]:
    """What a word names. Raises `TaskError` with the nearest name if it is nothing."""
    every = list(things(plan))
    found = [(kind, name) for kind, name in every if fnmatchcase(f"{kind}:{name}", word) or kind == word]
    if not found:
        by_name = {name: (kind, name) for kind, name in reversed(every) if fnmatchcase(name, word)}
        found = [thing for thing in every if thing in by_name.values()]
    if not found:
        known = [*plan.questions, *plan.runs, *(name for _, name in plan.exhibits)]
        raise TaskError(f"no run, figure or question {word!r}{nearest(word, known)}")
    return found


def selected(plan: Plan, words: Iterable[str]) -> Selection:
    """All that the things of these words need, or the whole project without a word."""
    asked = [thing for word in words for thing in named(plan, word)] or list(things(plan))
    pages = [name for name in plan.questions if ("pages", name) in asked]
    exhibits = [each for thing, each in plan.exhibits.items() if thing in asked or each.question in pages]
    runs = [name for name in plan.runs if ("runs", name) in asked]
    runs += [run for page in pages for run in plan.question_runs(page)]
    runs += [run for exhibit in exhibits for run in plan.inputs(exhibit.call)]
    return Selection(plan.upstream(runs), exhibits, pages, bool(pages) or REPORT in asked)
