"""Calibration: whether a classifier that is 80 % sure is right 80 times in 100.

    ECE = Σ_b n_b / N · | accuracy_b − confidence_b |

over bins b of equal width of the confidence, which is the largest probability of an image; n_b images fall
into bin b = (low, high]. Guo, Pleiss, Sun and Weinberger 2017, On calibration of modern neural networks,
ICML, equation 3. The estimate is biased upwards, the more so the fewer images a bin has: compare it at
equal N and bins only.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion, one_vs_rest


class Reliability(NamedTuple):
    """The images of each bin (B,), their mean confidence (B,) and accuracy (B,), NaN where there are none."""

    images: NDArray[np.int64]
    confidence: NDArray[np.float64]
    accuracy: NDArray[np.float64]


def reliability(labels: ArrayLike, probabilities: ArrayLike, classes: int, bins: int = 15) -> Reliability:
    """Labels (N,) and probabilities (N, K) to the columns of a reliability diagram, low confidence first.

    Raises ValueError for numbers outside [0, 1] and for rows that do not add up to 1.
    """
    true = confusion.whole(labels, "labels", classes)  # (N,)
    given = one_vs_rest.matrix(probabilities, len(true), classes).astype(np.float64, copy=False)  # (N, K)
    if given.min() < 0 or np.abs(given.sum(axis=1) - 1).max() > 1e-3:
        raise ValueError(
            "probabilities are negative or do not add up to 1; put scores through a softmax first"
        )
    confidence, right = given.max(axis=1), given.argmax(axis=1) == true  # (N,) each
    of_bin = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence)  # (N,)
    images = np.bincount(of_bin, minlength=bins)  # (B,)
    with np.errstate(invalid="ignore"):
        mean_confidence = np.bincount(of_bin, weights=confidence, minlength=bins) / images  # (B,)
        accuracy = np.bincount(of_bin, weights=right, minlength=bins) / images  # (B,)
    return Reliability(images, mean_confidence, accuracy)


def expected_error(labels: ArrayLike, probabilities: ArrayLike, classes: int, bins: int = 15) -> float:
    """Labels (N,) and probabilities (N, K) to the expected calibration error, between 0 and 1."""
    of_bin = reliability(labels, probabilities, classes, bins)
    gaps = np.abs(of_bin.accuracy - of_bin.confidence)  # (B,)
    filled = of_bin.images > 0  # (B,)
    return float(np.average(gaps[filled], weights=of_bin.images[filled]))
