"""The grammar of claims, and the verdicts on them."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.document import claims, verdicts
from literate.document.names import page_names
from literate.document.quantity import Missing, Quantity
from literate.document.verdicts import MISSING, REFUTED, SUPPORTED


def names(**values: Any) -> Any:
    runs = {
        run: value if isinstance(value, Missing | dict) else {"test": _number(run, value)}
        for run, value in values.items()
    }
    return page_names("q3", runs, {})


def _number(run: str, value: float, **more: Any) -> Quantity:
    return Quantity(value, more.pop("unit", "fraction"), 797, (f"q3.{run}",), "test", **more)


def judged(text: str, **values: Any) -> verdicts.Verdict:
    return verdicts.verdict(claims.parse(text), names(**values))


@pytest.mark.parametrize(
    "text",
    [
        "a.test > b.test",
        "a.test - b.test >= 10 points",
        "a.recall.cat ~ b.test within 2 points",
        "a.test is best",
        "a.test is worst of b.test, c.test",
        "a.test > 0.5 and b.test < 0.5 or c.test is best",
    ],
)
def test_a_predicate_prints_as_it_was_written(text: str) -> None:
    assert str(claims.parse(text)) == text
    assert claims.parse(str(claims.parse(text))) == claims.parse(text)


def test_a_chain_keeps_every_comparison() -> None:
    assert str(claims.parse("a.test > b.test > c.test")) == "a.test > b.test and b.test > c.test"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.test", "after 'a.test' one of > < >= <= ~ is should stand, not 'the end'"),
        ("a.test >", "the claim ends where a name or number should stand"),
        ("a.test > > b.test", "a name should stand where '>' does"),
        ("a.test ? b.test", "'?' has no meaning in a claim"),
        ("a.test ~ b.test", "`~` needs `within`"),
        ("a.test > b.test within 2 points", "`~` needs `within`"),
        ("a.test is better", "after `is` best or worst should stand, not 'better'"),
        ("a.test - b.test is best", "only a single result `is best`"),
        ("a.test > b.test c.test", "the claim should end before 'c.test'"),
        ("(a.test > b.test", "a bracket is not closed before 'the end'"),
        ("a.test ~ b.test within c.test", "a number should stand where 'c.test' does"),
        ("a.test > and", "a name should stand where 'and' does"),
        ("", "the claim ends where a name or number should stand"),
    ],
)
def test_a_malformed_claim_says_what_should_stand_where(text: str, message: str) -> None:
    with pytest.raises(
        ValueError, match="^" + message.replace("?", r"\?").replace("(", r"\(").replace(".", r"\.")
    ):
        claims.parse(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        parsed = claims.parse(text)
    except ValueError:
        return
    assert claims.parse(str(parsed)) == parsed


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test > b.test", SUPPORTED),
        ("b.test > a.test", REFUTED),
        ("a.test > a.test", REFUTED),
        ("a.test >= a.test", SUPPORTED),
        ("a.test <= b.test", REFUTED),
        ("a.test > b.test > c.test", SUPPORTED),
        ("a.test > c.test > b.test", REFUTED),
        ("a.test - b.test > 9 points", SUPPORTED),
        ("a.test - b.test > 11 points", REFUTED),
        ("a.test - b.test > 9 percent", SUPPORTED),
        ("a.test - b.test > 9%", SUPPORTED),
        ("a.test - 5 points > b.test + 4 points", SUPPORTED),
        ("-a.test < b.test", SUPPORTED),
        ("a.test ~ b.test within 10 points", SUPPORTED),
        ("a.test ~ b.test within 9.9 points", REFUTED),
        ("b.test ~ a.test within 0.1", SUPPORTED),
        ("a.test is best", SUPPORTED),
        ("b.test is best", REFUTED),
        ("b.test is best of c.test", SUPPORTED),
        ("c.test is worst", SUPPORTED),
        ("b.test is worst", REFUTED),
        ("a.test > b.test and c.test > b.test", REFUTED),
        ("a.test > b.test or c.test > b.test", SUPPORTED),
        ("c.test > b.test or b.test > c.test and b.test > a.test", REFUTED),
        ("(c.test > b.test or b.test > c.test) and a.test > b.test", SUPPORTED),
    ],
)
def test_claims_are_judged_on_values(text: str, verdict: str) -> None:
    assert judged(text, a=0.8, b=0.7, c=0.6).verdict == verdict


@given(st.permutations(["a", "b", "c"]), st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True))
def test_exactly_one_of_three_is_best_and_flipping_the_values_flips_the_verdict(
    order: list[str], values: list[int]
) -> None:
    held = dict(zip(order, (value / 100 for value in values), strict=True))
    best = [run for run in held if judged(f"{run}.test is best", **held).verdict == SUPPORTED]
    assert best == [max(held, key=held.__getitem__)]
    for a, b in itertools.pairwise(order):
        assert (
            judged(f"{a}.test > {b}.test", **held).verdict != judged(f"{b}.test > {a}.test", **held).verdict
        )


def test_less_is_better_where_the_measure_says_so() -> None:
    held = {run: {"loss": _number(run, value, better="less")} for run, value in (("a", 0.2), ("b", 0.5))}
    assert judged("a.loss is best", **held).verdict == SUPPORTED
    assert judged("b.loss is worst", **held).verdict == SUPPORTED


def test_a_refuted_claim_says_the_numbers_and_what_is_now_true() -> None:
    found = judged("b.test is best", a=0.8, b=0.7, c=0.6)
    assert found.evidence == "b.test 0.700, a.test 0.800, c.test 0.600"
    assert found.now == "a.test is best"
    found = judged("b.test > a.test", a=0.8, b=0.7)
    assert found.evidence == "b.test 0.700, a.test 0.800, difference −10.0\N{NO-BREAK SPACE}points"
    assert found.now == "b.test < a.test"


@pytest.mark.parametrize(
    "text",
    [
        "b.test > a.test",
        "b.test is best",
        "c.test > a.test and b.test is best",
        "a.test > b.test > c.test",
        "c.test ~ a.test within 1 points",
    ],
)
def test_what_is_said_to_be_now_true_is_true(text: str) -> None:
    held = {"a": 0.8, "b": 0.7, "c": 0.75}
    found = judged(text, **held)
    assert found.verdict == REFUTED
    assert judged(found.now, **held).verdict == SUPPORTED


def test_a_claim_on_a_missing_run_is_not_judged() -> None:
    gone = Missing("q3.b", "diverged")
    for text in (
        "a.test > b.test",
        "a.test is best",
        "b.test is best",
        "a.test is best of b.test",
        "b.test - a.test > 1 points",
    ):
        found = judged(text, a=0.8, b=gone)
        assert (found.verdict, found.evidence) == (MISSING, "q3.b: diverged")


def test_a_missing_run_decides_nothing_that_is_decided_without_it() -> None:
    gone = Missing("q3.b", "diverged")
    assert judged("a.test > c.test or a.test > b.test", a=0.8, b=gone, c=0.6).verdict == SUPPORTED
    assert judged("a.test < c.test and a.test > b.test", a=0.8, b=gone, c=0.6).verdict == REFUTED
    assert judged("a.test > c.test and a.test > b.test", a=0.8, b=gone, c=0.6).verdict == MISSING


def test_a_number_that_is_none_supports_nothing() -> None:
    assert judged("a.test < b.test", a=math.nan, b=0.7).verdict == MISSING


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("adm.test > b.test", "no run 'adm' on this page; nearest: adam"),
        ("adam.tset > b.test", "no 'tset' in adam; nearest: test"),
        (
            "adam.test > adam.seconds",
            "adam.test is a fraction and adam.seconds a seconds; they do not compare",
        ),
        ("adam.seconds > 3 points", "points are for fractions, and this is a seconds"),
        ("adam.worst > b.test", "adam.worst is not a number"),
        ("adam.seconds is best", "there is nothing to compare adam.seconds with"),
        ("1 > 2", "no result is in it"),
        ("adam.test.deeper > 1", "'deeper' in adam.test.deeper: it is a number"),
    ],
)
def test_a_claim_that_makes_no_sense_says_why(text: str, message: str) -> None:
    adam = {"test": _number("adam", 0.8), "seconds": _number("adam", 3.0, unit="seconds"), "worst": "cat"}
    with pytest.raises((ValueError, LookupError)) as caught:
        judged(text, adam=adam, b=0.7)
    assert message in caught.value.args[0]


@pytest.mark.parametrize(
    ("a", "b", "word"), [(0.8, 0.7, "better than"), (0.7, 0.8, "worse than"), (0.7, 0.709, "on a par with")]
)
def test_the_word_between_two_numbers_follows_the_numbers(a: float, b: float, word: str) -> None:
    assert verdicts.compared(_number("a", a), _number("b", b)) == word


def test_the_word_knows_that_less_loss_is_better() -> None:
    a, b = (_number(run, value, better="less") for run, value in (("a", 0.2), ("b", 0.5)))
    assert verdicts.compared(a, b) == "better than"


def test_a_refuted_claim_is_told_in_two_lines() -> None:
    said = verdicts.describe(
        {
            "anchor": "q3-claim-1",
            "file": "q3.md.j2",
            "line": 14,
            "text": "Adam is best",
            "predicate": "adam.test is best",
            "verdict": "refuted",
            "evidence": "adam.test 0.871, momentum.test 0.892",
            "now": "momentum.test is best",
            "otherwise": False,
        }
    )
    assert said.splitlines() == [
        'q3.md.j2:14  refuted    "Adam is best"   adam.test 0.871, momentum.test 0.892',
        "             now true: {? momentum.test is best }",
    ]
