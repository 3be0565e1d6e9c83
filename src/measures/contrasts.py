"""Weighted sums of measures over runs, such as a difference or a difference of gaps, with their intervals.

    Σ_i w_i θ̄_i        θ̄_i the mean of measure i over the seeds of its run

Measures of the same images are paired image by image: the changes of `leave_one_out` are added before they are
squared. Measures of other images are independent, and so are runs of other seeds. Up to two seeds the interval
is over images, of these networks; the ends of the parts are joined as in `intervals.unpaired_difference`. From
three seeds on it is of the methods,

    centre ± the margin of `joined`, of v = Σ_g v_g and of s_r² / S_r

with v_g the variance over one set of images and s_r the standard deviation over the S_r seeds of runs that share
them. Measures that are not of images have the second part alone.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from measures import intervals, joined, quantiles
from measures.leave_one_out import Estimate
from measures.spending import METHODS


class Term(NamedTuple):
    """One measure of one run.

    values     (S,) one a seed
    estimate   the mean over the seeds with what each image contributes; None if it is not of images
    labels     (N,) of the images
    images     a name of them: terms of one name are paired
    seeds      a name of the seeds: runs of one name are paired
    """

    weight: float
    values: Sequence[float]
    estimate: Estimate | None = None
    labels: ArrayLike = ()
    images: str = ""
    seeds: str = ""


class Contrast(NamedTuple):
    """The sum's value, its interval, and the two parts of its variance: over images and over seeds."""

    value: float
    low: float
    high: float
    level: float
    over_images: float
    over_seeds: float


def mean(estimates: Sequence[Estimate]) -> Estimate:
    """The mean of one measure over seeds, all on the same images."""
    return Estimate(*(np.mean(parts, axis=0) for parts in zip(*estimates, strict=True)))


def of(terms: Sequence[Term], *, level: float = 0.95) -> Contrast:
    """The sum's interval. Raises ValueError if it is neither of images nor of enough seeds."""
    seeds = min(len(term.values) for term in terms)
    if seeds >= METHODS:
        return _of_methods(terms, level)
    if any(term.estimate is None for term in terms):
        raise ValueError(f"an interval over seeds needs {METHODS} of them, and there are {seeds}")
    return _of_networks(terms, level)


def _of_networks(terms: Sequence[Term], level: float) -> Contrast:
    """Over images: the ends of the parts joined."""
    parts = [_part(group, level) for group in _groups(terms, [term.images for term in terms])]
    centre = math.fsum(centre for centre, _, _ in parts)
    low = centre - math.hypot(*(centre - low for centre, low, _ in parts))
    high = centre + math.hypot(*(high - centre for centre, _, high in parts))
    deviation = (high - low) / 2 / quantiles.normal((1 + level) / 2)
    return Contrast(_value(terms), low, high, level, deviation**2, 0.0)


def _of_methods(terms: Sequence[Term], level: float) -> Contrast:
    """Over images and seeds."""
    measured = [term for term in terms if term.estimate is not None]
    on_images = [_jackknife(group) for group in _groups(measured, [term.images for term in measured])]
    on_seeds = [_of_mean(group) for group in _groups(terms, [term.seeds for term in terms])]
    over_images = math.fsum(variance for _, variance in on_images)
    over_seeds = math.fsum(variance for variance, _ in on_seeds)
    margin = joined.margin(over_images, on_seeds, level)
    value = _value(terms)
    centre = math.fsum(centre for centre, _ in on_images) + _value([t for t in terms if t.estimate is None])
    return Contrast(value, centre - margin, centre + margin, level, over_images, over_seeds)


def _value(terms: Sequence[Term]) -> float:
    return math.fsum(term.weight * float(np.mean(term.values)) for term in terms)


def _groups(terms: Sequence[Term], names: Sequence[str]) -> list[list[Term]]:
    """The terms of each name."""
    return [
        [term for term, own in zip(terms, names, strict=True) if own == name] for name in dict.fromkeys(names)
    ]


def _part(group: Sequence[Term], level: float) -> tuple[float, float, float]:
    """Centre and ends of the terms on one set of images; a single one is a share and stays inside [0, 1]."""
    (weight, _, estimate, labels, *_), *more = group
    if estimate is not None and not more:
        centre, found = intervals.around_centre(estimate, labels, level)
        low, high = sorted((weight * found.low, weight * found.high))
        return weight * centre, low, high
    centre, variance = _jackknife(group)
    margin = quantiles.normal((1 + level) / 2) * math.sqrt(variance)
    return centre, centre - margin, centre + margin


def _jackknife(group: Sequence[Term]) -> tuple[float, float]:
    """Centre and variance on one set of images; where no image tells the runs apart, as `intervals.difference`."""
    weighed = [(term.weight, term.estimate) for term in group if term.estimate is not None]
    centre = math.fsum(weight * estimate.centre for weight, estimate in weighed)
    changes = np.sum([weight * estimate.changes for weight, estimate in weighed], axis=0)  # (N,)
    _, variance, images = intervals.jackknife(Estimate(centre, centre, changes), group[0].labels)
    least = 2 * max(abs(weight) for weight, _ in weighed) ** 2 / (images + 2) ** 2
    return centre, variance if variance > intervals.ROUNDING else least


def _of_mean(group: Sequence[Term]) -> tuple[float, int]:
    """The variance of the sum's mean over the seeds that the runs share, and its degrees of freedom."""
    sums = np.sum([term.weight * np.asarray(term.values) for term in group], axis=0)  # (S,)
    return float(sums.var(ddof=1)) / len(sums), len(sums) - 1
