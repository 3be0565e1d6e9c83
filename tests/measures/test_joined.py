"""The joined margin holds as often as it says, whatever the shares of images and seeds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from measures import joined

SHARES = (0.0, 0.05, 0.2, 0.5, 1.0, 2.0, 3.0, 8.0, 50.0)  # variance over images by that over seeds


def covers(seeds: int, over_images: float, level: float) -> float:
    """How often it holds: the χ² of the seeds' variance integrated at its quantiles, the error in closed form."""
    freedom = seeds - 1
    estimates = stats.chi2.ppf((np.arange(400) + 0.5) / 400, freedom) / freedom
    margins = np.array([joined.margin(over_images, [(float(each), freedom)], level) for each in estimates])
    return float(np.mean(1 - 2 * stats.norm.sf(margins / math.sqrt(over_images + 1))))


@pytest.mark.parametrize("seeds", [3, 5, 12])
def test_it_covers_95_per_cent_and_little_more_at_any_share(seeds: int) -> None:
    found = [covers(seeds, share, 0.95) for share in SHARES]
    assert min(found) > 0.9495
    assert max(found) < 0.9655


@pytest.mark.parametrize("alpha", [0.025, 0.05 / 6, 0.0025])
def test_a_smaller_error_is_kept_too(alpha: float) -> None:
    assert max(1 - covers(3, share, 1 - alpha) for share in SHARES) < 1.03 * alpha


def test_where_one_part_is_nothing_the_others_own_interval_is_left() -> None:
    assert joined.margin(0.04, [(0.0, 2)], 0.95) == pytest.approx(0.2 * stats.norm.ppf(0.975))
    assert joined.margin(0.0, [(0.04, 2)], 0.95) == pytest.approx(0.2 * stats.t.ppf(0.975, 2))
    assert joined.margin(0.0, [(0.0, 2)], 0.95) == 0.0


def test_runs_whose_seeds_are_apart_add_up_and_cover() -> None:
    generator = np.random.default_rng(0)
    for over_images in (0.0, 1.0, 4.0):
        estimates = generator.chisquare(2, (4000, 2)) / 2
        margins = [joined.margin(over_images, [(a, 2), (b, 2)], 0.95) for a, b in estimates.tolist()]
        hit = np.mean(1 - 2 * stats.norm.sf(np.array(margins) / math.sqrt(over_images + 2)))
        assert 0.949 < hit < 0.99  # that of two is on the safe side
