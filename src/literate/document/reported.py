"""What was expected beside what was measured: a table of the appendix, and why the protocols differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

from literate.document import rounding
from literate.document.quantity import Missing, Quantity
from literate.document.shelf import escape
from literate.document.tables import Cell, Column, Table


class Pair(TypedDict):
    """An expected number, from `low` to `high`, and ours (a `Quantity` or `Missing`)."""

    name: str
    typed: str
    low: float
    high: float
    ours: Any


class Source(TypedDict):
    """The numbers of one source; `apart` says why ours are of other data, and is empty when they are of the same."""

    source: str
    why: str
    apart: str
    pairs: list[Pair]


def table(sources: Sequence[Source]) -> Table:
    """Each expected number and ours; with the difference, when any is of the same data."""
    columns = [Column("Number"), Column("Expected", "number"), Column("Here", "number")]
    shown = [each for each in sources if each["pairs"]]
    if any(not each["apart"] for each in shown):
        columns.append(Column("Difference", "number"))
    else:
        shown = [{**each, "pairs": headline(each["pairs"])} for each in shown]
    rows = tuple(_row(pair, each)[: len(columns)] for each in shown for pair in each["pairs"])
    groups = tuple((each["source"], len(each["pairs"])) for each in shown)
    return Table(tuple(columns), rows, groups, "Source", wide=True)


def reasons(sources: Sequence[Source]) -> str:
    """Why numbers may differ, source by source, as HTML."""
    return "".join(
        f"<li><strong>{_words(each['source'])}.</strong> {_words(each['why'])}</li>" for each in sources
    ).join(("<ul>", "</ul>") if sources else ("", ""))


def apart(sources: Sequence[Source]) -> str:
    """Why ours are of other data, said once for the sources of which that is so, as HTML; empty for none."""
    found: dict[str, list[str]] = {}
    for each in sources:
        if each["apart"]:
            found.setdefault(each["apart"], []).append(each["source"])
    every = len(found) == 1 and all(each["apart"] for each in sources)
    said = [_words(why if every else f"{', '.join(of)}: {why}") for why, of in found.items()]
    return "".join(f"<p>{each}</p>" for each in (*said, _left_out(sources)) if each)


def _left_out(sources: Sequence[Source]) -> str:
    """How many numbers, and of what, the table does not show; empty where it shows all."""
    if not all(each["apart"] for each in sources):
        return ""
    names = [
        pair["name"] for each in sources for pair in each["pairs"] if pair not in headline(each["pairs"])
    ]
    measures = dict.fromkeys(name.rpartition(".")[2] for name in names)
    said = f'<span class="literal">{len(names)}</span> other{"s" * (len(names) > 1)} ({", ".join(measures)})'
    return f"Shown are the numbers on the test images; {said} are left out." if names else ""


def headline(pairs: Sequence[Pair]) -> list[Pair]:
    """Of numbers that nothing is compared with, those on the test images; all where there are none."""
    tests = [each for each in pairs if each["name"].rpartition(".")[2] == "test"]
    return tests or list(pairs)


def _words(text: str) -> str:
    return escape(text.replace("'", "’"))


def _row(pair: Pair, source: Source) -> tuple[Cell, ...]:
    ours = pair["ours"]
    expected = _expected(pair, ours, source["source"])
    if isinstance(ours, Missing) or source["apart"]:
        return pair["name"], expected, ours, None
    return pair["name"], expected, ours, _difference(pair, ours, source["source"])


def _expected(pair: Pair, ours: Quantity | Missing, source: str) -> Cell:
    """A single number to the decimals that it was reported with; a range as it was typed."""
    if pair["low"] != pair["high"]:
        return pair["typed"]
    decimals = len(pair["typed"].partition(".")[2])
    unit = ours.unit if isinstance(ours, Quantity) else ""
    return Quantity(pair["low"], unit, measure=pair["name"], how=source, form=("num", decimals))


def _difference(pair: Pair, ours: Quantity, source: str) -> Cell:
    """Ours less the expected; from a range, how far outside it. Within our own interval, that is said."""
    nearest = min(max(ours.value, pair["low"]), pair["high"])
    if nearest == ours.value and pair["low"] != pair["high"]:
        return "within"
    form = ("points", 1) if ours.unit == "fraction" else None
    apart = Quantity(
        ours.value - nearest, ours.unit, runs=ours.runs, how=f"ours less that of {source}", form=form
    )
    text = rounding.text(apart)
    if ours.interval and ours.interval.low <= nearest <= ours.interval.high:
        return f"{text}, within its interval"
    return apart
