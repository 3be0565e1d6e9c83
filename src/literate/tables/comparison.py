"""Runs as rows and measures as columns, the best of each column marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from literate.document.quantity import Quantity
from literate.document.tables import Column, Table

NARROW = 3  # columns of numbers with their intervals that the text's width holds


def tabulate(
    names: Mapping[str, Any],
    *,
    rows: Mapping[str, list[str]],
    columns: Mapping[str, str],
    titles: list[str],
) -> Table:
    """A table of `columns` (title → measure, or `a - b`) for `rows` (run → its texts).

    `titles` head the texts; when there are two, the first groups the rows. Raises `LookupError` for a measure
    that a run does not have.
    """
    texts = [list(text) for text in rows.values()]
    groups = (
        tuple((key, len(list(of))) for key, of in groupby(text[0] for text in texts))
        if len(titles) > 1
        else ()
    )
    heads = [Column(title) for title in (titles[1:] if groups else titles)]
    cells = [[_cell(names, run, measure) for measure in columns.values()] for run in rows]
    numbers = [
        _column(title, column) for title, column in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    body = tuple((*(text[1:] if groups else text), *row) for text, row in zip(texts, cells, strict=True))
    wide = len(numbers) > NARROW and any(isinstance(each, Quantity) and each.interval for each in cells[0])
    return Table((*heads, *numbers), body, groups, titles[0] if groups else "", wide)


def _column(title: str, cells: Sequence[Any]) -> Column:
    """A column of numbers whose best is the least of gaps, losses and times, else the greatest."""
    less = any(isinstance(cell, Quantity) and cell.better == "less" for cell in cells)
    return Column(title, "number", best="min" if less else "max")


def _cell(names: Mapping[str, Any], run: str, measure: str) -> Any:
    first, minus, second = measure.partition(" - ")
    if minus:
        gap = _cell(names, run, first) - _cell(names, run, second)
        return replace(gap, better="less") if isinstance(gap, Quantity) else gap
    found = names[run]
    if isinstance(found, Mapping):
        if not isinstance(found.get(measure), Quantity):
            raise LookupError(f"run {run} has no measure {measure!r}; it has {', '.join(sorted(found))}")
        return found[measure]
    return found  # missing, and shown as a gap
