"""`doit tried`: results of other arguments and failed attempts that no question uses, to be listed in the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from doit.cmd_base import Command

from literate import trials, tried, unused
from literate.columns import aligned
from literate.commands import project
from literate.errors import TaskError
from literate.tried import FILE, Trial

KEEP = project.flag("keep", f"add them to {FILE}, of which the appendix makes a table")


class Tried(Command):  # type: ignore[misc]
    """`doit tried [--keep] [DIGEST …]`"""

    doc_purpose = (
        "list what was tried and is not in the report, with validation scores; --keep it for the appendix"
    )
    doc_usage = "[DIGEST …]"
    doc_description = (
        "With the starts of digests: those alone. A score on test images is neither shown nor kept."
    )
    cmd_options = (*project.OPTIONS, KEEP)

    def execute(self, params: Any, args: list[str]) -> int:
        """List the trials, or add them to the file."""
        with project.opened(params) as pages:
            found = _chosen(trials.find(pages, unused.find(pages)), args)
            there = {digest for each in tried.load(pages.plan.root) for digest in each.results}
            added = tried.add(pages.plan.root, found) if params["keep"] else []
            project.say(_listed(found, there))
        if params["keep"]:
            print(f"added {len(added)} to {FILE}; doit puts them into the appendix")
        return 0


def _chosen(found: list[Trial], words: list[str]) -> list[Trial]:
    """Those with a digest that begins with one of the words, or all. Raises `TaskError` for a word of none."""
    for word in words:
        if not any(digest.startswith(word) for each in found for digest in each.results):
            raise TaskError(f"no trial has a result {word!r}; doit tried lists them")
    return [
        each for each in found if not words or any(digest.startswith(tuple(words)) for digest in each.results)
    ]


def _listed(found: list[Trial], there: set[str]) -> Iterator[str]:
    """A line each, and at the end how many are kept."""
    if not found:
        yield "nothing was tried that the report does not hold"
        return
    yield from aligned([_row(each, there) for each in found])
    new = sum(there.isdisjoint(each.results) for each in found)
    yield f"{len(found)} tried, {len(found) - new} of them in {FILE}" + (": doit tried --keep" if new else "")


def _row(trial: Trial, there: set[str]) -> tuple[str, ...]:
    score = "" if trial.validation is None else f"validation {trial.validation:.3f}"
    seeds = "" if len(trial.results) == 1 else f", {len(trial.results)} seeds"
    return (
        trial.run,
        ", ".join(f"{name} {value}" for name, value in trial.arguments.items()),
        trial.ended or f"{score}{seeds}",
        trial.results[0][:8],
        "" if there.isdisjoint(trial.results) else f"in {FILE}",
    )
