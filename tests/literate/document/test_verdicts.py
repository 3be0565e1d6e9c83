"""Verdicts on claims of several clauses, trends and methods, and the words between two numbers."""

from __future__ import annotations

import pytest

from literate.document import verdicts
from literate.document.quantity import Missing
from literate.document.weighing import MEASURED, MISSING, NETWORKS, NOISE, OF_METHODS, REFUTED, SUPPORTED

from .conftest import Court, number

RUNS = {"a": 0.80, "b": 0.70, "c": 0.795, "d": 0.60}
GONE = Missing("q3.m", "diverged")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test > b.test and c.test > b.test", SUPPORTED),
        ("a.test > b.test and a.test > c.test", NOISE),
        ("a.test > c.test and b.test > a.test", REFUTED),
        ("b.test > a.test or c.test > b.test", SUPPORTED),
        ("b.test > a.test or a.test > c.test", NOISE),
        ("b.test > a.test or b.test > c.test", REFUTED),
        ("(b.test > a.test or a.test > b.test) and a.test > d.test", SUPPORTED),
        ("a.test > b.test > d.test", SUPPORTED),
        ("a.test > d.test > b.test", REFUTED),
        ("d.test, b.test, a.test increases", SUPPORTED),
        ("d.test, b.test, c.test, a.test increases", NOISE),
        ("b.test, d.test, a.test increases", REFUTED),
        ("a.test, b.test, d.test decreases", SUPPORTED),
        ("d.test, b.test decreases", REFUTED),
    ],
)
def test_clauses_are_joined(court: Court, text: str, verdict: str) -> None:
    assert court.kind(text, **RUNS) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test > b.test or a.test > m.test", SUPPORTED),
        ("a.test < b.test and a.test > m.test", REFUTED),
        ("a.test > b.test and a.test > m.test", MISSING),
        ("a.test < b.test or a.test > m.test", MISSING),
        ("a.test > c.test and a.test > m.test", MISSING),
        ("a.test > c.test or a.test > m.test", MISSING),
        ("m.test > a.test", MISSING),
        ("m.test - a.test > 1 point", MISSING),
        ("a.test, m.test increases", MISSING),
        ("2 of a.test, m.test > 0.5", MISSING),
    ],
)
def test_a_missing_run_decides_nothing_that_is_decided_without_it(
    court: Court, text: str, verdict: str
) -> None:
    found = court.judge(text, **RUNS, m=GONE)
    assert found.verdict == verdict
    assert verdict != MISSING or "q3.m: diverged" in found.evidence


def test_each_clause_of_an_and_is_supported_at_alpha_and_refuted_at_its_share(court: Court) -> None:
    # 95 %: half a width of 1 point; 97.5 %: 1.144 points
    def kind(ahead: float) -> str:
        held = {"a": 0.8 + ahead / 100, "b": 0.8, "c": 0.5}
        return court.kind("a.test > b.test and a.test > c.test", **held)

    assert [kind(1.01), kind(0.99), kind(-1.13), kind(-1.15)] == [SUPPORTED, NOISE, NOISE, REFUTED]


def test_what_is_told_is_the_interval_that_decided(court: Court) -> None:
    refuted = court.judge("b.test > a.test and d.test > a.test", **RUNS)
    assert "(−11.1 … −8.9)" in refuted.evidence
    supported = court.judge("a.test > b.test and a.test > d.test", **RUNS)
    assert "(+9.0 … +11.0)" in supported.evidence


def test_each_clause_of_an_or_is_supported_at_its_share_and_refuted_at_alpha(court: Court) -> None:
    def kind(ahead: float) -> str:
        held = {"a": 0.8 + ahead / 100, "b": 0.8, "c": 0.9}
        return court.kind("a.test > b.test or a.test > c.test", **held)

    assert [kind(1.15), kind(1.13), kind(-0.99), kind(-1.01)] == [SUPPORTED, NOISE, NOISE, REFUTED]


def test_shares_multiply_where_clauses_nest(court: Court) -> None:
    court.judge(
        "(a.test > b.test or a.test > c.test) and (a.test > d.test or b.test > d.test or c.test > d.test)",
        **RUNS,
    )
    assert court.asked[:4] == pytest.approx([0.5, 0.5, 0.5, 0.5])
    assert court.asked[4:] == pytest.approx([1 / 3, 1 / 2] * 3)


def test_a_joined_claim_says_every_comparison_once(court: Court) -> None:
    found = court.judge("a.test > b.test and a.test > b.test and a.test > d.test", **RUNS)
    assert found.evidence.count("a.test 0.800, b.test 0.700") == 1
    assert "1 seed; a.test 0.800, d.test 0.600: " in found.evidence
    assert found.evidence.count("; ") == 1
    assert found.runs == ("q3.a", "q3.b", "q3.d")


def test_what_is_now_true_leaves_out_what_is_within_noise(court: Court) -> None:
    found = court.judge("a.test > d.test and a.test > c.test and b.test > a.test", **RUNS)
    assert (found.verdict, found.now) == (REFUTED, "a.test > d.test and b.test < a.test")
    assert court.kind(found.now, **RUNS) == SUPPORTED
    assert court.judge("a.test > b.test and a.test > c.test", **RUNS).now == ""


def test_a_joined_claim_within_noise_costs_what_its_undecided_clauses_cost(court: Court) -> None:
    single = court.judge("a.test > c.test", **RUNS)
    joined = court.judge("a.test > c.test and a.test > b.test", **RUNS)
    twice = court.judge("a.test > c.test and c.test < a.test", **RUNS)
    assert (joined.seeds, joined.seconds) == (single.seeds, single.seconds)
    assert (twice.seeds, twice.seconds) == (single.seeds, 2 * single.seconds)
    longer = court.judge("a.test > c.test and a.test > f.test", **RUNS, f=0.7925)
    shorter = court.judge("a.test > f.test", **RUNS, f=0.7925)
    assert longer.seeds == single.seeds > shorter.seeds > 0
    assert longer.seconds == single.seconds + shorter.seconds
    hopeless = court.judge("a.test > c.test and a.test > e.test", **RUNS, e=0.8)
    assert (hopeless.verdict, hopeless.seeds, hopeless.seconds) == (NOISE, 0, 0.0)
    assert court.judge("a.test > e.test", **RUNS, e=0.8).seconds == 0.0


def test_a_claim_is_about_the_least_that_its_clauses_are_about() -> None:
    court = Court(0.01, 5)

    def weigh(difference, share):  # type: ignore[no-untyped-def]
        return None if difference.unit == "count" else court.weigh(difference, share)

    from literate.document import claims

    names = court.names(**RUNS, n={"size": number("n", "size", 3, unit="count")})
    judged = [
        verdicts.verdict(claims.parse(text), names, weigh).about
        for text in ("a.test > b.test and n.size > 2", "a.test > b.test and a.test > d.test", "n.size > 2")
    ]
    assert judged == [MEASURED, OF_METHODS, MEASURED]
    assert Court(0.01, 2).judge("a.test > b.test and a.test > d.test", **RUNS).about == NETWORKS


def test_a_claim_over_seeds_needs_three_of_them() -> None:
    assert Court(0.01, 3).kind("a.test > b.test over seeds", **RUNS) == SUPPORTED
    assert Court(0.01, 3).kind("b.test is best over seeds", **RUNS) == REFUTED
    with pytest.raises(ValueError, match=r"a\.test > b\.test over seeds: q3\.a, q3\.b have fewer than 3 seeds; "
                                         r"set seeds = 3 in report\.toml, or leave `over seeds` out"):  # fmt: skip
        Court(0.01, 2).judge("a.test > b.test over seeds", **RUNS)
    assert Court(0.01, 1).kind("a.test > m.test over seeds", a=0.8, m=GONE) == MISSING


@pytest.mark.parametrize(
    ("a", "b", "within", "word", "verdict"),
    [
        (0.80, 0.70, None, "better than", SUPPORTED),
        (0.70, 0.80, None, "worse than", SUPPORTED),
        (0.80, 0.795, None, "not distinguishable from", NOISE),
        (0.80, 0.795, 2.0, "on a par with", SUPPORTED),
        (0.80, 0.795, 1.2, "not distinguishable from", NOISE),
        (0.80, 0.70, 20.0, "better than", SUPPORTED),
    ],
)
def test_the_words_between_two_numbers_follow_the_interval(
    court: Court, a: float, b: float, within: float | None, word: str, verdict: str
) -> None:
    found = verdicts.compared(number("a", "test", a), number("b", "test", b), within, court.weigh)
    assert (found[0], found[1].verdict, found[1].now) == (word, verdict, "")
    assert found[1].evidence.startswith(f"a.test {a:.3f}, b.test {b:.3f}: ")


def test_a_difference_within_a_point_is_on_a_par_only_when_asked() -> None:
    near = number("a", "test", 0.8), number("b", "test", 0.7995)
    assert verdicts.compared(*near, None, Court(0.001).weigh)[0] == "not distinguishable from"
    assert verdicts.compared(*near, 1.0, Court(0.001).weigh)[0] == "on a par with"


def test_the_words_know_that_less_loss_is_better(court: Court) -> None:
    a, b = (number(run, "loss", value, better="less", unit="") for run, value in (("a", 0.2), ("b", 0.5)))
    assert verdicts.compared(a, b, None, court.weigh)[0] == "better than"
    assert verdicts.compared(b, a, None, court.weigh)[0] == "worse than"
    assert verdicts.compared(b, a, 1.0, Court(0.6).weigh)[0] == "on a par with"


def test_equal_numbers_as_measured_are_on_a_par(exact: Court) -> None:
    assert (
        verdicts.compared(number("a", "test", 0.5), number("b", "test", 0.5), None, exact.weigh)[0]
        == "on a par with"
    )
    assert (
        verdicts.compared(number("a", "test", 0.5), number("b", "test", 0.6), None, exact.weigh)[0]
        == "worse than"
    )
    gone = verdicts.compared(number("a", "test", float("nan")), number("b", "test", 0.6), None, exact.weigh)
    assert (gone[0], gone[1].verdict) == ("not comparable with", MISSING)
