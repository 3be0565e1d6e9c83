"""Tables: rules, alignment, the best in each column, bars, and gaps."""

from __future__ import annotations

import re

import pytest

from literate.document import tables
from literate.document.quantity import Missing, Quantity
from literate.document.tables import Column, Table

from .conftest import number


def cells(html: str) -> list[list[str]]:
    """The table's texts, row by row; bold ones in stars."""
    html = re.sub(r"</?strong>", "*", html)
    rows = re.findall(r"<tr.*?</tr>", html)
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_the_best_of_a_column_is_bold_and_ties_as_printed_share_it() -> None:
    rows = tuple(
        (name, number(name, "test", value)) for name, value in (("a", 0.8001), ("b", 0.8004), ("c", 0.7))
    )
    html = tables.as_html(Table((Column("Run"), Column("Test", "number", "max")), rows))
    assert cells(html) == [["Run", "Test"], ["a", "*0.800*"], ["b", "*0.800*"], ["c", "0.700"]]


def test_the_least_is_best_where_the_column_says_so() -> None:
    rows = ((number("a", "gap", 0.3),), (number("b", "gap", 0.1),))
    assert cells(tables.as_html(Table((Column("Gap", "number", "min", 2),), rows)))[1:] == [
        ["0.30"],
        ["*0.10*"],
    ]


def test_one_number_alone_is_not_the_best() -> None:
    rows = ((number("a", "test", 0.3),), (Missing("q3.b", "diverged"),))
    html = tables.as_html(Table((Column("Test", "number", "max"),), rows))
    assert cells(html)[1:] == [["0.300"], ["missing"]]
    assert 'title="q3.b: diverged"' in html


def test_decimal_points_stand_below_each_other() -> None:
    rows = tuple((Quantity(value, form=("exact", None)),) for value in (0.001, 0.1, 32.0))
    shown = [row[0] for row in cells(tables.as_html(Table((Column("lr", "number"),), rows)))[1:]]
    assert shown == [
        "0.001",
        "0.1\N{FIGURE SPACE}\N{FIGURE SPACE}",
        "32\N{FIGURE SPACE}" + "\N{FIGURE SPACE}" * 2 + "\N{NO-BREAK SPACE}",
    ]


def test_groups_span_their_rows() -> None:
    rows = (("a",), ("b",), ("c",))
    html = tables.as_html(Table((Column("Loss"),), rows, (("Dense", 2), ("Res", 1)), "Backbone"))
    assert cells(html) == [["Backbone", "Loss"], ["Dense", "a"], ["b"], ["Res", "c"]]
    assert html.count('scope="rowgroup" rowspan="2"') == 1


def test_a_value_may_have_a_bar_and_a_list_becomes_a_strip_with_its_range_in_words() -> None:
    values = [number("a", "recall", value) for value in (0.25, 0.75, 1.0)]
    html = tables.as_html(Table((Column("0", "bar"), Column("all")), ((values[0], values),)))
    assert '<span class="bar weak"><span style="width:25.0%"></span></span>' in html
    assert 'aria-label="3 values, 0.250 to 1.000"' in html
    assert "[" not in html


def test_texts_are_escaped() -> None:
    html = tables.as_html(Table((Column("<a>"),), (("<script>",),), (("<g>", 1),), "<t>"))
    assert not re.search(r"<(a|script|g|t)>", html)


@pytest.mark.parametrize(
    ("rows", "groups", "message"),
    [
        ((("a", "b"),), (), "row 1 has 2 cells for 1 columns"),
        ((("a",),), (("g", 2),), "the groups hold 2 rows, the table 1"),
    ],
)
def test_a_table_that_does_not_fit_says_so(
    rows: tuple[tuple[str, ...], ...], groups: tuple[tuple[str, int], ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Table((Column("Run"),), rows, groups)
