"""Tables as views of a page's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from literate.document.quantity import Missing, Quantity
from literate.tables import classwise, comparison

ROWS = {"a": ["Net", "first"], "b": ["Net", "second"], "c": ["Other", "third"]}


def numbers(test: float, train: float, scatter: float = 1.0) -> dict[str, Any]:
    return {
        "test": Quantity(test, "fraction"),
        "train": Quantity(train, "fraction"),
        "scatter": Quantity(scatter, "", better="less"),
    }


NAMES = {"a": numbers(0.5, 0.9), "b": numbers(0.6, 0.7), "c": numbers(0.4, 0.8)}


def test_runs_are_rows_grouped_by_their_first_text() -> None:
    table = comparison.tabulate(NAMES, rows=ROWS, columns={"Test": "test"}, titles=["Net", "Loss"])
    assert table.groups == (("Net", 2), ("Other", 1))
    assert [row[0] for row in table.rows] == ["first", "second", "third"]
    assert [row[1].value for row in table.rows] == [0.5, 0.6, 0.4]


def test_a_difference_of_measures_may_be_a_column() -> None:
    table = comparison.tabulate(NAMES, rows=ROWS, columns={"Gap": "train - test"}, titles=["Net", "Loss"])
    assert [round(row[1].value, 6) for row in table.rows] == [0.4, 0.1, 0.4]


def test_the_best_is_the_greatest_but_the_least_of_gaps_and_scatter() -> None:
    columns = {"Test": "test", "Gap": "train - test", "Scatter": "scatter"}
    table = comparison.tabulate(NAMES, rows=ROWS, columns=columns, titles=["Net", "Loss"])
    assert [column.best for column in table.columns] == ["", "max", "min", "min"]


def test_a_missing_run_is_a_gap_in_its_row_alone() -> None:
    names = {**NAMES, "b": Missing("q2.b", "diverged")}
    table = comparison.tabulate(names, rows=ROWS, columns={"Gap": "train - test"}, titles=["Net", "Loss"])
    assert isinstance(table.rows[1][1], Missing)
    assert isinstance(table.rows[0][1], Quantity)


def test_an_unknown_measure_names_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"run a has no measure 'tset'; it has scatter, test, train"):
        comparison.tabulate(NAMES, rows=ROWS, columns={"Test": "tset"}, titles=["Net", "Loss"])


CLASSWISE = {
    "run": {
        "recall_of": {"cat": Quantity(0.5, "fraction"), "dog": Quantity(1.0, "fraction")},
        "before_recall_of": {"cat": Quantity(0.0, "fraction"), "dog": Quantity(0.2, "fraction")},
        "test": Quantity(0.75, "fraction"),
        "before": Quantity(0.1, "fraction"),
    }
}
BEFORE_AFTER = {"before": ["before_recall_of", "before"], "after": ["recall_of", "test"]}


def test_recall_by_class_is_a_column_a_class_and_one_for_all() -> None:
    table = classwise.tabulate(CLASSWISE, run="run", rows=BEFORE_AFTER)
    assert [column.title for column in table.columns] == ["class", "cat", "dog", "all"]
    assert [[cell if isinstance(cell, str) else cell.value for cell in row] for row in table.rows] == [
        ["before", 0.0, 0.2, 0.1],
        ["after", 0.5, 1.0, 0.75],
    ]


def test_many_classes_are_shown_by_their_extremes() -> None:
    few = {
        "test": Quantity(0.7, "fraction"),
        "worst": Quantity(0.1, "fraction"),
        "best": Quantity(1.0, "fraction"),
    }
    table = classwise.tabulate({"run": few}, run="run", rows={"after": ["recall_of", "test"]})
    assert [column.title for column in table.columns] == ["class", "least", "greatest", "all"]


def test_a_missing_run_has_a_row_with_a_gap() -> None:
    table = classwise.tabulate({"run": Missing("q1.run")}, run="run", rows=BEFORE_AFTER)
    assert all(isinstance(row[1], Missing) for row in table.rows)
