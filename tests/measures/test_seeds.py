import numpy as np
import pytest
from scipy import stats

from measures import intervals, leave_one_out, seeds


def runs(count: int, *, seed: int = 0):
    """Labels, and the predictions of several seeds that are right on different 70 % of the images."""
    generator = np.random.default_rng(seed)
    labels = np.arange(300) % 3
    wrong = generator.random((count, 300)) < 0.3
    return labels, [np.where(row, (labels + 1) % 3, labels) for row in wrong]


def test_the_interval_on_these_images_equals_scipy():
    values = [0.71, 0.74, 0.69, 0.72]
    low, high = stats.t.interval(0.9, df=3, loc=np.mean(values), scale=stats.sem(values))
    ours = seeds.on_these_images(values, level=0.9)
    assert ours == pytest.approx((np.mean(values), low, high, 0.9), rel=1e-9)


def test_on_any_images_the_variances_of_images_and_seeds_add_up():
    labels, predictions = runs(4)
    right = np.array([row == labels for row in predictions])  # (4, 300)
    of_images = sum(right.mean(axis=0)[labels == k].var(ddof=1) / 100 for k in range(3)) / 9
    of_seeds = right.mean(axis=1).var(ddof=1) / 4
    freedom = (of_images + of_seeds) ** 2 / (of_seeds**2 / 3)
    expected = stats.t.interval(0.95, freedom, right.mean(), (of_images + of_seeds) ** 0.5)
    ours = seeds.on_images_like_these([leave_one_out.accuracy(labels, row, 3) for row in predictions], labels)
    assert ours == pytest.approx((right.mean(), *expected, 0.95), rel=1e-9)


def test_seeds_that_agree_on_every_image_leave_the_variance_of_the_images():
    labels, (predictions,) = runs(1)
    estimate = leave_one_out.accuracy(labels, predictions, 3)
    _, variance, _ = intervals.jackknife(estimate, labels)
    ours = seeds.on_images_like_these([estimate] * 3, labels)
    expected = stats.norm.interval(0.95, estimate.value, variance**0.5)
    assert (ours.low, ours.high) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("values", [[0.5], [[0.5, 0.6]]])
def test_one_seed_has_no_interval(values):
    with pytest.raises(ValueError, match="an interval over seeds needs"):
        seeds.on_these_images(values)
