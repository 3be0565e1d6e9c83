"""`is best` and `is worst`."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from literate.document.quantity import Missing
from literate.document.weighing import MEASURED, MISSING, NETWORKS, NOISE, REFUTED, SUPPORTED

from .conftest import Court, number


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("a.test is best", SUPPORTED),
        ("b.test is best", REFUTED),
        ("c.test is worst", SUPPORTED),
        ("b.test is worst", REFUTED),
        ("a.test is worst", REFUTED),
        ("b.test is best of c.test", SUPPORTED),
        ("b.test is best of b.test, c.test", SUPPORTED),
        ("a.test is best of b.test, c.test", SUPPORTED),
        ("c.test is best of b.test", REFUTED),
    ],
)
@pytest.mark.parametrize("half", [0.01, None])
def test_the_best_is_ahead_of_all_its_rivals(half: float | None, text: str, verdict: str) -> None:
    assert Court(half).kind(text, a=0.8, b=0.7, c=0.6) == verdict


def test_the_best_by_less_than_the_interval_is_not_known_to_be(court: Court) -> None:
    held = {"a": 0.8, "b": 0.795, "c": 0.6}
    assert [court.kind(f"{run}.test is best", **held) for run in held] == [NOISE, NOISE, REFUTED]
    assert [court.kind(f"{run}.test is worst", **held) for run in held] == [REFUTED, REFUTED, SUPPORTED]


def test_an_interval_without_width_is_as_sure_as_can_be() -> None:
    """Three equal seeds give one."""
    court, held = Court(0.0), {"a": 0.8, "b": 0.7, "c": 0.6}
    assert [court.kind(f"{run}.test is best", **held) for run in held] == [SUPPORTED, REFUTED, REFUTED]
    assert court.judge("a.test is best", **held).evidence.startswith(
        "a.test 0.800, b.test 0.700, c.test 0.600: to b.test"
    )
    assert court.kind("a.test is best", a=0.8, b=0.8, c=0.6) == NOISE


def test_a_tie_of_numbers_as_measured_has_two_best(exact: Court) -> None:
    assert [exact.kind(f"{run}.test is best", a=0.8, b=0.8, c=0.6) for run in "abc"] == [
        SUPPORTED, SUPPORTED, REFUTED,
    ]  # fmt: skip


def test_the_nearest_rival_is_tested_at_alpha_and_the_next_at_half_of_it(court: Court) -> None:
    # in units of the half-width at 95 %: 1.96; at 97.5 %: 2.24 / 1.96 = 1.144; at 98.3 %: 1.221
    def kind(*behind: float) -> str:
        rivals = {f"r{at}": 0.8 - 0.01 * each for at, each in enumerate(behind)}
        return court.kind("a.test is best", a=0.8, **rivals)

    assert kind(1.01) == SUPPORTED
    assert kind(0.99) == NOISE
    assert kind(1.01, 1.15) == SUPPORTED
    assert kind(1.15, 1.01) == SUPPORTED
    assert kind(1.01, 1.13) == NOISE
    assert kind(1.01, 1.15, 1.23) == SUPPORTED
    assert kind(1.01, 1.15, 1.21) == NOISE


def test_one_of_several_rivals_refutes_at_its_share(court: Court) -> None:
    def kind(ahead: float, others: int) -> str:
        return court.kind(
            "a.test is best", a=0.8, r=0.8 + 0.01 * ahead, **{f"o{at}": 0.1 for at in range(others)}
        )

    assert [kind(1.01, 0), kind(1.01, 1), kind(1.13, 1), kind(1.15, 1)] == [REFUTED, NOISE, NOISE, REFUTED]
    assert [kind(1.21, 2), kind(1.23, 2)] == [NOISE, REFUTED]


def test_less_is_better_where_the_measure_says_so(exact: Court) -> None:
    held = {
        run: {"loss": number(run, "loss", value, better="less")} for run, value in (("a", 0.2), ("b", 0.5))
    }
    assert exact.kind("a.loss is best", **held) == SUPPORTED
    assert exact.kind("b.loss is worst", **held) == SUPPORTED
    assert exact.kind("b.loss is best", **held) == REFUTED


def test_a_refuted_rank_says_the_numbers_and_who_is_best(court: Court) -> None:
    found = court.judge("b.test is best", a=0.8, b=0.7, c=0.6)
    assert found.evidence == (
        "b.test 0.700, a.test 0.800, c.test 0.600: to a.test −10.0\N{NO-BREAK SPACE}points (−11.1 … −8.9), "
        "797 test images, 1 seed; Holm's correction for 2 comparisons"
    )
    assert (found.now, found.about) == ("a.test is best", NETWORKS)
    assert found.runs == ("q3.b", "q3.a", "q3.c")
    assert (
        court.judge("c.test is best of a.test, b.test", a=0.8, b=0.7, c=0.6).now
        == "a.test is best of c.test, b.test"
    )


def test_a_supported_rank_tells_of_its_nearest_rival(court: Court) -> None:
    found = court.judge("a.test is best", a=0.8, b=0.6, c=0.7)
    assert ": to c.test +10.0\N{NO-BREAK SPACE}points (+9.0 … +11.0)" in found.evidence
    assert (found.now, found.seeds) == ("", 0)


def test_where_nobody_is_best_the_rival_farthest_ahead_is_named(court: Court) -> None:
    held = {"a": 0.8, "b": 0.795, "c": 0.6}
    found = court.judge("c.test is best", **held)
    assert found.now == "a.test > c.test"
    assert court.kind(found.now, **held) == SUPPORTED
    assert court.judge("a.test is worst", a=0.8, b=0.6, c=0.603).now == "b.test < a.test"


def test_who_is_best_now_is_said_only_if_that_claim_would_be_supported(court: Court) -> None:
    def now(ahead: float) -> str:
        return court.judge("c.test is best", a=0.8 + ahead / 100, b=0.8, c=0.6).now

    assert [now(1.01), now(0.99)] == ["a.test is best", "a.test > c.test"]
    assert court.judge("a.test is worst", a=0.8, b=0.6, c=0.6101).now == "b.test is worst"


def test_one_rival_needs_no_correction_and_numbers_as_measured_none_either(
    court: Court, exact: Court
) -> None:
    assert "correction" not in court.judge("a.test is best", a=0.8, b=0.7).evidence
    found = exact.judge("a.test is best", a=0.8, b=0.7, c=0.6)
    assert "correction" not in found.evidence
    assert found.evidence.endswith(": to b.test +10.0\N{NO-BREAK SPACE}points, as measured")
    assert found.about == MEASURED


def test_the_price_of_a_rank_is_that_of_its_dearest_comparison(court: Court) -> None:
    near = court.judge("a.test is best", a=0.8, b=0.7952, c=0.6)
    far = court.judge("a.test is best", a=0.8, b=0.7922, c=0.6)
    assert near.verdict == far.verdict == NOISE
    assert near.seeds > far.seeds > 1
    assert court.judge("a.test is best", a=0.8, b=0.8, c=0.6).seeds == 0


def test_a_rank_with_a_missing_run_is_not_judged(court: Court) -> None:
    gone = Missing("q3.b", "diverged")
    for text in ("a.test is best", "b.test is best", "a.test is best of b.test"):
        found = court.judge(text, a=0.8, b=gone)
        assert (found.verdict, found.evidence) == (MISSING, "q3.b: diverged")


def test_a_rank_with_a_number_that_is_none_is_not_judged(court: Court) -> None:
    found = court.judge("a.test is best", a=0.8, b=math.nan)
    assert (found.verdict, found.evidence) == (MISSING, "a.test 0.800, b.test –: not a number")


def test_a_rank_needs_rivals(court: Court) -> None:
    with pytest.raises(ValueError, match=r"a\.test is best: there is nothing to compare a\.test with"):
        court.judge("a.test is best", a=0.8)
    with pytest.raises(ValueError, match="nothing to compare"):
        court.judge("a.test is best of a.test", a=0.8, b=0.7)


def test_runs_without_the_measure_are_no_rivals(court: Court) -> None:
    held = {"a": 0.8, "b": 0.7, "c": {"loss": number("c", "loss", 9.0)}, "d": {"test": "text"}}
    assert "c." not in court.judge("a.test is best", **held).evidence
    assert "d." not in court.judge("a.test is best", **held).evidence


@given(st.lists(st.integers(1, 99), min_size=3, max_size=5), st.sampled_from([0.001, 0.05, None]))
def test_no_two_are_best_and_what_is_now_true_is_true(values: list[int], half: float | None) -> None:
    court, held = Court(half), {f"r{at}": value / 100 for at, value in enumerate(values)}
    found = {run: court.judge(f"{run}.test is best", **held) for run in held}
    best = [run for run in held if found[run].verdict == SUPPORTED]
    assert len(best) <= 1 or half is None
    assert all(held[run] == max(held.values()) for run in best)
    for each in found.values():
        assert not each.now or court.kind(each.now, **held) == SUPPORTED


def test_of_five_that_are_equal_few_are_called_best() -> None:
    """The one that looks best is asked of, as an author would."""
    generator, wrong = np.random.default_rng(5), 0
    for _ in range(500):
        values = generator.normal(0.5, 0.01, 5)
        court = Court(1.96 * 0.01 * 2**0.5)
        held = {f"r{at}": float(value) for at, value in enumerate(values)}
        wrong += court.kind(f"r{values.argmax()}.test is best", **held) == SUPPORTED
    assert wrong <= 25
