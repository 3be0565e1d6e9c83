"""What was tried and is not in the report, beside what is: a table of the appendix, by validation scores alone.

Dodge et al., Show your work: Improved reporting of experimental results (EMNLP 2019), say why: a result tells
little without the number of trials that it was chosen from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from literate.document.quantity import Quantity
from literate.document.tables import Cell, Column, Table


class Trial(TypedDict):
    """A trial and the run of the report that it is a version of: their arguments in words, their validation scores.

    results   the starts of digests; `remarks` say how it ended, and what its author says of it
    """

    run: str
    tried: str
    reported: str
    validation: Quantity | None
    ours: Any
    results: Sequence[str]
    remarks: str


def table(trials: Sequence[Trial]) -> Table:
    """A row a trial; the column of remarks only where there are any."""
    columns = [
        Column("Run"),
        Column("Tried"),
        Column("In the report"),
        Column("Validation, tried", "number"),
        Column("Validation, in the report", "number"),
        Column("Result"),
        Column("Remarks"),
    ]
    shown = len(columns) - (not any(each["remarks"] for each in trials))
    return Table(
        tuple(columns[:shown]),
        tuple(_row(each)[:shown] for each in trials),
        wide=True,
        runs=tuple(" ".join(each["results"]) for each in trials),
    )


def _row(trial: Trial) -> tuple[Cell, ...]:
    return (
        trial["run"],
        trial["tried"],
        trial["reported"],
        trial["validation"],
        trial["ours"],
        ", ".join(trial["results"]),
        trial["remarks"],
    )
