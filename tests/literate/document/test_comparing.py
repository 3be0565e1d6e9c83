"""The verdict on one comparison."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.document.weighing import MEASURED, MISSING, NETWORKS, NOISE, OF_METHODS, REFUTED, SUPPORTED

from .conftest import Court, number

TURNED = {SUPPORTED: REFUTED, REFUTED: SUPPORTED, NOISE: NOISE}
RUNS = {"a": 0.80, "b": 0.70, "c": 0.795}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test > b.test", SUPPORTED),
        ("b.test > a.test", REFUTED),
        ("a.test > c.test", NOISE),
        ("a.test < c.test", NOISE),
        ("b.test < a.test", SUPPORTED),
        ("a.test < b.test", REFUTED),
        ("a.test >= b.test", SUPPORTED),
        ("a.test <= b.test", REFUTED),
        ("c.test >= a.test", NOISE),
        ("c.test <= a.test", NOISE),
        ("b.test >= a.test", REFUTED),
        ("b.test <= a.test", SUPPORTED),
        ("a.test > 0.78", SUPPORTED),
        ("a.test > 0.795", NOISE),
        ("a.test > 0.82", REFUTED),
        ("0.78 < a.test", SUPPORTED),
        ("a.test - b.test > 8 points", SUPPORTED),
        ("a.test - b.test > 9.5 points", NOISE),
        ("a.test - b.test > 12%", REFUTED),
        ("a.test - 5 points > b.test + 3 percent", SUPPORTED),
        ("-a.test < b.test", SUPPORTED),
        ("a.test ~ c.test within 2 points", SUPPORTED),
        ("c.test ~ a.test within 0.02", SUPPORTED),
        ("a.test ~ c.test within 1.2 points", NOISE),
        ("a.test ~ c.test within 0.1 points", NOISE),
        ("a.test ~ b.test within 2 points", REFUTED),
        ("b.test ~ a.test within 2 points", REFUTED),
        ("a.test ~ b.test within 9.5 points", NOISE),
        ("b.test ~ a.test within 10.5 points", NOISE),
        ("a.test ~ b.test within 11.5 points", SUPPORTED),
    ],
)
def test_a_claim_is_judged_by_the_interval_of_the_difference(court: Court, text: str, verdict: str) -> None:
    assert court.kind(text, **RUNS) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test > b.test", SUPPORTED),
        ("b.test > a.test", REFUTED),
        ("a.test > a.test", REFUTED),
        ("a.test < a.test", REFUTED),
        ("a.test >= a.test", SUPPORTED),
        ("a.test <= a.test", SUPPORTED),
        ("a.test <= b.test", REFUTED),
        ("a.test >= c.test", SUPPORTED),
        ("a.test ~ b.test within 10 points", SUPPORTED),
        ("a.test ~ b.test within 9.9 points", REFUTED),
        ("b.test ~ a.test within 10 points", SUPPORTED),
        ("b.test ~ a.test within 9.9 points", REFUTED),
    ],
)
def test_numbers_as_measured_are_judged_by_value(exact: Court, text: str, verdict: str) -> None:
    assert exact.kind(text, **RUNS) == verdict


@given(st.integers(0, 100), st.integers(0, 100), st.sampled_from([0.5, 3.0, 20.0, None]))
def test_turning_a_comparison_round_turns_its_verdict(a: int, b: int, half: float | None) -> None:
    court = Court(half)
    held = {"a": a / 1.0, "b": b / 1.0}
    forth, back = court.kind("a.test > b.test", **held), court.kind("b.test > a.test", **held)
    if half is not None or a != b:
        assert back == TURNED[forth]
    assert forth == court.kind("b.test < a.test", **held)
    assert court.kind("a.test ~ b.test within 2", **held) == court.kind("b.test ~ a.test within 2", **held)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(1e-6, 0.5), st.floats(1e-6, 0.5))
def test_a_wider_interval_never_decides_what_a_narrower_left_open(
    a: float, b: float, one: float, other: float
) -> None:
    narrow, wide = (Court(half).kind("a.test > b.test", a=a, b=b) for half in sorted((one, other)))
    assert wide in (narrow, NOISE)


def test_what_is_said_of_a_comparison(court: Court) -> None:
    found = court.judge("b.test > a.test", **RUNS)
    assert found.evidence == (
        "b.test 0.700, a.test 0.800: −10.0\N{NO-BREAK SPACE}points (−11.0 … −9.0), 797 test images, 1 seed"
    )
    assert (found.now, found.about, found.runs) == ("b.test < a.test", NETWORKS, ("q3.b", "q3.a"))
    assert court.judge("a.test > 0.5", **RUNS).evidence.startswith(
        "a.test 0.800: +30.0\N{NO-BREAK SPACE}points ("
    )


def test_three_seeds_speak_of_methods_and_a_number_without_interval_of_itself() -> None:
    assert [Court(0.01, seeds).judge("a.test > b.test", **RUNS).about for seeds in (1, 2, 3, 9)] == [
        NETWORKS, NETWORKS, OF_METHODS, OF_METHODS,
    ]  # fmt: skip
    assert Court(None).judge("a.test > b.test", **RUNS).about == MEASURED


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("b.test > a.test", "b.test < a.test"),
        ("a.test <= b.test", "a.test > b.test"),
        ("a.test ~ b.test within 2 points", "a.test > b.test + 2 points"),
        ("b.test ~ a.test within 2 points", "b.test < a.test - 2 points"),
        ("a.test - b.test > 12 points", "a.test - b.test < 12 points"),
    ],
)
def test_what_is_said_to_be_now_true_is_true(court: Court, text: str, now: str) -> None:
    assert court.judge(text, **RUNS).now == now
    assert court.kind(now, **RUNS) == SUPPORTED


def test_a_tie_of_numbers_as_measured_is_now_a_tie(exact: Court) -> None:
    assert exact.judge("a.test > a.test", **RUNS).now == "a.test >= a.test"


def test_only_what_is_within_noise_has_a_price(court: Court) -> None:
    found = court.judge("a.test > c.test", **RUNS)
    assert (found.verdict, found.now) == (NOISE, "")
    assert found.seeds > 1
    assert found.seconds == 60.0 * (found.seeds - 1)
    for text in ("a.test > b.test", "b.test > a.test"):
        decided = court.judge(text, **RUNS)
        assert (decided.seeds, decided.seconds) == (0, 0.0)


def test_the_price_is_that_of_the_margin_which_is_in_question(court: Court) -> None:
    near = court.judge("a.test ~ b.test within 9.9 points", **RUNS)
    far = court.judge("a.test ~ b.test within 9.5 points", **RUNS)
    assert near.seeds == 0  # a tenth of a point would need more seeds than there may be
    assert far.seeds > 1


def test_a_number_that_is_none_supports_nothing(court: Court) -> None:
    found = court.judge("a.test < b.test", a=math.nan, b=0.7)
    assert (found.verdict, found.evidence) == (MISSING, "a.test –, b.test 0.700: not a number")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("adm.test > b.test", "no run 'adm' on this page; nearest: adam"),
        ("adam.tset > b.test", "no 'tset' in adam; nearest: test"),
        ("adam.test > adam.seconds",
         "adam.test > adam.seconds: adam.test is a fraction and adam.seconds a seconds; they do not compare"),
        ("adam.seconds > adam.size",
         "adam.seconds > adam.size: adam.seconds is a seconds and adam.size a plain number; they do not compare"),
        ("adam.seconds > 3 points", "adam.seconds > 3 points: points are for fractions, and this is a seconds"),
        ("adam.size ~ 3 within 1 point", "points are for fractions, and this is a plain number"),
        ("adam.worst > b.test", "adam.worst is not a number, so nothing can be claimed of it"),
        ("1 > 2", "1 > 2: no result is in it, so there is nothing to check"),
        ("adam.test.deeper > 1", "'deeper' in adam.test.deeper: it is a number"),
    ],
)  # fmt: skip
def test_a_claim_that_makes_no_sense_says_why(court: Court, text: str, message: str) -> None:
    adam: dict[str, Any] = {
        "test": number("adam", "test", 0.8),
        "seconds": number("adam", "seconds", 3.0, unit="seconds"),
        "size": number("adam", "size", 3.0, unit=""),
        "worst": "cat",
    }
    with pytest.raises((ValueError, LookupError)) as caught:
        court.judge(text, adam=adam, b=0.7)
    assert message in caught.value.args[0]


@pytest.mark.parametrize(
    ("order", "words"), [(">", "above"), ("<", "below"), (">=", "at least"), ("<=", "at most")]
)
def test_a_number_as_measured_beside_a_typed_one_says_its_order(order: str, words: str) -> None:
    said = Court(half=None).judge(f"a.test {order} 0.9", a=0.8).evidence
    assert said == f"a.test 0.800: {'not ' * (order in ('>', '>='))}{words} 0.9, as measured"


def test_two_numbers_as_measured_say_their_difference(exact: Court) -> None:
    said = exact.judge("a.test > b.test", **RUNS).evidence
    assert said == "a.test 0.800, b.test 0.700: +10.0\N{NO-BREAK SPACE}points, as measured"
    typed = exact.judge("a.test > 0.9", **RUNS).evidence
    assert typed == "a.test 0.800: not above 0.9, as measured"


def test_a_clause_that_is_one_of_three_says_what_it_was_corrected_for(court: Court) -> None:
    refuted = court.judge("d.test > a.test and c.test > a.test and b.test > a.test", d=0.6, **RUNS).evidence
    (first, *_) = refuted.split("; ")
    assert first.endswith("797 test images, 1 seed, corrected for 3 comparisons")
    assert "corrected" not in court.judge("a.test > b.test and a.test > d.test", d=0.6, **RUNS).evidence
