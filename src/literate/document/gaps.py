"""Sums and differences in a table, such as the gap between training and test, with intervals as those of claims."""

from __future__ import annotations

from dataclasses import replace

from literate.document.basis import Interval
from literate.document.quantity import Quantity, terms
from literate.document.tables import Cell, Table
from literate.document.weighing import Weigh


def weighed(table: Table, weigh: Weigh) -> Table:
    """The table with an interval for every sum and difference that can have one."""
    return replace(table, rows=tuple(tuple(_cell(cell, weigh) for cell in row) for row in table.rows))


def _cell(cell: Cell, weigh: Weigh) -> Cell:
    """A number without an interval, or a cell that is no sum, stays as it is."""
    if not isinstance(cell, Quantity) or not cell.parts or cell.interval:
        return cell
    try:
        found = weigh(cell, 1.0)
    except ValueError:
        # of a measure without intervals, or of other images: it is shown, and carries no claim
        return cell
    if found is None:
        return cell
    return replace(cell, interval=Interval(found.low, found.high, 1 - found.alpha, _over(cell)))


def _over(cell: Quantity) -> str:
    """What the parts are over, each said once: `360 test images and 1077 training images`."""
    methods = (part.interval.method for _, part in terms(cell) if part.interval)
    return " and ".join(dict.fromkeys(word for method in methods for word in method.split(" and ")))
