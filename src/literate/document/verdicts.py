"""Verdicts on claims: what the results say about a predicate, and what is true instead.

A comparison is judged by a `Judge`, which takes the two sides; the one here goes by values alone. A claim on a run that is
missing is neither supported nor refuted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from literate.document import rounding
from literate.document.claims import Amount, Comparison, Extreme, Joined, Name, Predicate, Sum
from literate.document.names import look_up
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
    """What the results say. Raises `UnknownName` for a name that the page has not, `ValueError` for units that differ."""
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
    left, right = _sum(claim.left, names), _sum(claim.right, names)
    missing = next((side for side in (left, right) if isinstance(side, Missing)), None)
    if missing is not None or isinstance(left, Missing) or isinstance(right, Missing):
        return Verdict(MISSING, f"{missing.run if missing else ''}: {missing.why if missing else ''}")
    left, right = _same_unit(claim, left, right)
    evidence = _evidence(claim, left, right)
    if math.isnan(left.value) or math.isnan(right.value):
        return Verdict(MISSING, f"{evidence}: not a number")
    if judge(left, claim.order, right, claim.within.value if claim.within else 0.0):
        return Verdict(SUPPORTED, evidence)
    return Verdict(REFUTED, evidence, _true_order(claim, left, right))


def _true_order(claim: Comparison, left: Quantity, right: Quantity) -> str:
    order = ">" if left.value > right.value else "<" if left.value < right.value else ">="
    return f"{claim.left} {order} {claim.right}"


def _same_unit(claim: Comparison, left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """A number typed by the author has the unit of the other side, and points are for fractions."""
    if not left.runs:
        left = Quantity(left.value, right.unit, form=left.form)
    if not right.runs:
        right = Quantity(right.value, left.unit, form=right.form)
    if left.unit != right.unit:
        raise ValueError(
            f"{claim}: a {left.unit or 'plain number'} and a {right.unit or 'plain number'} do not compare"
        )
    amounts = [
        term for side in (claim.left, claim.right) for _, term in side.terms if isinstance(term, Amount)
    ]
    if claim.within:
        amounts.append(claim.within)
    if any(amount.points for amount in amounts) and left.unit != "fraction":
        raise ValueError(f"{claim}: points are for fractions, and this is a {left.unit or 'plain number'}")
    return left, right


def _sum(side: Sum, names: Mapping[str, Any]) -> Quantity | Missing:
    total: Quantity | Missing | None = None
    for sign, term in side.terms:
        value = Quantity(term.value) if isinstance(term, Amount) else _number(term, names)
        if isinstance(value, Missing):
            return value
        if total is None:
            total = value if sign > 0 else 0.0 - value
        else:
            total = (
                _matched(total, value)[0] + _matched(value, total)[0]
                if sign > 0
                else _difference(total, value)
            )
    assert total is not None
    return total


def _difference(a: Quantity | Missing, b: Quantity) -> Quantity | Missing:
    return _matched(a, b)[0] - _matched(b, a)[0]


def _matched(a: Quantity | Missing, b: Quantity | Missing) -> tuple[Any, ...]:
    """A typed number takes the unit of what it is added to."""
    if isinstance(a, Quantity) and isinstance(b, Quantity) and not a.runs:
        return (Quantity(a.value, b.unit),)
    return (a,)


def _extreme(claim: Extreme, names: Mapping[str, Any], judge: Judge) -> Verdict:
    own = _number(claim.name, names)
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
        return {name: _number(name, names) for name in claim.others if name != claim.name}
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


def _number(name: Name, names: Mapping[str, Any]) -> Quantity | Missing:
    value = look_up(names, name.path)
    if isinstance(value, Quantity | Missing):
        return value
    raise ValueError(f"{name} is not a number, so nothing can be claimed of it")


def _evidence(claim: Comparison, left: Quantity, right: Quantity) -> str:
    sides = [
        f"{side} {rounding.text(each)}"
        for side, each in ((claim.left, left), (claim.right, right))
        if each.runs
    ]
    difference = left - right
    if left.runs and right.runs and isinstance(difference, Quantity):
        form = ("points", 1) if difference.unit == "fraction" else None
        sides.append("difference " + rounding.text(Quantity(difference.value, difference.unit, form=form)))
    return ", ".join(sides)
