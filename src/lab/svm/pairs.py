"""The pairs of classes of one-vs-one: their kernel matrices, a few at a time, and the tournament they play.

The N × N kernel matrix is never made. A pair needs three blocks, (a, a), (a, b) and (b, b); each (a, b) serves one
pair only, so it is multiplied when the pair's turn comes: 100 000 images in 200 classes need megabytes, not 40 GB.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lab.svm import rbf

Floats = NDArray[np.floating]

ENTRIES_AT_ONCE = 2**25  # of the stacked kernel matrices: 128 MB in single precision


def batches(sizes: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The pairs a < b of classes with the given `sizes`, (P, 2) at a time: of like sizes, to be stacked tightly."""
    pairs = np.stack(np.triu_indices(len(sizes), 1), axis=1)
    pairs = pairs[np.argsort(-sizes[pairs].sum(axis=1), kind="stable")]
    while len(pairs):
        count = max(1, ENTRIES_AT_ONCE // int(sizes[pairs[0]].sum()) ** 2)
        yield pairs[:count]
        pairs = pairs[count:]


def stack(
    groups: list[Floats], own: list[Floats], pairs: NDArray[np.int64], gamma: float
) -> tuple[Floats, Floats]:
    """Kernel matrices (P, n, n) and labels (P, n) of `pairs`: first the +1 of class a, then the −1 of class b.

    groups: the features of each class (N_a, D); own: each class's kernel matrix (N_a, N_a).
    A pair smaller than n is filled up with zeros and label 0.
    """
    n = max(len(groups[a]) + len(groups[b]) for a, b in pairs)
    gram = np.zeros((len(pairs), n, n), groups[0].dtype)
    y = np.zeros((len(pairs), n), groups[0].dtype)
    for K, target, (a, b) in zip(gram, y, pairs, strict=True):
        middle, end = len(groups[a]), len(groups[a]) + len(groups[b])
        K[:middle, :middle] = own[a]
        K[middle:end, middle:end] = own[b]
        K[:middle, middle:end] = rbf.kernel(groups[a], groups[b], gamma)
        K[middle:end, :middle] = K[:middle, middle:end].T
        target[:middle], target[middle:end] = 1, -1
    return gram, y


def tournament(duels: Floats) -> Floats:
    """A score per class (N, K) from signed `duels` (N, K, K), positive where the row's class beats the column's.

    The number of duels won, and as the decimals a strictly increasing image in (−⅓, ⅓) of the sum of their values:
    the order of classes is by votes, ties among them by confidence. This is scikit-learn's one-vs-rest shape.
    """
    confidence = duels.sum(axis=2)
    wins = (duels > 0).sum(axis=2)
    return wins + confidence / (3 * (np.abs(confidence) + 1))
