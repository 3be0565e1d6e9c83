"""The grammar of claims."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.document import claims
from literate.document.predicates import (
    Amount,
    Comparison,
    Count,
    Extreme,
    Joined,
    Name,
    OverSeeds,
    Predicate,
    Sum,
    Trend,
    joined,
)

A, B, C = (Name((run, "test")) for run in "abc")


def one(term: Any, sign: int = 1) -> Sum:
    return Sum(((sign, term),))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a.test > b.test", Comparison(one(A), ">", one(B))),
        ("a.test <= 0.5", Comparison(one(A), "<=", one(Amount(0.5)))),
        ("-a.test < b.test + 2", Comparison(one(A, -1), "<", Sum(((1, B), (1, Amount(2.0)))))),
        ("a.test - b.test >= 10 points", Comparison(Sum(((1, A), (-1, B))), ">=", one(Amount(10.0, True)))),
        ("a.test ~ b.test within 2%", Comparison(one(A), "~", one(B), Amount(2.0, True))),
        ("a.test ~ b.test within 1 point", Comparison(one(A), "~", one(B), Amount(1.0, True))),
        ("a.test ~ 1 percent within 0.1", Comparison(one(A), "~", one(Amount(1.0, True)), Amount(0.1))),
        ("a.recall.cat > b.test", Comparison(one(Name(("a", "recall", "cat"))), ">", one(B))),
        ("a.test is best", Extreme(A, True)),
        ("a.test is worst of b.test, c.test", Extreme(A, False, (B, C))),
        ("a.test, b.test, c.test increases", Trend((A, B, C), True)),
        ("a.test, b.test decreases", Trend((A, B), False)),
        ("2 of a.test, b.test > 0.9", Count("exactly", 2, (A, B), ">", one(Amount(0.9)))),
        ("exactly 1 of a.test, b.test > 0.9", Count("exactly", 1, (A, B), ">", one(Amount(0.9)))),
        ("at least 1 of a.test, b.test > c.test", Count("at least", 1, (A, B), ">", one(C))),
        ("at most 1 of a.test, b.test ~ 1 within 2", Count("at most", 1, (A, B), "~", one(Amount(1.0)), Amount(2.0))),
        ("all of a.test, b.test > 0.9", Count("at least", 2, (A, B), ">", one(Amount(0.9)))),
        ("none of a.test, b.test > 0.9", Count("at most", 0, (A, B), ">", one(Amount(0.9)))),
        ("a.test is best over seeds", OverSeeds(Extreme(A, True))),
    ],
)  # fmt: skip
def test_a_claim_is_read_as_it_stands(text: str, read: Predicate) -> None:
    assert claims.parse(text) == read
    assert claims.parse(str(read)) == read


@pytest.mark.parametrize(
    "text",
    [
        "a.test > b.test",
        "a.test - b.test >= 10 points",
        "- a.test < 0.5 - b.test",
        "a.recall.cat ~ b.test within 2 points",
        "a.test is best",
        "a.test is worst of b.test, c.test",
        "(a.test > 0.5 and b.test < 0.5) or c.test is best",
        "a.test > 0.5 and (b.test < 0.5 or c.test is best)",
        "a.test, b.test increases",
        "at least 2 of a.test, b.test, c.test ~ 0.9 within 1 points",
        "a.test > b.test over seeds",
    ],
)
def test_a_predicate_prints_as_it_was_written(text: str) -> None:
    assert str(claims.parse(text)) == text


def test_and_binds_closer_than_or() -> None:
    first, second, third = (claims.parse(f"{run}.test > 1") for run in "abc")
    assert claims.parse("a.test > 1 or b.test > 1 and c.test > 1") == Joined(
        "or", (first, Joined("and", (second, third)))
    )
    assert claims.parse("(a.test > 1 or b.test > 1) and c.test > 1") == Joined(
        "and", (Joined("or", (first, second)), third)
    )


def test_a_chain_keeps_every_comparison() -> None:
    assert str(claims.parse("a.test > b.test > c.test")) == "a.test > b.test and b.test > c.test"
    assert claims.parse("a.test > b.test > c.test and a.test is best") == claims.parse(
        "(a.test > b.test and b.test > c.test) and a.test is best"
    )


def test_a_chain_of_one_kind_needs_within_at_each_par() -> None:
    assert (
        str(claims.parse("a.test ~ b.test within 1 > c.test"))
        == "a.test ~ b.test within 1 and b.test > c.test"
    )


def test_points_are_hundredths() -> None:
    assert [Amount(2.5, True).value, Amount(2.5).value] == [0.025, 2.5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.test", "after 'a.test' one of > < >= <= ~ is should stand, not 'the end'"),
        ("a.test b.test", "after 'a.test' one of > < >= <= ~ is should stand, not 'b.test'"),
        ("a.test >", "the claim ends where a name or number should stand"),
        ("a.test > > b.test", "a name should stand where '>' does"),
        ("a.test ? b.test", "'?' has no meaning in a claim"),
        ("a.test > b.test | c.test", "'|' has no meaning in a claim"),
        (
            "a.test ~ b.test",
            "`~` needs `within`, as in a.test ~ b.test within 2 points, and only `~` takes it",
        ),
        ("a.test > b.test within 2 points", "`~` needs `within`"),
        ("a.test ~ b.test within", "the claim ends where a number should stand"),
        ("a.test is better", "after `is` best or worst should stand, not 'better'"),
        ("a.test is", "after `is` best or worst should stand, not 'the end'"),
        ("a.test - b.test is best", "only a single result `is best`, as in adam.test is best"),
        ("-a.test is best", "only a single result `is best`"),
        ("0.5 is best", "only a single result `is best`"),
        ("a.test is best of", "the claim ends where a name should stand"),
        ("a.test is best of b.test,", "the claim ends where a name should stand"),
        ("a.test > b.test c.test", "the claim should end before 'c.test'"),
        ("(a.test > b.test", "a bracket is not closed before 'the end'"),
        ("(a.test > b.test c.test", "a bracket is not closed before 'c.test'"),
        ("a.test > b.test)", "the claim should end before ')'"),
        ("a.test ~ b.test within c.test", "a number should stand where 'c.test' does"),
        ("a.test > and", "a name should stand where 'and' does"),
        ("a.test > within", "a name should stand where 'within' does"),
        ("", "the claim ends where a name or number should stand"),
        ("a.test, b.test", "after a list increases or decreases should stand, not 'the end'"),
        ("a.test, b.test > 1", "after a list increases or decreases should stand, not '>'"),
        ("a.test increases", "a.test alone does not increase: list several, with commas"),
        ("a.test decreases", "a.test alone does not decrease"),
        ("a.test + b.test, c.test increases", "only single results increase, as in a.test, b.test increases"),
        ("2 of a.test, b.test", "one of > < >= <= ~ should stand here, not 'the end'"),
        ("2 of > 1", "a name should stand where '>' does"),
        ("2 of", "the claim ends where a name should stand"),
        ("at least a.test > 1", "after 'at' one of > < >= <= ~ is should stand, not 'least'"),
        ("a.test > b.test over", "after `over` seeds should stand, not 'the end'"),
        ("a.test > b.test over night", "after `over` seeds should stand, not 'night'"),
        ("a.test > b.test over seeds and c.test > 1", "the claim should end before 'and'"),
        ("(a.test is best over seeds)", "a bracket is not closed before 'over'"),
    ],
)
def test_a_malformed_claim_says_what_should_stand_where(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        claims.parse(text)


@pytest.mark.parametrize(
    "word",
    [
        "is",
        "best",
        "worst",
        "of",
        "and",
        "or",
        "within",
        "increases",
        "decreases",
        "over",
        "point",
        "points",
        "percent",
    ],
)
def test_a_word_of_the_grammar_is_no_name(word: str) -> None:
    with pytest.raises(ValueError, match=f"^a name should stand where '{word}' does$"):
        claims.parse(f"a.test > {word}")


def test_messages_are_whole_sentences() -> None:
    for text, message in {
        "a.test > b.test within 2": "`~` needs `within`, as in a.test ~ b.test within 2 points, and only `~` takes it",
        "a.test increases": "a.test alone does not increase: list several, with commas",
        "a.test >": "the claim ends where a name or number should stand",
        "a.test ~ b.test within c.test": "a number should stand where 'c.test' does",
    }.items():
        with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
            claims.parse(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        parsed = claims.parse(text)
    except ValueError:
        return
    assert claims.parse(str(parsed)) == parsed


NAMES = st.sampled_from([A, B, C, Name(("d", "recall", "cat"))])
AMOUNTS = st.builds(Amount, st.floats(0, 1e6, allow_subnormal=False), st.booleans())
SUMS = st.lists(st.tuples(st.sampled_from([1, -1]), NAMES | AMOUNTS), min_size=1, max_size=3).map(
    lambda terms: Sum(tuple(terms))
)
LISTS = st.lists(NAMES, min_size=2, max_size=4).map(tuple)
COMPARISONS = st.builds(Comparison, SUMS, st.sampled_from([">", "<", ">=", "<="]), SUMS) | st.builds(
    Comparison, SUMS, st.just("~"), SUMS, AMOUNTS
)
CLAUSES = (
    COMPARISONS
    | st.builds(Extreme, NAMES, st.booleans(), LISTS | st.just(()))
    | st.builds(Trend, LISTS, st.booleans())
    | st.builds(
        Count,
        st.sampled_from(["exactly", "at least", "at most"]),
        st.integers(0, 4),
        LISTS,
        st.just(">"),
        SUMS,
    )
)
JOINED = st.recursive(
    CLAUSES,
    lambda inner: st.builds(
        joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


@given(JOINED | JOINED.map(OverSeeds))
def test_every_predicate_is_read_again_from_its_text(predicate: Predicate) -> None:
    assert claims.parse(str(predicate)) == predicate
    assert len({predicate, claims.parse(str(predicate))}) == 1
