"""The verdict on one comparison: two sides weighed, what the results say, and what is true instead."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from literate.document import rounding, weighing
from literate.document.predicates import Amount, Comparison, Name, Sum
from literate.document.quantity import Quantity
from literate.document.weighing import MISSING, NOISE, REFUTED, SUPPORTED, Weigh, Weighed


@dataclass(frozen=True)
class Verdict:
    """What the results say of a predicate.

    evidence   the numbers it rests on
    now        a predicate that holds now, when it is refuted
    about      "networks", "methods" or "measured"
    runs       the runs behind it
    seeds      where it is within noise, about how many would decide it; 0 when none would
    seconds    what those would take
    weight     what was compared and the interval of the difference, in short; empty where it has none
    """

    verdict: str
    evidence: str
    now: str = ""
    about: str = ""
    runs: tuple[str, ...] = ()
    seeds: int = 0
    seconds: float = 0.0
    weight: str = ""


@dataclass(frozen=True)
class Shares:
    """The shares of α at which a clause may be supported and refuted: less where one of several would do."""

    support: float = 1.0
    refute: float = 1.0


WHOLE = Shares()
ORDERS = {">": "above", "<": "below", ">=": "at least", "<=": "at most"}  # in words


def compare(claim: Comparison, left: Quantity, right: Quantity, weigh: Weigh, shares: Shares) -> Verdict:
    """The verdict on two sides. Raises `ValueError` for numbers that cannot carry a claim."""
    difference = left - right
    assert isinstance(difference, Quantity)  # both sides are numbers
    both = [(side, each) for side, each in ((claim.left, left), (claim.right, right)) if each.runs]
    said = ", ".join(f"{side} {rounding.text(each)}" for side, each in both)
    if math.isnan(difference.value):
        return Verdict(MISSING, f"{said}: not a number")
    margin = claim.within.value if claim.within else 0.0
    support, refute = weigh(difference, shares.support), weigh(difference, shares.refute)
    kind = kind_of(claim.order, difference.value, support, refute, margin)
    shown = refute if kind == REFUTED else support
    share = shares.refute if kind == REFUTED else shares.support
    evidence = f"{said}: {_weighed(claim, kind, difference, shown, share, typed=len(both) < 2)}"
    about, weight = weighing.about(support), _weight(claim, difference, shown, share)
    if kind != NOISE or support is None:
        now = now_true(claim, difference.value) if kind == REFUTED else ""
        return Verdict(kind, evidence, now, about, difference.runs, weight=weight)
    distance = abs(abs(difference.value) - margin)
    return Verdict(kind, evidence, "", about, difference.runs, *cost(distance, support), weight)


def _weight(claim: Comparison, difference: Quantity, shown: Weighed | None, share: float) -> str:
    """`a.test against b.test: −2.1 points (−3.9 … −0.3)`"""
    if shown is None:
        return ""
    corrected = ", corrected" if share < 1 else ""
    ends = weighing.interval(difference.value, difference.unit, shown)
    bound = f", bound ±{claim.within}" if claim.within else ""
    return f"{claim.left} against {claim.right}: {ends}{bound}{corrected}"


def weight_of_all(kind: str, verdicts: Iterable[Verdict]) -> str:
    """The weight of several comparisons: that of the first which the whole rests on, and how many are like it."""
    first, *more = [each.weight for each in verdicts if each.verdict == kind and each.weight] or [""]
    return f"{first}, and {len(more)} more" if more else first


def _weighed(
    claim: Comparison, kind: str, difference: Quantity, shown: Weighed | None, share: float, typed: bool
) -> str:
    """The difference in words; of a number as measured beside a typed one, whether it stands in their order."""
    if shown is None and typed and claim.order in ORDERS:
        return f"{'not ' * (kind == REFUTED)}{ORDERS[claim.order]} {claim.right}, as measured"
    corrected = f", corrected for {round(1 / share)} comparisons" if shown and share < 1 else ""
    return f"{weighing.ends(difference.value, difference.unit, shown)}{corrected}"


def kind_of(
    order: str, value: float, support: Weighed | None, refute: Weighed | None, margin: float = 0.0
) -> str:
    """Supported, within noise or refuted; without an interval the value itself decides."""
    if support is None or refute is None:
        return SUPPORTED if weighing.holds(order, value, value, margin) else REFUTED
    if weighing.holds(order, support.low, support.high, margin):
        return SUPPORTED
    return REFUTED if weighing.fails(order, refute.low, refute.high, margin) else NOISE


def cost(distance: float, weighed: Weighed) -> tuple[int, float]:
    """Seeds and seconds that would decide a difference so far from what it is compared with; 0 when no number would."""
    seeds = weighing.seeds_to_decide(distance, weighed)
    return (seeds, (seeds - weighed.seeds) * weighed.seconds) if seeds else (0, 0.0)


def settled_by(kind: str, verdicts: Iterable[Verdict]) -> tuple[int, float]:
    """Seeds and seconds for a whole that is within noise: those of all its clauses that are; 0 when none would do."""
    undecided = [each for each in verdicts if each.verdict == NOISE]
    if kind != NOISE or not all(each.seeds for each in undecided):
        return 0, 0.0
    return max(each.seeds for each in undecided), math.fsum(each.seconds for each in undecided)


def now_true(claim: Comparison, difference: float) -> str:
    """The order that the results support, where they refute the one claimed."""
    beyond: tuple[tuple[int, Name | Amount], ...] = ()
    if claim.within is not None:
        beyond = ((1 if difference > 0 else -1, claim.within),)
    order = ">" if difference > 0 else "<" if difference < 0 else ">="
    return str(Comparison(claim.left, order, Sum((*claim.right.terms, *beyond))))
