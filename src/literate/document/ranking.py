"""`is best` and `is worst`: one result against each of its rivals, corrected for how many there are.

Supported when it is ahead of every rival by Holm's procedure: the nearest at α, the next at α / 2, and so on, the
farthest of m at α / m. Refuted when any rival is ahead of it at α / m. Holm 1979, A simple sequentially rejective
multiple test procedure, Scandinavian Journal of Statistics 6.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from literate.document import comparing, rounding, sums, weighing
from literate.document.comparing import WHOLE, Shares, Verdict
from literate.document.names import UnknownName, look_up
from literate.document.predicates import Comparison, Extreme, Name, Sum
from literate.document.quantity import Missing, Quantity
from literate.document.weighing import MISSING, NOISE, REFUTED, SUPPORTED, Weigh

Rivals = dict[Name, Quantity]


def extreme(claim: Extreme, names: Mapping[str, Any], weigh: Weigh, shares: Shares) -> Verdict:
    """The verdict on a rank. Raises `ValueError` when there is nothing to compare with, or units differ."""
    found = _rivals(claim, names)
    own = sums.number(claim.name, names)
    if not found:
        raise ValueError(f"{claim}: there is nothing to compare {claim.name} with")
    for each in (own, *found.values()):
        if isinstance(each, Missing):
            return Verdict(MISSING, f"{each.run}: {each.why}", runs=(each.run,))
    assert isinstance(own, Quantity)
    known = {name: each for name, each in found.items() if isinstance(each, Quantity)}
    if any(math.isnan(each.value) for each in (own, *known.values())):
        return Verdict(MISSING, f"{_listed({claim.name: own, **known})}: not a number")
    return _ranked(claim, own, known, weigh, shares)


def _ranked(claim: Extreme, own: Quantity, rivals: Rivals, weigh: Weigh, shares: Shares) -> Verdict:
    order = ">" if (own.better == "greater") == claim.best else "<"
    nearest = sorted(rivals, key=lambda name: _sureness(own, rivals[name], weigh, order))
    verdicts = {name: _against(own, rivals[name], weigh, order, _holm(shares, place, len(rivals)))
                for place, name in enumerate(nearest, 1)}  # fmt: skip
    kinds = [each.verdict for each in verdicts.values()]
    kind = REFUTED if REFUTED in kinds else NOISE if NOISE in kinds else SUPPORTED
    telling = next(name for name in nearest if verdicts[name].verdict == kind)
    corrected = f"; Holm's correction for {len(rivals)} comparisons" if len(rivals) > 1 else ""
    told = verdicts[telling]
    return Verdict(
        kind,
        f"{_listed({claim.name: own, **rivals})}: to {telling} {told.evidence}"
        + (corrected if told.about != weighing.MEASURED else ""),
        _now(claim, own, rivals, telling, weigh, order) if kind == REFUTED else "",
        told.about,
        tuple(dict.fromkeys(run for each in (own, *rivals.values()) for run in each.runs)),
        *comparing.settled_by(kind, verdicts.values()),
        told.weight and f"{claim.name} against {telling}: {told.weight}",
    )


def _against(own: Quantity, rival: Quantity, weigh: Weigh, order: str, shares: Shares) -> Verdict:
    """The verdict against one rival; a tie of numbers as measured is no defeat."""
    difference = own - rival
    assert isinstance(difference, Quantity)
    support, refute = weigh(difference, shares.support), weigh(difference, shares.refute)
    kind = comparing.kind_of(order if support else f"{order}=", difference.value, support, refute)
    shown = refute if kind == REFUTED else support
    evidence = weighing.ends(difference.value, own.unit, shown)
    weight = weighing.interval(difference.value, own.unit, shown) if shown else ""
    needed = comparing.cost(abs(difference.value), support) if kind == NOISE and support else (0, 0.0)
    return Verdict(kind, evidence, "", weighing.about(support), difference.runs, *needed, weight)


def _holm(shares: Shares, place: int, rivals: int) -> Shares:
    return Shares(shares.support / place, shares.refute / rivals)


def _sureness(own: Quantity, rival: Quantity, weigh: Weigh, order: str) -> float:
    """How far ahead of a rival, in widths of the interval; by value where there is none."""
    difference = own - rival
    assert isinstance(difference, Quantity)
    ahead = difference.value if order == ">" else -difference.value
    if not ahead or not (weighed := weigh(difference, 1.0)):
        return ahead
    # equal seeds of a number that is not of images give an interval without width
    width = weighed.high - weighed.low
    return ahead / width if width else math.copysign(math.inf, ahead)


def _now(claim: Extreme, own: Quantity, rivals: Rivals, telling: Name, weigh: Weigh, order: str) -> str:
    """Who is ahead of all, if anyone is, else the rival that is ahead of this one."""
    everyone = {claim.name: own, **rivals}
    first = (max if order == ">" else min)(rivals, key=lambda name: rivals[name].value)
    others = {name: number for name, number in everyone.items() if name != first}
    if all(each.verdict == SUPPORTED for each in _places(everyone[first], others, weigh, order)):
        return str(Extreme(first, claim.best, tuple(others) if claim.others else ()))
    return str(Comparison(Sum(((1, telling),)), order, Sum(((1, claim.name),))))


def _places(own: Quantity, rivals: Rivals, weigh: Weigh, order: str) -> list[Verdict]:
    nearest = sorted(rivals.values(), key=lambda rival: _sureness(own, rival, weigh, order))
    return [
        _against(own, rival, weigh, order, _holm(WHOLE, place, len(rivals)))
        for place, rival in enumerate(nearest, 1)
    ]


def _listed(numbers: Rivals) -> str:
    return ", ".join(f"{name} {rounding.text(each)}" for name, each in numbers.items())


def _rivals(claim: Extreme, names: Mapping[str, Any]) -> dict[Name, Quantity | Missing]:
    """The named others, or the same measure of every other run that has it."""
    if claim.others:
        return {name: sums.number(name, names) for name in claim.others if name != claim.name}
    first, *rest = claim.name.path
    found = {Name((other, *rest)): _held((other, *rest), names) for other in names if other != first}
    return {name: value for name, value in found.items() if isinstance(value, Quantity | Missing)}


def _held(path: tuple[str, ...], names: Mapping[str, Any]) -> Any:
    """What a name holds; `None` of a run without such a measure."""
    try:
        return look_up(names, path)
    except (UnknownName, ValueError):
        return None
