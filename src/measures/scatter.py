"""The scatter ratio of embeddings with an interval over test images, to compare how tight two losses make classes.

    R = W / B,  W = Σ_i ‖x_i − m_{y_i}‖²,  B = Σ_k n_k ‖m_k − m‖²

    without image x of class y, whose others weigh n/(n − 1) each, with r = x − m_y and m = 0:
    W' = W + (W_y − n²/(n − 1) ‖r‖²) / (n − 1)
    B' = B + n (‖r‖²/(n − 1) − 2 m_y·r) / (n − 1) − n²/N ‖r‖²/(n − 1)²

n is the number of images of y, N that of all, W_y the part of W that is of y. The changes R' − R give the variance of R
by the jackknife of `intervals`. R is that of a test set of this size: with few images of a class B holds some of W too,
so that R of a larger test set is higher. Two losses are compared on the same images. Measured on drawn embeddings,
nominal 95 % cover 93 to 99 %: they are too wide, by up to a quarter, where classes overlap.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion, embeddings, intervals, leave_one_out, quantiles
from measures.intervals import Interval
from measures.leave_one_out import Estimate


def estimate(labels: ArrayLike, points: ArrayLike, classes: int) -> Estimate:
    """Labels (N,) and embeddings (N, D) to the ratio and what it changes by without each image (N,).

    Raises ValueError if a class has a single image, or if all means coincide.
    """
    value = embeddings.scatter_ratio(points, labels, classes)
    if not np.isfinite(value):
        raise ValueError(
            "the means of all classes coincide; there is no scatter between them to compare with"
        )
    true = confusion.whole(labels, "labels", classes)  # (N,)
    n = leave_one_out.strata(true, classes)[true].astype(float)  # (N,)
    spread, towards, within, between = parts(embeddings.rows(points), true, classes)
    own = np.bincount(true, weights=spread, minlength=classes)[true]  # (N,), W_y
    left = within + (own - n**2 / (n - 1) * spread) / (n - 1)
    apart = between + n * (spread / (n - 1) - 2 * towards) / (n - 1) - n**2 / len(n) * spread / (n - 1) ** 2
    return leave_one_out.unbiased(value, left / apart - value)


def difference(
    labels: ArrayLike, first: ArrayLike, second: ArrayLike, classes: int, *, level: float = 0.95
) -> Interval:
    """The first embeddings' ratio less the second's, of the same images, with its interval."""
    less = leave_one_out.minus(estimate(labels, first, classes), estimate(labels, second, classes))
    margin = quantiles.normal((1 + level) / 2) * intervals.jackknife(less, labels).variance ** 0.5
    return Interval(less.value, less.value - margin, less.value + margin, level)


def parts(
    points: NDArray[np.float64], true: NDArray[np.int64], classes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], float, float]:
    """‖r‖² (N,), m_y·r (N,), W and B of embeddings (N, D), moved so that their mean is 0."""
    centered = points - points.mean(axis=0)  # (N, D)
    images = np.bincount(true, minlength=classes)  # (K,)
    means = np.zeros((classes, centered.shape[1]))  # (K, D)
    np.add.at(means, true, centered)
    means /= np.maximum(images, 1)[:, None]
    rest = centered - means[true]  # (N, D)
    spread = np.square(rest).sum(axis=1)
    towards = (means[true] * rest).sum(axis=1)
    return spread, towards, float(spread.sum()), float(images @ np.square(means).sum(axis=1))
