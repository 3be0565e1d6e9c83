"""Precision, recall and F-score, for each class and averaged over them.

    precision P_k = M[k, k] / Σ_i M[i, k]          recall R_k = M[k, k] / Σ_j M[k, j]
    F_k = 2 P_k R_k / (P_k + R_k) = 2 M[k, k] / (Σ_i M[i, k] + Σ_j M[k, j])

with M the confusion matrix (van Rijsbergen 1979, Information retrieval, chapter 7, with equal weights). 0/0
is 0. The macro average is the mean over the classes that occur among labels or predictions; its F-score is
the mean of the F-scores, not the F-score of the means. The micro average adds the counts before dividing:
where each image has one class, all three are the accuracy. All of this is what scikit-learn does.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion

Numbers = NDArray[np.int64] | NDArray[np.float64]


class ClassWise(NamedTuple):
    """Precision (K,), recall (K,) and F-score (K,)."""

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f: NDArray[np.float64]


class Average(NamedTuple):
    """Precision, recall and F-score averaged over classes."""

    precision: float
    recall: float
    f: float


def class_wise(labels: ArrayLike, predictions: ArrayLike, classes: int) -> ClassWise:
    """Labels (N,) and predictions (N,) to precision, recall and F-score of each of K classes."""
    return of_counts(confusion.matrix(labels, predictions, classes))


def macro(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Average:
    """Labels (N,) and predictions (N,) to the means over the classes that occur in either."""
    counts = confusion.matrix(labels, predictions, classes)  # (K, K)
    occurs = counts.sum(axis=0) + counts.sum(axis=1) > 0  # (K,)
    return Average(*(float(of_class[occurs].mean()) for of_class in of_counts(counts)))


def micro(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Average:
    """Labels (N,) and predictions (N,) to the three measures of the counts of all classes together."""
    counts = confusion.matrix(labels, predictions, classes)  # (K, K)
    right, made, due = counts.trace(), counts.sum(axis=0).sum(), counts.sum(axis=1).sum()
    return Average(float(right / made), float(right / due), float(2 * right / (made + due)))


def of_counts(counts: NDArray[np.int64]) -> ClassWise:
    """A confusion matrix (K, K) to precision, recall and F-score of each class."""
    right, made, due = counts.diagonal(), counts.sum(axis=0), counts.sum(axis=1)  # (K,) each
    return ClassWise(share(right, made), share(right, due), share(2 * right, made + due))


def share(part: Numbers, whole: Numbers) -> NDArray[np.float64]:
    """Part over whole, 0 where the whole is 0 (then the part is too); a whole is 0 or at least 1."""
    return part / np.maximum(whole, 1)
