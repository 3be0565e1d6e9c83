"""How many of several results stand in an order."""

from __future__ import annotations

import pytest

from literate.document.weighing import MEASURED, NETWORKS, NOISE, REFUTED, SUPPORTED

from .conftest import Court, number

# two surely above 0.75, one unsure (0.755 ± 0.013 with four at a share of α / 4), one surely below
RUNS = {"a": 0.80, "b": 0.85, "c": 0.755, "d": 0.60}
ALL = "a.test, b.test, c.test, d.test"


@pytest.mark.parametrize(
    ("many", "verdict"),
    [
        ("at least 1", SUPPORTED),
        ("at least 2", SUPPORTED),
        ("at least 3", NOISE),
        ("at least 4", REFUTED),
        ("at most 1", REFUTED),
        ("at most 2", NOISE),
        ("at most 3", SUPPORTED),
        ("exactly 1", REFUTED),
        ("exactly 2", NOISE),
        ("3", NOISE),
        ("4", REFUTED),
        ("all", REFUTED),
        ("none", REFUTED),
    ],
)
def test_a_count_is_known_from_those_that_are_sure(court: Court, many: str, verdict: str) -> None:
    assert court.kind(f"{many} of {ALL} > 0.75", **RUNS) == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2 of a.test, b.test, d.test > 0.75", SUPPORTED),
        ("all of a.test, b.test > d.test", SUPPORTED),
        ("none of a.test, b.test < d.test", SUPPORTED),
        ("none of d.test, a.test > 0.75", REFUTED),
        ("all of a.test, b.test ~ 0.8 within 10 points", SUPPORTED),
    ],
)
def test_counts_of_sure_results_are_exact(court: Court, text: str, verdict: str) -> None:
    assert court.kind(text, **RUNS) == verdict


def test_every_result_counts_at_its_share(court: Court) -> None:
    def kind(above: float) -> str:
        return court.kind("all of a.test, b.test > 0.5", a=0.5 + above / 100, b=0.9)

    assert [kind(1.15), kind(1.13), kind(-1.13), kind(-1.15)] == [SUPPORTED, NOISE, NOISE, REFUTED]


def test_a_refuted_count_says_how_many_there_are(court: Court) -> None:
    found = court.judge("3 of a.test, b.test, d.test > 0.75", **RUNS)
    assert (found.verdict, found.now) == (REFUTED, "exactly 2 of a.test, b.test, d.test > 0.75")
    assert court.kind(found.now, **RUNS) == SUPPORTED
    assert (found.runs, found.about) == (("q3.a", "q3.b", "q3.d"), NETWORKS)
    assert "comparisons; b.test 0.850: +10.0" in found.evidence
    assert found.evidence.count(";") == 2
    assert court.judge(f"4 of {ALL} > 0.75", **RUNS).now == ""  # how many is not sure
    assert court.judge("2 of a.test, b.test, d.test > 0.75", **RUNS).now == ""


def test_an_unsure_count_has_a_price_and_a_sure_one_none(court: Court) -> None:
    held = {**RUNS, "c": 0.758}
    assert court.judge(f"2 of {ALL} > 0.75", **held).seeds > 1
    assert court.judge(f"at least 1 of {ALL} > 0.75", **held).seeds == 0


def test_counts_of_numbers_as_measured(exact: Court) -> None:
    held = {run: {"size": number(run, "size", value, unit="count")} for run, value in (("a", 3), ("b", 5))}
    found = exact.judge("1 of a.size, b.size >= 5", **held)
    assert (found.verdict, found.about) == (SUPPORTED, MEASURED)
