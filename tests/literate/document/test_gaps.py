"""A gap in a table has the interval that a claim about it would be judged by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from literate.document import gaps, tables
from literate.document.basis import Interval
from literate.document.quantity import Missing, Quantity
from literate.document.tables import Column, Table
from literate.document.weighing import Weigh

from .conftest import Court, as_measured, number

TEST = replace(number("a", "test", 0.8), interval=Interval(0.75, 0.85, 0.95, "5 seeds and 360 test images"))
TRAIN = replace(
    number("a", "train", 0.9), interval=Interval(0.88, 0.92, 0.95, "5 seeds and 1077 training images")
)


def shown(cell: Any, weigh: Weigh) -> tuple[Any, str]:
    columns = (Column("Run"), Column("Test", "number"), Column("Gap", "number"))
    table = gaps.weighed(Table(columns, (("a", TEST, cell),)), weigh)
    return table.rows[0][2], tables.as_html(table) + tables.spreads(table)


def test_a_difference_gets_the_interval_that_it_is_weighed_with(court: Court) -> None:
    gap, html = shown(TRAIN - TEST, court.weigh)
    assert isinstance(gap, Quantity)
    assert gap.interval is not None
    assert (gap.interval.low, gap.interval.high) == pytest.approx((0.09, 0.11))
    assert gap.interval.level == 0.95
    assert '0.100</span><span class="spread" data-run="q3.a">±0.010</span>' in html
    assert "over 5 seeds, 360 test images and 1\N{NO-BREAK SPACE}077 training images." in html


def test_what_is_no_sum_or_has_no_interval_stays_as_it_is(court: Court) -> None:
    def refuses(difference: Quantity, share: float) -> None:
        raise ValueError("no interval")

    gap = TRAIN - TEST
    for cell, weigh in ((TEST, court.weigh), (Missing("q3.b"), court.weigh), ("text", court.weigh), (None, court.weigh),
                        (gap, as_measured), (gap, refuses)):  # fmt: skip
        assert shown(cell, weigh)[0] is cell
