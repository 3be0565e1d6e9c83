"""One rounding rule: half to even on the shortest decimal that names the float."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.document import rounding
from literate.document.quantity import Quantity

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.697625, 3, "0.698"),  # the reference report cut this to 0.697
        (0.90875, 2, "0.91"),
        (0.08925, 3, "0.089"),
        (0.0625, 3, "0.062"),
        (0.1875, 3, "0.188"),
        (0.285, 2, "0.28"),
        (2.675, 2, "2.68"),  # binary rounding gives 2.67
        (-0.0004, 3, "0.000"),
        (-1234.5, 1, f"−1{NBSP}234.5"),
        (8000, 0, f"8{NBSP}000"),
        (math.nan, 3, "–"),
        (math.inf, 3, "–"),
    ],
)
def test_a_half_goes_to_the_even_digit(value: float, decimals: int, text: str) -> None:
    assert rounding.fixed(value, decimals) == text


@given(st.integers(0, 10**6), st.integers(0, 5))
def test_decimals_are_rounded_as_written_whatever_the_binary_says(thousandths: int, decimals: int) -> None:
    written = f"{thousandths}e-6"
    expected = Decimal(written).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    assert rounding.fixed(float(written), decimals) == f"{expected:f}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.001, "0.001"),
        (1.0, "1"),
        (32.0, "32"),
        (1e-7, f"1{NBSP}×{NBSP}10⁻⁷"),
        (-2.5e12, f"−2.5{NBSP}×{NBSP}10¹²"),
        (0.0, "0"),
    ],
)
def test_arguments_print_as_they_were_given(value: float, text: str) -> None:
    assert rounding.exact(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.21, "4.2 s"),
        (9.96, "10 s"),
        (42.4, "42 s"),
        (59.6, "1 min 0 s"),
        (193.2, "3 min 13 s"),
        (7499, "2 h 4 min"),
        (-42, "−42 s"),
    ],
)
def test_durations_are_given_in_the_units_one_would_say(value: float, text: str) -> None:
    assert rounding.seconds(value).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "no"), (1, "one"), (6, "six"), (20, "twenty"), (21, "21"), (1234, f"1{NBSP}234")]
)
def test_counts_are_words_up_to_twenty(value: float, text: str) -> None:
    assert rounding.words(value) == text


@pytest.mark.parametrize("value", [-1, 0.5])
def test_words_refuse_what_is_no_count(value: float) -> None:
    with pytest.raises(ValueError, match="is for counts"):
        rounding.words(value)


def test_points_and_percent_shift_the_decimals_and_not_the_float() -> None:
    assert rounding.percent(0.285) == "28.5%"
    assert rounding.percent(0.07, 0) == "7%"
    assert rounding.points(0.269) == f"26.9{NBSP}points"
    assert rounding.points(-0.01, 0) == f"−1{NBSP}point"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Quantity(0.698, "fraction"), "0.698"),
        (Quantity(5, "count"), "5"),
        (Quantity(1.5, "count"), "1.5"),
        (Quantity(2.0), "2"),
        (Quantity(1.8312), "1.831"),
        (Quantity(3.0, "seconds"), f"3.0{NBSP}s"),
        (Quantity(0.698, "fraction", form=("num", 1)), "0.7"),
    ],
)
def test_a_number_prints_by_its_unit_unless_told_otherwise(number: Quantity, text: str) -> None:
    assert rounding.text(number) == text


def test_points_are_only_for_fractions() -> None:
    with pytest.raises(ValueError, match=r"points is for fractions, and adam\.seconds is a seconds"):
        rounding.text(Quantity(3, "seconds", None, ("q3.adam",), "seconds", form=("points", None)))
