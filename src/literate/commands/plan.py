"""`doit plan [q2]`: what would run, why, and how long it took last time; then what else is fetched, drawn, rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from doit.cmd_base import Command

from literate import archives
from literate.columns import aligned, duration, painted
from literate.commands import project
from literate.pages import Pages
from literate.plan import Exhibit
from literate.reasons import Reasons
from literate.selection import Selection, selected

FEW = 6  # names to a line
WORDS = {"figures": "figures", "quantities": "numbers"}


class Plan(Command):  # type: ignore[misc]
    """What `doit` would do with the same words, without doing it."""

    doc_purpose = "say what would run and why, and how long it took last time"
    doc_usage = "[q2 | q3.adam | figures:q1.* …]"
    cmd_options = project.OPTIONS

    def execute(self, params: Any, args: list[str]) -> int:
        """Print the plan; the exit status is 0 whether or not there is something to do."""
        with project.opened(params) as pages:
            project.say(planned(pages, selected(pages.plan, args)))
        return 0


def planned(pages: Pages, asked: Selection) -> list[str]:
    """The lines of a plan: runs with reason and time, then in a line each figures, numbers and pages."""
    reasons = Reasons(pages)
    runs = list(_runs(reasons, asked))
    rest = [*_fetched(pages, [name for name, *_ in runs]), *_rest(reasons, asked)]
    kept = len(asked.runs) - len(runs)
    if not runs and not rest:
        return [f"nothing to do: {_counted(kept)} kept, and all that is made of them"]
    lines = aligned([(name, why, last) for name, why, last, _ in runs], frozenset({2})) if runs else []
    return [*lines, *aligned(rest), painted(_total([seconds for *_, seconds in runs], kept), "bold")]


def _runs(reasons: Reasons, asked: Selection) -> Iterator[tuple[str, str, str, float | None]]:
    """Name, reason and time of each run that has no result; the time is that of its earlier one."""
    for name in asked.runs:
        if reason := reasons.run(name):
            seconds = reason.earlier["seconds"] if reason.earlier else None
            yield name, reason.line(), "" if seconds is None else duration(seconds), seconds


def _fetched(pages: Pages, runs: list[str]) -> Iterator[tuple[str, str]]:
    """The archives that these runs need and that are nowhere here."""
    needed = [source for name in runs for source in pages.plan.files(pages.plan.runs[name])]
    lacking = dict.fromkeys(archives.described(s) for s in needed if pages.build.archives.lacks(s))
    if lacking:
        yield "fetch", ", ".join(lacking)


def _rest(reasons: Reasons, asked: Selection) -> Iterator[tuple[str, str]]:
    for kind, word in WORDS.items():
        made = [each for each in asked.exhibits if each.kind == kind and reasons.exhibit(each)]
        if made:
            yield word, _listed(made)
    pages = [name for name in asked.pages if reasons.page(name)]
    if pages:
        yield "pages", ", ".join(pages)
    if asked.report and (pages or reasons.report()):
        yield "report", "build/report.html, build/report.pdf"


def _listed(made: list[Exhibit]) -> str:
    """Their names, or when they are many how many of each question."""
    if len(made) <= FEW:
        return ", ".join(each.name for each in made)
    counts = Counter(each.question for each in made)
    return ", ".join(f"{count} of {name}" for name, count in counts.items())


def _total(seconds: list[float | None], kept: int) -> str:
    known = [each for each in seconds if each is not None]
    last = f", {duration(sum(known))} last time" if known else ""
    unknown = len(seconds) - len(known)
    new = f", {unknown} of unknown length" if unknown else ""
    return f"{_counted(len(seconds))} to do{last}{new}; {kept} kept"


def _counted(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"
