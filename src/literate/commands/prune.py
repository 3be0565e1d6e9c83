"""`doit prune`: what no current question uses, with sizes, removed after asking. Nothing else deletes a result."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

from doit.cmd_base import Command

from literate import lock, trials, tried, unused
from literate.columns import aligned, duration, painted, size
from literate.commands import project
from literate.errors import TaskError
from literate.pages import Pages
from literate.selection import named
from literate.store import occupied
from literate.unused import Unused

YES = project.flag("yes", "remove without asking", short="y")


class Prune(Command):  # type: ignore[misc]
    """Remove unused results."""

    doc_purpose = "remove results that no current question uses, after asking"
    doc_usage = "[q3.adam …]"
    doc_description = (
        "With names of runs: their present results instead, so that the next doit trains them anew."
    )
    cmd_options = (*project.OPTIONS, YES)

    def execute(self, params: Any, args: list[str]) -> int:
        """List, ask, remove. The exit status is 0 whatever the answer."""
        with project.opened(params) as pages:
            found = unused.named(pages, _runs(pages, args)) if args else unused.find(pages)
            if not found:
                project.say(
                    ["nothing to remove: every result is used" if not args else "no result of them is kept"]
                )
                return 0
            project.say(_listed(found))
            if not args:
                project.say(_trials(pages, found))
            if params["yes"] or _agreed():
                project.say(_removed(pages, found))
            else:
                project.say(["nothing removed"])
        return 0


def _runs(pages: Pages, words: list[str]) -> list[str]:
    """The runs that these words name. Raises `TaskError` for a figure or a page: `doit clean` removes those."""
    things = [thing for word in words for thing in named(pages.plan, word)]
    for kind, name in things:
        if kind != "runs":
            raise TaskError(f"{kind}:{name} is no run; doit clean removes figures, numbers and pages")
    return [name for _, name in things]


def _listed(found: list[Unused]) -> Iterator[str]:
    """What may go, the dearest to make again last, next to the question."""
    rows = sorted(found, key=lambda each: each.seconds or 0)
    yield from aligned([_row(each) for each in rows], frozenset({2, 3}))
    sizes, seconds = sum(occupied(each.path) for each in found), sum(each.seconds or 0 for each in found)
    yield painted(f"{len(found)} folders, {size(sizes)}, made in {duration(seconds)}", "bold")


def _trials(pages: Pages, found: list[Unused]) -> Iterator[str]:
    """How many of what may go were trials that no list keeps."""
    there = {digest for each in tried.load(pages.plan.root) for digest in each.results}
    lost = sum(there.isdisjoint(each.results) for each in trials.find(pages, found))
    if lost:
        yield f"{lost} of them tried, and not in {tried.FILE}: doit tried --keep lists them before they are gone"


def _row(each: Unused) -> tuple[str, str, str, str, str]:
    place = f"build/{each.path.parent.name}/{each.path.name[:8]}"
    seconds = "" if each.seconds is None else duration(each.seconds)
    return each.what, place, size(occupied(each.path)), seconds, each.why


def _agreed() -> bool:
    try:
        return input("remove them? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:  # nobody there to ask
        print("\nnobody answers; doit prune --yes removes without asking")
        return False


def _removed(pages: Pages, found: list[Unused]) -> Iterator[str]:
    """Remove folder by folder, each first out of sight in one step, so that a kill leaves no half result."""
    bin_ = pages.build.folder / "removed"
    gone = []
    freed = 0
    for each in found:
        if holder := lock.holder(pages.build.kept.attempts / each.path.name):
            yield f"{each.what}: left alone, process {holder} is training it"
            continue
        freed += occupied(each.path)
        bin_.mkdir(parents=True, exist_ok=True)
        each.path.rename(bin_ / f"{each.path.parent.name}.{each.path.name}")
        gone.append(each.path.name)
    pages.build.kept.forget(gone)
    shutil.rmtree(bin_, ignore_errors=True)
    yield f"removed {size(freed)}"
