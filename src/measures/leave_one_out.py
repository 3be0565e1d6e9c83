"""Measures with what each image contributes: by how much they change when it is left out.

    change of image x of class y = θ(without x, the other images of y weighted n_y / (n_y − 1)) − θ

The weight keeps the share of each class in the test set, as a test set made of n_y images of each class does.
θ is the measure less its bias: macro precision over 200 classes of 10 images is 0.006 to 0.014 too high, being
the mean of ratios of few images. Each change follows from the confusion matrix or from ranks, in closed form: no
loop over images. What is done with the changes is in `intervals`.

Jones 1974, Jackknife estimation of functions of stratum means, Biometrika 61; for the area, DeLong, DeLong and
Clarke-Pearson 1988, Comparing the areas under two or more correlated ROC curves, Biometrics 44.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion, one_vs_rest, precision_recall
from measures.precision_recall import Numbers


class Estimate(NamedTuple):
    """A measure's value, the same less its bias, and the changes (N,) of that when each image is left out."""

    value: float
    centre: float
    changes: NDArray[np.float64]


Measure = Callable[[ArrayLike, ArrayLike, int], Estimate]


def accuracy(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and predictions (N,) to the accuracy."""
    true, right, _ = correctness(labels, predictions, classes)
    return unbiased(float(right.mean()), changes_of_sum(right / len(right), true, classes))


def macro_recall(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and predictions (N,) to the mean recall of the classes that occur in either."""
    true, right, counts = correctness(labels, predictions, classes)
    shares = right / counts.sum(axis=1)[true] / occurring(counts)  # (N,)
    return unbiased(float(shares.sum()), changes_of_sum(shares, true, classes))


def macro_precision(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and predictions (N,) to the mean precision of the classes that occur in either."""
    return mean_ratio(labels, predictions, classes, of=1, due=0)


def macro_f(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and predictions (N,) to the mean F-score of the classes that occur in either."""
    return mean_ratio(labels, predictions, classes, of=2, due=1)


def macro_area(labels: ArrayLike, scores: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and scores (N, K) to the mean area under the ROC curves of all classes against the rest."""
    true = confusion.whole(labels, "labels", classes)  # (N,)
    images = strata(true, classes)  # (K,)
    if images.min() == 0:
        raise ValueError(f"class {images.argmin()} has no images and so no area; leave it out")
    sums = np.zeros(len(true))  # (N,)
    columns = np.ascontiguousarray(one_vs_rest.matrix(scores, len(true), classes).T)  # (K, N)
    for k, column in enumerate(columns):
        positive = true == k  # (N,)
        own, rest = np.sort(column[positive]), np.sort(column[~positive])  # (P,), (N − P,)
        pairs = len(own) * len(rest)
        sums[positive] += beaten(rest, column[positive]) / pairs
        sums[~positive] += (len(own) - beaten(own, column[~positive])) / pairs
    # Every pair of a positive and a negative was counted for both of its images.
    return unbiased(float(sums.sum() / 2 / classes), changes_of_sum(sums / classes, true, classes))


def minus(first: Estimate, second: Estimate) -> Estimate:
    """The difference of two measures of the same images."""
    value, centre = first.value - second.value, first.centre - second.centre
    return Estimate(value, centre, first.changes - second.changes)


def unbiased(value: float, changes: NDArray[np.float64]) -> Estimate:
    """The estimate of a measure that is right in the mean."""
    return Estimate(value, value, changes)


def correctness(
    labels: ArrayLike, predictions: ArrayLike, classes: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """The labels (N,), which predictions are right (N,), and the confusion matrix (K, K)."""
    counts = confusion.matrix(labels, predictions, classes)
    true = np.asarray(labels, dtype=np.int64)
    return true, true == np.asarray(predictions), counts


def occurring(counts: NDArray[np.int64]) -> int:
    """How many classes occur among labels or predictions, by the confusion matrix (K, K)."""
    return int(np.count_nonzero(counts.sum(axis=0) + counts.sum(axis=1)))


def strata(true: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """The images of each class (K,), or ValueError if one has a single image: none is left to weight."""
    images = np.bincount(true, minlength=classes)
    if (images == 1).any():
        alone = int(np.flatnonzero(images == 1)[0])
        raise ValueError(f"class {alone} has a single image; an interval needs two of each class that occurs")
    return images


def changes_of_sum(parts: NDArray[np.float64], true: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    """The changes (N,) of a sum over images of parts (N,), or of sums over pairs of images of two classes."""
    images = strata(true, classes)  # (K,)
    means = np.bincount(true, weights=parts, minlength=classes) / np.maximum(images, 1)  # (K,)
    changes: NDArray[np.float64] = (means[true] - parts) * (images / np.maximum(images - 1, 1))[true]  # (N,)
    return changes


def mean_ratio(labels: ArrayLike, predictions: ArrayLike, classes: int, *, of: int, due: int) -> Estimate:
    """The mean over classes of of · right / (made + due · n): the precision, or with 2 and 1 the F-score."""
    counts = confusion.matrix(labels, predictions, classes)  # (K, K)
    images = strata(np.asarray(labels), classes)  # (K,)
    weight = (images / np.maximum(images - 1, 1))[:, None]  # (K, 1)
    right, made = counts.diagonal(), counts.sum(axis=0)  # (K,) each
    own, others = np.diag(right), made - counts  # (K, K) each
    centres = corrected(right, made, images, of=of, due=due)  # (K,)
    # Row i: class i without one image; column k: the ratio of class k, if the image was predicted otherwise …
    spread = corrected(right - own + weight * own, others + weight * counts, images, of=of, due=due)  # (K, K)
    # … and if it was predicted as k. Where there is no such image the number has no meaning and is not used.
    fewer = weight * (own - np.eye(classes, dtype=np.int64))  # (K, K)
    left = corrected(right - own + fewer, others + weight * (counts - 1), images, of=of, due=due)  # (K, K)
    changes = spread.sum(axis=1, keepdims=True) - spread + left - centres.sum()  # (K, K)
    changes = changes[np.asarray(labels), np.asarray(predictions)]  # (N,)
    value = precision_recall.share(of * right, made + due * images).sum()
    number = occurring(counts)
    return Estimate(float(value) / number, float(centres.sum()) / number, changes / number)


def corrected(right: Numbers, made: Numbers, images: Numbers, *, of: int, due: int) -> NDArray[np.float64]:
    """The ratio of · right / (made + due · n) of each class, less its bias; all broadcast to (…, K).

    The bias is the second term of Taylor's series, with the variance s² of `right` that of a binomial count and
    that of the mistakes among `made` their number: of · (right (s² + made − right) − s² whole) / whole³, both
    variances times n / (n − 1) as estimates.
    """
    whole = np.maximum(made + due * images, 1)
    n = np.maximum(images, 2)
    variance = right * (1 - right / n)
    bias = of * (right * (variance + made - right) - variance * whole) / whole**3 * n / (n - 1)
    ratios: NDArray[np.float64] = of * right / whole - bias
    return ratios


def beaten(ordered: NDArray[np.floating], scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """How many of the rising scores each score (P,) is above, half for a tie (P,)."""
    below = np.searchsorted(ordered, scores)  # (P,)
    tied = np.flatnonzero(ordered[np.minimum(below, len(ordered) - 1)] == scores)
    at_or_below = below.copy()  # (P,)
    at_or_below[tied] = np.searchsorted(ordered, scores[tied], side="right")  # few: the search is what costs
    return (below + at_or_below) / 2
