"""Numbers that know where they came from, and numbers that are missing."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from literate.document import quantity
from literate.document.quantity import Missing, Quantity

A = Quantity(0.953, "fraction", 797, ("q3.sgd",), "train", "760 / 797 images")
B = Quantity(0.684, "fraction", 797, ("q3.sgd",), "test", "545 / 797 images")
C = Quantity(0.885, "fraction", 800, ("q3.adam",), "test")


def test_a_difference_keeps_unit_runs_and_how_it_came_about() -> None:
    gap = A - B
    assert isinstance(gap, Quantity)
    assert gap.value == pytest.approx(0.269)
    assert (gap.unit, gap.n, gap.runs) == ("fraction", 797, ("q3.sgd",))
    assert gap.how == "sgd.train 0.953 − sgd.test 0.684"


def test_a_difference_between_runs_names_both_and_has_no_common_n() -> None:
    gap = C - B
    assert isinstance(gap, Quantity)
    assert gap.runs == ("q3.adam", "q3.sgd")
    assert gap.n is None


def test_numbers_compare_by_value() -> None:
    assert C > B
    assert B < 0.7
    assert A >= A
    assert Quantity(0.5) == Quantity(0.5, "fraction", 3)
    assert Quantity(0.5) == 0.5
    assert Quantity(0.5) != "0.5"
    assert len({Quantity(0.5), Quantity(0.5, "fraction")}) == 1


def test_a_filter_on_the_last_term_is_for_the_whole_difference() -> None:
    gap = A - quantity.formed(B, ("points", None))
    assert isinstance(gap, Quantity)
    assert gap.form == ("points", None)


def test_a_ratio_is_a_plain_number_and_undefined_over_nothing() -> None:
    ratio = A / B
    assert isinstance(ratio, Quantity)
    assert (ratio.unit, ratio.value) == ("", pytest.approx(0.953 / 0.684))
    undefined = A / Quantity(0.0, "fraction")
    assert isinstance(undefined, Quantity)
    assert undefined.value != undefined.value


def test_units_do_not_mix() -> None:
    with pytest.raises(ValueError, match=r"sgd\.train is a fraction and 3 a seconds"):
        A - Quantity(3, "seconds")


def test_what_is_missing_makes_missing_what_is_computed_from_it() -> None:
    gone = Missing("q3.momentum", "diverged")
    for made in (gone - A, A - gone, gone + 1, 1 - gone, gone / A, gone.test, gone["test"], gone > A):
        assert made is gone
    assert not gone


def kept(number: Quantity | Missing) -> Any:
    """As an exhibit's document holds it."""
    return json.loads(json.dumps(dataclasses.asdict(number)))


def test_numbers_survive_json() -> None:
    formed = quantity.formed(A, ("num", 2))
    assert vars(quantity.from_json(kept(formed))) == vars(formed)
    gone = Missing("q3.momentum", "diverged")
    assert quantity.from_json(kept(gone)) == gone


def test_a_runs_names_survive_json_at_any_depth() -> None:
    names = quantity.names_from_json({"test": kept(A), "worst": "cat", "recall": {"cat": kept(B)}})
    assert names == {"test": A, "worst": "cat", "recall": {"cat": B}}
