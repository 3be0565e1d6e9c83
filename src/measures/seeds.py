"""Means over seeds, and what they say: of these test images, or of the method on any.

    mean ± t_{S−1} s / √S     the method, on these images
    mean ± the margin of `joined`      the method, on images like these

with s the standard deviation over the S seeds, v the variance over test sets of the mean over seeds (its
images are common to all seeds and do not average out). A difference of two methods is a value like any other: pair
them by seed and images first.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from measures import intervals, joined, quantiles
from measures.intervals import Interval
from measures.leave_one_out import Estimate


def on_these_images(values: ArrayLike, *, level: float = 0.95) -> Interval:
    """One value a seed (S,) to their mean and its t-interval; raises ValueError for a single seed."""
    given = np.asarray(values, dtype=np.float64)  # (S,)
    if given.ndim != 1 or len(given) < 2:
        raise ValueError(f"values have shape {given.shape}; an interval over seeds needs (S,), S at least 2")
    mean, error = float(given.mean()), float(given.std(ddof=1)) / math.sqrt(len(given))
    margin = quantiles.student((1 + level) / 2, len(given) - 1) * error
    return Interval(mean, mean - margin, mean + margin, level)


def on_images_like_these(
    estimates: Sequence[Estimate], labels: ArrayLike, *, level: float = 0.95
) -> Interval:
    """One estimate a seed, all on the images of labels (N,), to their mean and its interval.

    What images and seeds do together is counted twice: it covers 95 % or a little more, never less.
    """
    values = np.array([estimate.value for estimate in estimates])  # (S,)
    mean = on_these_images(values, level=level).value
    average = Estimate(*(np.mean(parts, axis=0) for parts in zip(*estimates, strict=True)))
    centre, over_images, _ = intervals.jackknife(average, labels)
    of_seeds = float(values.var(ddof=1)) / len(values)
    margin = joined.margin(over_images, [(of_seeds, len(values) - 1)], level)
    return Interval(mean, centre - margin, centre + margin, level)
