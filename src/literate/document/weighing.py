"""A difference and how sure it is: what a claim is judged by.

Whether a difference is above zero, within a margin or neither is read off its interval; whoever weighs it
(`literate.judging`) measures the interval. A difference of numbers that no image and no seed could change (counts,
arguments, one network's loss) has none and is taken as measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from literate.document import rounding
from literate.document.quantity import Quantity, Unit
from measures import joined, spending
from measures.spending import METHODS

SUPPORTED, NOISE, REFUTED = "supported", "within noise", "refuted"
MISSING, CONJECTURE = "missing", "conjecture"
NETWORKS, OF_METHODS, MEASURED = "networks", "methods", "measured"  # what a verdict is about
ALPHA = 0.05


@dataclass(frozen=True)
class Weighed:
    """The interval of a difference.

    over          what it is over, in words: "paired, 797 test images, 1 seed"
    seeds         of the run that has fewest
    over_images, over_seeds   the parts of its variance
    seconds       what one more seed of all its runs takes
    alpha         the error of a single comparison: less where seeds were added by looking
    """

    low: float
    high: float
    over: str
    seeds: int
    over_images: float
    over_seeds: float
    seconds: float
    alpha: float = ALPHA


Weigh = Callable[[Quantity, float], Weighed | None]  # a difference, the share of α; None: as measured


def unweighed(difference: Quantity, share: float) -> Weighed | None:
    """Where no results are at hand. Raises `ValueError`."""
    raise ValueError("claims and comparisons stand on the page of a question, where its results are at hand")


def about(weighed: Weighed | None) -> str:
    """What a comparison is about: these networks, these methods, or numbers as measured."""
    return MEASURED if weighed is None else OF_METHODS if weighed.seeds >= METHODS else NETWORKS


def holds(order: str, low: float, high: float, margin: float) -> bool:
    """Does the order hold for every difference from `low` to `high`?"""
    if order == "~":
        slack = margin * 1e-12
        return -margin - slack <= low and high <= margin + slack
    return {">": low > 0, "<": high < 0, ">=": low >= 0, "<=": high <= 0}[order]


def fails(order: str, low: float, high: float, margin: float) -> bool:
    """Does the order hold for none of them?"""
    if order == "~":
        return low > margin or high < -margin
    return {">": high < 0, "<": low > 0, ">=": high < 0, "<=": low > 0}[order]


def ends(difference: float, unit: Unit, weighed: Weighed | None) -> str:
    """A difference with its interval: `−2.1 points (−3.9 … −0.3), paired, 797 test images, 1 seed`."""
    if weighed is None:
        return f"{_signed(difference, unit, 1)}{_unit(unit)}, as measured"
    return f"{interval(difference, unit, weighed)}, {weighed.over}"


def interval(difference: float, unit: Unit, weighed: Weighed) -> str:
    """The same without what it is over: `−2.1 points (−3.9 … −0.3)`."""
    more = next(
        d for d in (1, 2, 3) if d == 3 or all(_shows(end, unit, d) for end in (weighed.low, weighed.high))
    )
    low, high = (_signed(end, unit, more) for end in (weighed.low, weighed.high))
    return f"{_signed(difference, unit, more)}{_unit(unit)} ({low} … {high})"


def seeds_to_decide(distance: float, weighed: Weighed) -> int | None:
    """The look at which a difference so far from what it is compared with would be decided, if it stays so.

    With less than three seeds the variance is taken to be that of one network, which more seeds average out; from
    three on the part over images stays. None when no number of seeds would do.
    """
    known = weighed.seeds >= METHODS
    stays, falls = (weighed.over_images, weighed.over_seeds) if known else (0.0, weighed.over_images)
    for seeds in spending.looks():
        shared = [(falls * weighed.seeds / seeds, seeds - 1)]
        if (
            seeds > weighed.seeds
            and joined.margin(stays, shared, 1 - spending.spent(seeds, ALPHA)) < distance
        ):
            return seeds
    return None


def _signed(value: float, unit: Unit, decimals: int) -> str:
    text = (
        rounding.fixed(value * 100, decimals) if unit == "fraction" else rounding.fixed(value, decimals + 2)
    )
    return f"+{text}" if value > 0 else text


def _unit(unit: Unit) -> str:
    return {"fraction": f"{rounding.SPACE}points", "seconds": f"{rounding.SPACE}s"}.get(unit, "")


def _shows(value: float, unit: Unit, decimals: int) -> bool:
    """Does an end that is not zero print as something else than zero?"""
    return value == 0 or any(digit in "123456789" for digit in _signed(value, unit, decimals))
