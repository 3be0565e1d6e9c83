"""The pairs of classes of one-vs-one: their kernel matrices, a few at a time, and their tournament.

The N × N kernel matrix is never made. A pair needs three blocks, (a, a), (a, b) and (b, b); each (a, b)
serves one pair only, so it is multiplied when the pair's turn comes: 100 000 images in 200 classes need
megabytes, not 40 GB.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.svm import rbf

Floats = NDArray[np.floating]

POINTS_AT_ONCE = 2**16  # of the stacked problems: a step's arrays stay in the cache
ENTRIES_AT_ONCE = 2**26  # of their kernel matrices: 256 MB in single precision, in each thread


Duels = list[tuple[int, int]]


def batches(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Some pairs a < b of classes of the given `sizes` at a time, as places in `np.triu_indices(K, 1)`.

    The largest come first and like sizes together, so that they stack with little padding.
    """
    points = sizes[np.stack(np.triu_indices(len(sizes), 1))].sum(axis=0)
    order = np.argsort(-points, kind="stable")
    while len(order):
        n = int(points[order[0]])
        count = max(1, min(POINTS_AT_ONCE // n, ENTRIES_AT_ONCE // n**2))
        yield order[:count]
        order = order[count:]


def stack(groups: list[Floats], own: list[Floats], duels: Duels, gamma: float) -> tuple[Floats, Floats]:
    """Kernel matrices (P, n, n) and labels (P, n) of the pairs in `duels`: class a as +1, then class b as −1.

    groups: the features of each class (N_a, D); own: each class's kernel matrix (N_a, N_a).
    A pair smaller than n is filled up with zeros and label 0.
    """
    y = line_up([np.ones(len(group), group.dtype) for group in groups], duels)
    gram = np.zeros((*y.shape, y.shape[1]), y.dtype)
    for K, target, (a, b) in zip(gram, y, duels, strict=True):
        middle, end = len(groups[a]), len(groups[a]) + len(groups[b])
        K[:middle, :middle] = own[a]
        K[middle:end, middle:end] = own[b]
        K[:middle, middle:end] = rbf.kernel(groups[a], groups[b], gamma)
        K[middle:end, :middle] = K[:middle, middle:end].T
        target[middle:end] = -1
    return gram, y


def line_up(values: list[Any], duels: Duels) -> NDArray[Any]:
    """The classes' `values`, a list of (N_a,), laid out as `stack` lays out the images: (P, n)."""
    lined = np.zeros((len(duels), max(len(values[a]) + len(values[b]) for a, b in duels)), values[0].dtype)
    for row, (a, b) in zip(lined, duels, strict=True):
        row[: len(values[a]) + len(values[b])] = np.concatenate([values[a], values[b]])
    return lined


def part(coefficients: Floats, duels: Duels, classes: list[Floats]) -> None:
    """The way back: from (P, n) into each class's (N_a, K), the column naming the opponent."""
    for row, (a, b) in zip(coefficients, duels, strict=True):
        middle, end = len(classes[a]), len(classes[a]) + len(classes[b])
        classes[a][:, b], classes[b][:, a] = row[:middle], row[middle:end]


def square(values: Floats, sign: int) -> Floats:
    """Values of the pairs a < b, (P,), above the diagonal of (K, K), and `sign` times them below."""
    K = int((1 + np.sqrt(1 + 8 * len(values))) // 2)
    upper = np.zeros((K, K))
    upper[np.triu_indices(K, 1)] = values
    return upper + sign * upper.T


def tournament(duels: Floats) -> Floats:
    """A score per class (N, K) from signed `duels` (N, K, K), positive where the row's class wins.

    The number of duels won; behind the point, (−⅓, ⅓), a rising function of the sum of their values. Classes
    are ordered by votes and, where these tie, by confidence: scikit-learn's one-vs-rest shape.
    """
    confidence = duels.sum(axis=2)
    won = (duels > 0).sum(axis=2)
    return won + confidence / (3 * (np.abs(confidence) + 1))
