"""Recall by class: beside each other as far as names fit, else below each other, else the ends alone."""

from __future__ import annotations

from typing import Any

import pytest

from literate.document.quantity import Missing, Quantity
from literate.document.tables import Table
from literate.tables import classwise

ROWS = {"before": ["before_recall_of", "before"], "after": ["recall_of", "test"]}


def share(value: float) -> Quantity:
    return Quantity(value, "fraction", runs=("q1.net",), measure="recall")


def table(classes: list[str], quoted: bool = True) -> Table:
    found: dict[str, Any] = {"before": share(0.125), "test": share(0.875)}
    for when in ("", "before_"):
        found |= {f"{when}worst": share(0.0), f"{when}best": share(1.0)}
        if quoted:
            found[f"{when}recall_of"] = {name: share(at / len(classes)) for at, name in enumerate(classes)}
    return classwise.tabulate({"net": found}, run="net", rows=ROWS)


def titles(made: Table) -> list[str]:
    return [column.title for column in made.columns]


def test_few_classes_of_short_names_stand_beside_each_other() -> None:
    made = table(["cat", "dog"])
    assert titles(made) == ["class", "cat", "dog", "all"]
    assert [row[0] for row in made.rows] == ["before", "after"]
    assert [getattr(cell, "value", None) for cell in made.rows[1][1:]] == [0.0, 0.5, 0.875]


@pytest.mark.parametrize(
    "classes",
    [[f"n{at}" for at in range(20)], [f"a bird of the long name {at}" for at in range(6)]],
    ids=["many classes", "long names"],
)
def test_others_stand_below_each_other_with_all_at_the_foot(classes: list[str]) -> None:
    made = table(classes)
    assert titles(made) == ["class", "before", "after"]
    assert [row[0] for row in made.rows] == [*classes, "all"]
    assert [getattr(cell, "value", None) for cell in made.rows[-1][1:]] == [0.125, 0.875]
    assert not made.wide


def test_the_page_s_whole_width_is_taken_only_by_many_columns() -> None:
    assert not table(["cat", "dog"]).wide
    assert table([str(digit) for digit in range(10)]).wide


def test_of_too_many_classes_the_ends_are_shown() -> None:
    made = table([], quoted=False)
    assert titles(made) == ["class", "least", "greatest", "all"]


def test_a_missing_run_is_a_gap_in_each_row() -> None:
    gone = Missing("q1.net", "diverged")
    made = classwise.tabulate({"net": gone}, run="net", rows=ROWS)
    assert [row[1] for row in made.rows] == [gone, gone]
