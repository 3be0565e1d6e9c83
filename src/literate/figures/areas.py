"""Classes by the area under their ROC curves: which are coloured, listed and named.

The best is blue, with those that the digits shown do not tell from it, and one line of the list is theirs; the
worst two are red, the others grey.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from literate.figures import palette, ranking, words
from measures import roc

READABLE = 20  # classes drawn one by one
NAMED = 5  # classes of one area that a caption names


class Curve(NamedTuple):
    """One class against the rest: false and true positive rates (P,), and the area under them."""

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    area: float


def ranked(labels: Any, scores: Any, names: list[str]) -> list[Curve]:
    """The curves of all classes that have images and a rest, largest area first."""
    areas = roc.areas(labels, scores, len(names))
    exact = roc.curves(labels, scores, len(names))
    curves = [Curve(n, c[0], c[1], float(a)) for n, c, a in zip(names, exact, areas, strict=True) if a == a]
    return sorted(curves, key=lambda curve: -curve.area)


def tied(curves: Sequence[Curve]) -> int:
    """How many of the first curves have the greatest area, to the digits shown."""
    shown = [words.share(curve.area, ranking.DECIMALS) for curve in curves]
    return shown.count(shown[0])


def colours(curves: Sequence[Curve]) -> list[str]:
    """Of ranked curves: best blue, worst two red (fewer where there are few classes), the others grey."""
    blue = tied(curves)
    red = max(0, min(2, len(curves) - 2, len(curves) - blue))
    return [palette.BLUE] * blue + [palette.GREY] * (len(curves) - blue - red) + [palette.RED] * red


def said(curves: Sequence[Curve]) -> str:
    """Which classes are coloured, and why."""
    first = tied(curves)
    if first == len(curves):
        return "All have the same area, to the digits shown."
    worst = [c.name for c, colour in zip(curves, colours(curves), strict=True) if colour == palette.RED]
    least = f", and {words.listed(worst)}, of the least" if worst else ""
    return (
        f"Coloured: {_greatest([c.name for c in curves[:first]], len(curves))} of the greatest area{least}."
    )


def _greatest(names: list[str], classes: int) -> str:
    """The classes of the greatest area that have a curve of their own."""
    if len(names) == 1:
        return f"class {names[0]},"
    if classes > READABLE:
        return f"class {names[0]}, one of {len(names)}"
    return f"classes {words.listed(names)}," if len(names) <= NAMED else f"the {len(names)} classes"


def entries(curves: Sequence[Curve]) -> list[ranking.Entry]:
    """Name, area and colour of each line of the list; of many classes the ends and the median."""
    first = tied(curves)
    best = ranking.together([curve.name for curve in curves[:first]])
    rest = zip(curves[first:], colours(curves)[first:], strict=True)
    lines = [(best, curves[0].area, palette.BLUE), *((c.name, c.area, colour) for c, colour in rest)]
    if len(lines) <= ranking.LISTED:
        return lines
    median = float(np.median([curve.area for curve in curves]))
    return [*lines[:4], (f"median of {len(curves)}", median, palette.INK), *lines[-4:]]
