import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics

from measures import intervals, leave_one_out

OF_PREDICTIONS = [
    leave_one_out.accuracy,
    leave_one_out.macro_precision,
    leave_one_out.macro_recall,
    leave_one_out.macro_f,
]


def classified(images: int = 20, classes: int = 5, *, right: float = 0.7, seed: int = 0):
    """So many images of each class, predicted rightly with the given probability."""
    generator = np.random.default_rng(seed)
    labels = np.arange(classes).repeat(images)
    predictions = generator.integers(0, classes, labels.size)
    return labels, np.where(generator.random(labels.size) < right, labels, predictions)


@given(st.floats(0, 1), st.integers(1, 10_000), st.floats(0.5, 0.999))
@settings(deadline=None)
def test_wilsons_interval_equals_scipy(share, images, level):
    right = round(share * images)
    expected = stats.binomtest(right, images).proportion_ci(level, method="wilson")
    assert intervals.wilson(right / images, images, level) == pytest.approx(tuple(expected), abs=1e-9)


def test_the_jackknife_of_accuracy_is_the_variance_of_a_stratified_sample():
    labels, predictions = classified()
    shares = np.array([np.mean(predictions[labels == k] == k) for k in range(5)])
    centre, variance, images = intervals.jackknife(leave_one_out.accuracy(labels, predictions, 5), labels)
    assert centre == pytest.approx(metrics.accuracy_score(labels, predictions))
    assert variance == pytest.approx(sum(shares * (1 - shares) / 19) / 25)
    assert images == 100


def test_the_jackknife_finds_the_bias_and_variance_of_many_test_sets():
    draws = [classified(10, 20, seed=seed) for seed in range(3000)]
    found = [intervals.jackknife(leave_one_out.macro_precision(*draw, 20), draw[0]) for draw in draws]
    values = np.array([leave_one_out.macro_precision(*draw, 20).value for draw in draws])
    truth = 0.7 + 0.3 / 20  # every class alike: the precision is the recall
    centres = np.array([one.centre for one in found])
    assert values.mean() - truth > 0.009
    assert abs(centres.mean() - truth) < 0.002
    assert np.mean([one.variance for one in found]) == pytest.approx(centres.var(), rel=0.1)


@pytest.mark.parametrize("measure", OF_PREDICTIONS)
@given(st.integers(0, 10**6), st.floats(0, 1))
@settings(deadline=None, max_examples=30)
def test_an_interval_is_in_order_inside_zero_and_one_and_grows_with_its_level(measure, seed, right):
    drawn = classified(3, 4, right=right, seed=seed)
    narrow, wide = (intervals.of(measure, *drawn, 4, level=level) for level in (0.8, 0.99))
    assert 0 <= wide.low <= narrow.low <= narrow.high <= wide.high <= 1
    assert (narrow.level, wide.level) == (0.8, 0.99)


@pytest.mark.parametrize("measure", OF_PREDICTIONS)
def test_a_classifier_without_mistakes_still_has_an_interval(measure):
    labels, _ = classified()
    ours = intervals.of(measure, labels, labels, 5)
    low, _ = stats.binomtest(100, 100).proportion_ci(0.95, method="wilson")
    assert ours == pytest.approx((1, low, 1, 0.95))


@pytest.mark.parametrize("measure", OF_PREDICTIONS)
def test_exchanging_the_classifiers_turns_the_difference_round(measure):
    labels, first = classified()
    _, second = classified(right=0.5, seed=1)
    one = intervals.difference(measure, labels, first, second, 5)
    other = intervals.difference(measure, labels, second, first, 5)
    assert one == pytest.approx((-other.value, -other.high, -other.low, 0.95))
    assert one.value > 0


def test_a_paired_difference_is_narrower_than_two_intervals():
    labels, first = classified(200)
    second = np.where(np.arange(len(labels)) % 20, first, labels)  # mends a few of the first's mistakes
    paired = intervals.difference(leave_one_out.accuracy, labels, second, first, 5)
    alone = intervals.of(leave_one_out.accuracy, labels, first, 5)
    assert paired.high - paired.low < 0.5 * (alone.high - alone.low)
    assert paired.low > 0


def test_a_classifier_compared_with_itself_differs_by_nothing_that_could_be_seen():
    labels, predictions = classified()
    ours = intervals.difference(leave_one_out.macro_f, labels, predictions, predictions, 5)
    assert ours.value == 0
    assert ours.low == -ours.high == pytest.approx(-1.959964 * 2**0.5 / 102)


def test_the_interval_of_an_area_is_delongs():
    generator = np.random.default_rng(0)
    labels = np.arange(80) % 2
    scores = generator.normal(size=80) + labels
    positives, negatives = scores[labels == 1], scores[labels == 0]
    wins = (positives[:, None] > negatives).astype(float)  # (40, 40)
    delong = wins.mean(axis=1).var(ddof=1) / 40 + wins.mean(axis=0).var(ddof=1) / 40
    estimate = leave_one_out.macro_area(labels, np.stack([-scores, scores], axis=1), 2)
    centre, variance, _ = intervals.jackknife(estimate, labels)
    assert centre == pytest.approx(metrics.roc_auc_score(labels, scores))
    assert variance == pytest.approx(delong)


def test_class_wise_intervals_are_wilsons_of_each_class():
    labels, predictions = classified()
    ours = intervals.class_wise_accuracy(labels, predictions, 6)
    for k in range(5):
        right = int(np.sum(predictions[labels == k] == k))
        expected = stats.binomtest(right, 20).proportion_ci(0.95, method="wilson")
        assert ours[k] == pytest.approx((right / 20, *expected, 0.95))
    assert ours[5] == (0, 0, 1, 0.95)


def test_an_unpaired_difference_is_the_one_that_newcombe_prints():
    first = np.zeros(70, dtype=int), np.arange(70) < 14  # 56 of 70 are right, and 48 of 80
    second = np.zeros(80, dtype=int), np.arange(80) < 32
    sides = [(labels, wrong.astype(int)) for labels, wrong in (first, second)]
    ours = intervals.unpaired_difference(leave_one_out.accuracy, *sides, 2)
    # Newcombe 1998, table II (a), method 10. Ours divides variances by n − 1, hence the tolerance.
    assert ours == pytest.approx((0.2, 0.0524, 0.3339, 0.95), abs=0.002)


def test_an_unpaired_difference_has_a_width_where_neither_side_has_mistakes():
    labels, _ = classified()
    ours = intervals.unpaired_difference(leave_one_out.macro_f, (labels, labels), (labels, labels), 5)
    assert ours.value == 0
    assert ours.low == -ours.high < -0.03
