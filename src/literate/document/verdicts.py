"""Verdicts on claims: what the results say about a predicate, and what is true instead.

A comparison is judged by a `Judge`, which takes the two sides; the one here goes by values alone. A claim on
a run that is missing is neither supported nor refuted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from literate.document import rounding, sums
from literate.document.predicates import Comparison, Extreme, Joined, Name, Predicate
from literate.document.quantity import Missing, Quantity

SUPPORTED, REFUTED, MISSING, CONJECTURE = "supported", "refuted", "missing", "conjecture"
PAR = 0.01  # fractions nearer than one point are on a par, unless the author says otherwise
Judge = Callable[[Quantity, str, Quantity, float], bool]


class Judged(TypedDict):
    """A claim with its verdict: where it stands, what it says, what the results say."""

    anchor: str
    file: str
    line: int
    text: str
    predicate: str
    verdict: str
    evidence: str
    now: str
    otherwise: bool


@dataclass(frozen=True)
class Verdict:
    """Supported, refuted or missing; the numbers it rests on; a predicate that holds now."""

    verdict: str
    evidence: str
    now: str = ""


def by_value(a: Quantity, order: str, b: Quantity, within: float) -> bool:
    """Whether the order holds between the two values as they are."""
    difference = a.value - b.value
    holds = {">": difference > 0, "<": difference < 0, ">=": difference >= 0, "<=": difference <= 0}
    return abs(difference) <= within * (1 + 1e-12) if order == "~" else holds[order]


def verdict(predicate: Predicate, names: Mapping[str, Any], judge: Judge = by_value) -> Verdict:
    """What the results say. Raises `UnknownName`, and `ValueError` for units that differ."""
    if isinstance(predicate, Joined):
        return _joined(predicate, names, judge)
    if isinstance(predicate, Extreme):
        return _extreme(predicate, names, judge)
    return _comparison(predicate, names, judge)


def compared(
    a: Quantity | Missing, b: Quantity | Missing, within: float = 1.0, judge: Judge = by_value
) -> str:
    """`better than`, `on a par with` or `worse than`; `within` is in points for fractions."""
    if isinstance(a, Missing) or isinstance(b, Missing):
        return ""
    if isinstance(a - b, Quantity) and judge(a, "~", b, within * (0.01 if a.unit == "fraction" else 1)):
        return "on a par with"
    ahead = judge(a, ">" if a.better == "greater" else "<", b, 0.0)
    return "better than" if ahead else "worse than"


def describe(claim: Judged) -> str:
    """One refuted claim for the terminal: file:line, the sentence, the numbers, what is now true."""
    place = f"{claim['file']}:{claim['line']}"
    lines = [f'{place}  {claim["verdict"]:<9}  "{claim["text"]}"   {claim["evidence"]}']
    if claim["now"]:
        lines.append(f"{' ' * len(place)}  now true: {{? {claim['now']} }}")
    return "\n".join(lines)


def _joined(predicate: Joined, names: Mapping[str, Any], judge: Judge) -> Verdict:
    verdicts = [verdict(clause, names, judge) for clause in predicate.clauses]
    kinds = [each.verdict for each in verdicts]
    decided = REFUTED if predicate.word == "and" else SUPPORTED
    other = SUPPORTED if predicate.word == "and" else REFUTED
    kind = decided if decided in kinds else MISSING if MISSING in kinds else other
    evidence = "; ".join(dict.fromkeys(each.evidence for each in verdicts))
    now = " and ".join(
        each.now or str(clause) for each, clause in zip(verdicts, predicate.clauses, strict=True)
    )
    return Verdict(kind, evidence, now if kind == REFUTED else "")


def _comparison(claim: Comparison, names: Mapping[str, Any], judge: Judge) -> Verdict:
    both = sums.sides(claim, names)
    if isinstance(both, Missing):
        return Verdict(MISSING, f"{both.run}: {both.why}")
    left, right = both
    evidence = sums.evidence(claim, left, right)
    if math.isnan(left.value) or math.isnan(right.value):
        return Verdict(MISSING, f"{evidence}: not a number")
    if judge(left, claim.order, right, claim.within.value if claim.within else 0.0):
        return Verdict(SUPPORTED, evidence)
    return Verdict(REFUTED, evidence, _true_order(claim, left, right))


def _true_order(claim: Comparison, left: Quantity, right: Quantity) -> str:
    order = ">" if left.value > right.value else "<" if left.value < right.value else ">="
    return f"{claim.left} {order} {claim.right}"


def _extreme(claim: Extreme, names: Mapping[str, Any], judge: Judge) -> Verdict:
    own = sums.number(claim.name, names)
    rivals = _rivals(claim, names)
    if not rivals:
        raise ValueError(f"{claim}: there is nothing to compare {claim.name} with")
    numbers = {claim.name: own, **rivals}
    missing = next((each for each in numbers.values() if isinstance(each, Missing)), None)
    if missing is not None:
        return Verdict(MISSING, f"{missing.run}: {missing.why}")
    known = {name: each for name, each in numbers.items() if isinstance(each, Quantity)}
    winner = known[claim.name]
    order = ">=" if (winner.better == "greater") == claim.best else "<="
    evidence = ", ".join(f"{name} {rounding.text(each)}" for name, each in known.items())
    if all(judge(winner, order, rival, 0.0) for name, rival in known.items() if name != claim.name):
        return Verdict(SUPPORTED, evidence)
    pick = max if order == ">=" else min
    now = pick(known, key=lambda name: known[name].value)
    return Verdict(
        REFUTED,
        evidence,
        str(Extreme(now, claim.best, tuple(n for n in known if n != now) if claim.others else ())),
    )


def _rivals(claim: Extreme, names: Mapping[str, Any]) -> dict[Name, Quantity | Missing]:
    """The named others, or the same measure of every other run that has it."""
    if claim.others:
        return {name: sums.number(name, names) for name in claim.others if name != claim.name}
    first, *rest = claim.name.path
    found: dict[Name, Quantity | Missing] = {}
    for other, measures in names.items():
        value: Any = measures
        for part in rest:
            value = (
                value
                if isinstance(value, Missing)
                else value.get(part)
                if isinstance(value, Mapping)
                else None
            )
        if other != first and isinstance(value, Quantity | Missing):
            found[Name((other, *rest))] = value
    return found
