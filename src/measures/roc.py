"""The receiver operating characteristic of every distinct threshold, and the area under it.

    at threshold t:  true positive rate  = #{positives  with score ≥ t} / #positives
                     false positive rate = #{negatives with score ≥ t} / #negatives
    area = P(a positive scores above a negative) + ½ P(they tie)

The area is the Mann–Whitney statistic, computed from ranks without drawing the curve (Hanley and McNeil
1982, The meaning and use of the area under a receiver operating characteristic curve, Radiology 143). For K
classes: each against the rest. Both need only sorted numbers, never the order of the images: sorting plain
numbers is several times faster than an argsort, and the positives are then looked up among them.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import one_vs_rest


class Curve(NamedTuple):
    """False and true positive rates (T + 1,) at falling thresholds (T + 1,), the first of which is ∞.

    A rate is NaN where it has no images to count.
    """

    false_positive_rate: NDArray[np.float64]
    true_positive_rate: NDArray[np.float64]
    thresholds: NDArray[np.float64]


def curves(labels: ArrayLike, scores: ArrayLike, classes: int) -> list[Curve]:
    """Labels (N,) and scores (N, K) to one curve a class, each class against the rest."""
    return [curve(ordered, positive) for ordered, positive in one_vs_rest.split(labels, scores, classes)]


def areas(labels: ArrayLike, scores: ArrayLike, classes: int) -> NDArray[np.float64]:
    """Labels (N,) and scores (N, K) to the area of each class against the rest (K,).

    NaN for a class that has no images or all of them.
    """
    return np.array(
        [area(ordered, positive) for ordered, positive in one_vs_rest.split(labels, scores, classes)]
    )


def macro_area(labels: ArrayLike, scores: ArrayLike, classes: int) -> float:
    """Labels (N,) and scores (N, K) to the mean of the areas of all classes, NaN if one of them is."""
    return float(areas(labels, scores, classes).mean())


def curve(ordered: NDArray[np.floating], positive: NDArray[np.floating]) -> Curve:
    """All scores (N,) and those of the positives (P,), both rising, to their curve."""
    # (T,), the last of each tie
    last = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
    thresholds = ordered[last]  # (T,), rising
    of_threshold = np.bincount(np.searchsorted(thresholds, positive), minlength=len(last))  # (T,)
    positives = at_or_above(of_threshold)  # (T + 1,)
    negatives = at_or_above(np.diff(last, prepend=-1)) - positives  # (T + 1,)
    with np.errstate(invalid="ignore"):
        rates = negatives / negatives[-1], positives / positives[-1]  # (T + 1,) each
    return Curve(*rates, np.append(np.inf, thresholds[::-1]))


def at_or_above(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Counts at rising thresholds (T,) to their sums from the highest down (T + 1,), the first 0."""
    return np.append(0, np.cumsum(counts[::-1]))


def area(ordered: NDArray[np.floating], positive: NDArray[np.floating]) -> float:
    """All scores (N,) and those of the positives (P,), both rising, to the area under their curve."""
    positives, negatives = len(positive), len(ordered) - len(positive)
    if positives == 0 or negatives == 0:
        return float("nan")
    below = np.searchsorted(ordered, positive, side="left")  # (P,)
    at_or_below = np.searchsorted(ordered, positive, side="right")  # (P,)
    # Twice the images each positive beats, half for a tie; among themselves the positives beat P²/2.
    beaten = int(below.sum() + at_or_below.sum()) - positives**2
    return beaten / (2 * positives * negatives)
