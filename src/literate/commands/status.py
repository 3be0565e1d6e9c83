"""`doit status`: where each run stands, with its last accuracies, its time and its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from doit.cmd_base import Command

from literate import kept, store
from literate.columns import aligned, duration, painted, size
from literate.commands import project
from literate.earlier import Record
from literate.errors import StoreError
from literate.pages import Pages
from literate.reasons import Reason, Reasons
from literate.selection import selected

HEAD = ("run", "state", "validation", "test", "time", "size", "")
RIGHT = frozenset({2, 3, 4, 5})
COLOURS = {
    "training": "cyan",
    "finished": "cyan",
    "stale": "yellow",
    "cut": "yellow",
    "failed": "red",
    "missing": "grey",
}
HISTORY = "history_validation_accuracy"
Accuracies = dict[str, tuple[float | None, float | None]]  # validation and test of each run


class Row(NamedTuple):
    """One run: accuracies as shares of one, None where none is known; seconds; bytes; what there is to add."""

    name: str
    state: str
    validation: float | None
    test: float | None
    seconds: float | None
    bytes: int | None
    remark: str


class Status(Command):  # type: ignore[misc]
    """A table of runs."""

    doc_purpose = "say where each run stands: kept, stale, training, cut, failed or missing"
    doc_usage = "[q2 | q3.adam …]"
    cmd_options = project.OPTIONS

    def execute(self, params: Any, args: list[str]) -> int:
        """Print the table and a line that counts."""
        with project.opened(params) as pages:
            reasons, quoted = Reasons(pages), _quoted(pages)
            rows = [_row(reasons, pages, name, quoted) for name in selected(pages.plan, args).runs]
        project.say(_table(rows))
        return 0


def _table(rows: list[Row]) -> Iterator[str]:
    """The rows below a head, and at the end how many there are of each state."""
    lines = aligned([HEAD, *map(_cells, rows)], RIGHT)
    yield painted(lines[0], "bold")
    for line, row in zip(lines[1:], rows, strict=True):
        yield painted(line, COLOURS[row.state]) if row.state in COLOURS else line
    counts = Counter(row.state for row in rows)
    total = size(sum(row.bytes or 0 for row in rows))
    yield ", ".join(f"{count} {state}" for state, count in counts.items()) + f"; {total}"


def _row(reasons: Reasons, pages: Pages, name: str, quoted: Accuracies) -> Row:
    """What is known of a run: of its result, else of its attempt, else of its earlier result."""
    reason = reasons.run(name)
    if reason is None:
        fingerprint = pages.plan.spec(pages.plan.runs[name]).fingerprint
        record, folder = reasons.earlier.record(fingerprint), pages.build.kept.results / fingerprint
        accuracies = quoted.get(name) or (_history(folder, record), None)
        return Row(
            name, "kept", *accuracies, record["seconds"] if record else None, store.occupied(folder), ""
        )
    seconds = reason.earlier["seconds"] if reason.earlier else None
    if reason.trace and reason.trace.said:
        told = reason.trace.said
        accuracies = (told.get("validation_accuracy", told.get("accuracy")), None)
    else:
        accuracies = quoted.get(name, (None, None))
    return Row(name, _state(reason), *accuracies, seconds, None, reason.line())


def _state(reason: Reason | None) -> str:
    """In one word; an attempt that left nothing to go on from says nothing."""
    if reason is None:
        return "kept"
    if reason.trace and reason.trace.state != "left":
        return reason.trace.state
    return "stale" if reason.earlier else "missing"


def _quoted(pages: Pages) -> Accuracies:
    """Validation and test of each run, from the numbers that were counted last: for a stale run those of then."""
    found: Accuracies = {}
    for (kind, _), exhibit in pages.plan.exhibits.items():
        if kind != "quantities":
            continue
        try:
            made = kept.load(exhibit.document(pages.build.folder))["made"]
        except StoreError:
            continue
        both = [made.get(part) or {"runs": [], "seeds": []} for part in ("validation", "test")]
        each = [dict(zip(one["runs"], one["seeds"], strict=True)) for one in both]
        found |= {run: (each[0].get(run), each[1].get(run)) for run in {*each[0], *each[1]}}
    return found


def _history(folder: Path, record: Record | None) -> float | None:
    """The last validation accuracy of a run of which nothing is quoted, such as a pretraining."""
    if record is None or HISTORY not in record["arrays"]:
        return None
    try:
        history = store.Result(folder)[HISTORY]
    except StoreError:
        return None
    return float(history[-1]) if len(history) else None


def _cells(row: Row) -> tuple[str, ...]:
    shares = ["" if share is None else f"{share:.3f}" for share in (row.validation, row.test)]
    seconds = "" if row.seconds is None else duration(row.seconds)
    return (row.name, row.state, *shares, seconds, "" if row.bytes is None else size(row.bytes), row.remark)
