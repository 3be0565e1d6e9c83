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


def test_on_any_images_the_margins_of_images_and_seeds_are_joined():
    labels, predictions = runs(4)
    right = np.array([row == labels for row in predictions])  # (4, 300)
    of_images = sum(right.mean(axis=0)[labels == k].var(ddof=1) / 100 for k in range(3)) / 9
    of_seeds = right.mean(axis=1).var(ddof=1) / 4
    z, t = stats.norm.ppf(0.975), stats.t.ppf(0.975, 3)
    nearer = t**2 - (t**2 - z**2) * (of_images / (of_images + of_seeds)) ** ((t / z) ** 1.4)
    margin = (z**2 * of_images + nearer * of_seeds) ** 0.5
    expected = right.mean() - margin, right.mean() + margin
    ours = seeds.on_images_like_these([leave_one_out.accuracy(labels, row, 3) for row in predictions], labels)
    assert ours == pytest.approx((right.mean(), *expected, 0.95), rel=1e-9)


@pytest.mark.parametrize("over_images", [0.0, 0.1, 0.3, 1.0, 10.0])
def test_three_seeds_that_agree_by_chance_do_not_make_the_interval_miss(over_images):
    """The values of three seeds on images whose own error is common to them, in the form of estimates."""
    generator, missed, labels = np.random.default_rng(1), 0, np.zeros(50, dtype=int)
    ones = generator.normal(size=50)
    changes = (ones - ones.mean()) * (over_images / 3 / (49 / 50 * np.sum((ones - ones.mean()) ** 2))) ** 0.5
    for _ in range(1500):
        values = generator.normal(0, 1, 3) + generator.normal(0, (over_images / 3) ** 0.5)
        found = seeds.on_images_like_these([leave_one_out.Estimate(v, v, changes) for v in values], labels)
        missed += not found.low <= 0 <= found.high
    assert missed <= 1500 * 0.0613  # 5 % and two standard errors


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
