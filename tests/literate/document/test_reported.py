"""Ours stands beside what was expected, with a difference only where the data are the same."""

from __future__ import annotations

from typing import Any

from literate.document import reported, tables
from literate.document.basis import Interval
from literate.document.quantity import Missing, Quantity

OURS = Quantity(0.5, "fraction", runs=("q3.adam",), measure="test")


OTHER = "Other data: no difference is taken."


def source(*pairs: reported.Pair, apart: str = "") -> reported.Source:
    return {"source": "A <report>", "why": "One seed & no more.", "apart": apart, "pairs": list(pairs)}


def pair(low: float, high: float | None = None, ours: Any = OURS) -> reported.Pair:
    high = low if high is None else high
    typed = f"{low}" if high == low else f"{low} … {high}"
    return {"name": "q3.adam.test", "typed": typed, "low": low, "high": high, "ours": ours}


def difference(one: reported.Pair) -> Any:
    return reported.table([source(one)]).rows[0][3]


def test_the_difference_is_ours_less_the_expected() -> None:
    apart = difference(pair(0.47))
    assert abs(apart.value - 0.03) < 1e-12
    assert "3.0" in tables.as_html(reported.table([source(pair(0.47))]))


def test_a_range_holds_what_is_within_and_measures_what_is_not() -> None:
    assert difference(pair(0.4, 0.5)) == "within"
    assert abs(difference(pair(0.6, 0.7)).value + 0.1) < 1e-12
    assert abs(difference(pair(0.1, 0.2)).value - 0.3) < 1e-12


def test_a_difference_within_our_own_interval_says_so() -> None:
    sure = Quantity(0.5, "fraction", interval=Interval(0.45, 0.55, 0.95, "images"))
    assert "within its interval" in difference(pair(0.47, ours=sure))
    assert isinstance(difference(pair(0.40, ours=sure)), Quantity)


def test_of_other_data_no_difference_is_taken_and_the_reader_is_told() -> None:
    made = reported.table([source(pair(0.47), apart=OTHER)])
    assert [column.title for column in made.columns] == ["Number", "Expected", "Here"]
    assert reported.apart([source(apart=OTHER), source(apart=OTHER)]) == f"<p>{OTHER}</p>"
    assert reported.apart([source(apart=OTHER), source()]) == f"<p>A &lt;report&gt;: {OTHER}</p>"
    both = reported.table([source(pair(0.47), apart=OTHER), source(pair(0.47))])
    assert [row[3] is None for row in both.rows] == [True, False]


def test_the_reader_is_told_how_many_numbers_are_not_shown_and_of_what() -> None:
    train: reported.Pair = {**pair(0.9), "name": "q3.adam.train"}
    recall: reported.Pair = {**pair(0.8), "name": "q2.adam.recall"}
    said = reported.apart([source(train, pair(0.47), recall, apart=OTHER)])
    assert said.endswith(
        'on the test images; <span class="literal">2</span> others (train, recall) are left out.</p>'
    )
    assert "left out" not in reported.apart([source(pair(0.47), apart=OTHER)])
    assert "left out" not in reported.apart([source(train, pair(0.47), recall), source(train, apart=OTHER)])


def test_a_missing_run_is_a_gap_and_texts_are_escaped() -> None:
    html = tables.as_html(reported.table([source(pair(0.47, ours=Missing("q3.adam", "failed")))]))
    assert "missing" in html
    assert "A &lt;report&gt;" in html
    assert "One seed &amp; no more." in reported.reasons([source()])


def test_an_expected_number_keeps_the_decimals_that_were_typed() -> None:
    text = "0.90"
    one: reported.Pair = {"name": "q3.adam.test", "typed": text, "low": 0.9, "high": 0.9, "ours": OURS}
    assert ">0.90<" in tables.as_html(reported.table([source(one)]))


def test_of_numbers_that_nothing_compares_with_those_on_the_test_images_are_shown() -> None:
    train: reported.Pair = {**pair(0.9), "name": "q3.adam.train"}
    made = reported.table([source(train, pair(0.47), apart=OTHER)])
    assert [row[0] for row in made.rows] == ["q3.adam.test"]
    assert len(reported.table([source(train, pair(0.47))]).rows) == 2
    assert [row[0] for row in reported.table([source(train, apart=OTHER)]).rows] == ["q3.adam.train"]
