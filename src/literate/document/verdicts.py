"""Verdicts on claims: what the results say about a predicate, and what is true instead.

A clause is supported when its interval says so, refuted when it says the contrary, else within noise. Where one
of several clauses is enough, each may err less: `or` is supported, and `and` refuted, by a clause at its share of
α (Bonferroni); all clauses of an `and` must hold, so that each is supported at α (Berger 1982, Technometrics 24).
A claim on a run that is missing is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypedDict

from literate.document import comparing, counting, ranking, sums
from literate.document.comparing import WHOLE, Shares, Verdict
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
)
from literate.document.quantity import Missing, Quantity
from literate.document.weighing import (
    MEASURED,
    MISSING,
    NETWORKS,
    NOISE,
    OF_METHODS,
    REFUTED,
    SUPPORTED,
    Weigh,
)
from measures.spending import METHODS

DECIDING = {"and": [REFUTED, MISSING, NOISE, SUPPORTED], "or": [SUPPORTED, MISSING, NOISE, REFUTED]}


class Judged(TypedDict):
    """A claim with its verdict: where it stands, what it says, what the results say; see `Verdict`."""

    anchor: str
    file: str
    line: int
    text: str
    predicate: str
    verdict: str
    evidence: str
    now: str
    about: str
    runs: list[str]
    seeds: int
    seconds: float
    weight: str
    otherwise: bool


def verdict(predicate: Predicate, names: Mapping[str, Any], weigh: Weigh, shares: Shares = WHOLE) -> Verdict:
    """What the results say. Raises `UnknownName`, and `ValueError` for what cannot be compared."""
    if isinstance(predicate, OverSeeds):
        return _of_methods(predicate, verdict(predicate.inner, names, weigh, shares))
    if isinstance(predicate, Joined):
        return _joined(predicate, names, weigh, shares)
    if isinstance(predicate, Extreme):
        return ranking.extreme(predicate, names, weigh, shares)
    if isinstance(predicate, Count):
        return counting.count(predicate, names, weigh, shares)
    if isinstance(predicate, Trend):
        return verdict(_steps(predicate), names, weigh, shares)
    both = sums.sides(predicate, names)
    if isinstance(both, Missing):
        return Verdict(MISSING, f"{both.run}: {both.why}", runs=(both.run,))
    return comparing.compare(predicate, *both, weigh, shares)


def compared(a: Quantity, b: Quantity, within: float | None, weigh: Weigh) -> tuple[str, Verdict]:
    """What is true of two numbers, in words: `better than`, `worse than`, `not distinguishable from`.

    With `within`, in points for fractions, also `on a par with`: the whole interval lies within it.
    """
    left, right = (Sum(((1, Name(tuple(each.name.split(".")))),)) for each in (a, b))
    ahead, behind = (">", "<") if a.better == "greater" else ("<", ">")
    words = {ahead: "better than", behind: "worse than", "~": "on a par with"}
    found = Verdict(NOISE, "")
    for order, word in words.items():
        par = None if order != "~" else Amount(within or 0.0, a.unit == "fraction")
        found = comparing.compare(Comparison(left, order, right, par), a, b, weigh, WHOLE)
        if found.verdict in (SUPPORTED, MISSING):
            return word if found.verdict == SUPPORTED else "not comparable with", found
    return "not distinguishable from", replace(found, verdict=NOISE, now="")


def _of_methods(predicate: OverSeeds, found: Verdict) -> Verdict:
    """A verdict that must be about methods. Raises `ValueError` if seeds are missing."""
    if found.verdict != MISSING and found.about != OF_METHODS:
        runs = ", ".join(found.runs) or "its runs"
        raise ValueError(
            f"{predicate}: {runs} have fewer than {METHODS} seeds; set seeds = {METHODS} in report.toml, "
            "or leave `over seeds` out"
        )
    return found


def _steps(trend: Trend) -> Predicate:
    """Each name against the next."""
    sides = [Sum(((1, name),)) for name in trend.names]
    order = "<" if trend.rising else ">"
    return Joined("and", tuple(Comparison(one, order, other) for one, other in pairwise(sides)))


def _joined(predicate: Joined, names: Mapping[str, Any], weigh: Weigh, shares: Shares) -> Verdict:
    count = len(predicate.clauses)
    every = predicate.word == "and"
    own = Shares(shares.support if every else shares.support / count, shares.refute / (count if every else 1))
    verdicts = [verdict(clause, names, weigh, own) for clause in predicate.clauses]
    kind = min((each.verdict for each in verdicts), key=DECIDING[predicate.word].index)
    now = [each.now if each.verdict == REFUTED else str(clause) if each.verdict == SUPPORTED else ""
           for each, clause in zip(verdicts, predicate.clauses, strict=True)]  # fmt: skip
    return Verdict(
        kind,
        "; ".join(dict.fromkeys(each.evidence for each in verdicts)),
        " and ".join(filter(None, now)) if kind == REFUTED else "",
        _least({each.about for each in verdicts}),
        tuple(dict.fromkeys(run for each in verdicts for run in each.runs)),
        *comparing.settled_by(kind, verdicts),
        comparing.weight_of_all(kind, verdicts),
    )


def _least(about: set[str]) -> str:
    """Of several, what the whole can be about."""
    return next((each for each in (MEASURED, NETWORKS, OF_METHODS) if each in about), "")
