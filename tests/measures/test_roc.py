import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from measures import roc

# Few distinct scores: most images tie with others.
images = st.lists(
    st.tuples(st.integers(0, 2), *[st.sampled_from([0.0, 0.2, 0.5, 0.7])] * 3), min_size=2, max_size=40
)


def split(drawn):
    columns = np.array(drawn, dtype=np.float64)
    return columns[:, 0].astype(int), columns[:, 1:]


def random_scores(images: int, classes: int, *, seed: int = 0):
    generator = np.random.default_rng(seed)
    scores = generator.random((images, classes)).round(3)
    return generator.integers(0, classes, images), scores / scores.sum(axis=1, keepdims=True)


@given(images)
@settings(deadline=None)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning")
def test_curves_equal_scikit_learn_with_ties_and_absent_classes_too(drawn):
    labels, scores = split(drawn)
    for k, ours in enumerate(roc.curves(labels, scores, 3)):
        theirs = metrics.roc_curve(labels == k, scores[:, k], drop_intermediate=False)
        for mine, expected in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(mine, expected, rtol=0, atol=1e-12)


@given(images)
@settings(deadline=None)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning")
def test_areas_equal_scikit_learn_with_ties_and_absent_classes_too(drawn):
    labels, scores = split(drawn)
    expected = [metrics.roc_auc_score(labels == k, scores[:, k]) for k in range(3)]
    np.testing.assert_allclose(roc.areas(labels, scores, 3), expected, rtol=0, atol=1e-12)


@given(images)
def test_an_area_is_the_share_of_pairs_in_the_right_order(drawn):
    labels, scores = split(drawn)
    positives, negatives = scores[labels == 0, 0], scores[labels != 0, 0]
    if len(positives) and len(negatives):
        wins = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
        assert roc.areas(labels, scores, 3)[0] == pytest.approx(math.fsum(wins) / len(wins), abs=1e-12)


@given(images)
def test_an_area_is_the_trapezoids_under_its_curve(drawn):
    labels, scores = split(drawn)
    curves = roc.curves(labels, scores, 3)
    trapezoids = [np.trapezoid(curve.true_positive_rate, curve.false_positive_rate) for curve in curves]
    np.testing.assert_allclose(roc.areas(labels, scores, 3), trapezoids, rtol=0, atol=1e-12)


@given(images)
def test_only_the_order_of_scores_counts(drawn):
    labels, scores = split(drawn)
    areas = roc.areas(labels, scores, 3)
    np.testing.assert_array_equal(roc.areas(labels, np.exp(3 * scores) - 7, 3), areas)
    np.testing.assert_allclose(roc.areas(labels, -scores, 3), 1 - areas, rtol=0, atol=1e-12)


@pytest.mark.parametrize("classes", [10, 200])
def test_the_macro_area_equals_scikit_learn_at_ten_thousand_images(classes):
    labels, scores = random_scores(10_000, classes)
    expected = metrics.roc_auc_score(labels, scores, multi_class="ovr", average="macro")
    assert roc.macro_area(labels, scores, classes) == pytest.approx(expected, abs=1e-12)


def test_scores_in_single_precision_give_the_same_area():
    labels, scores = random_scores(500, 3)
    single = scores.astype(np.float32)
    np.testing.assert_array_equal(
        roc.areas(labels, single, 3), roc.areas(labels, single.astype(np.float64), 3)
    )


def test_the_macro_area_is_undefined_without_one_of_the_classes():
    assert math.isnan(roc.macro_area([0, 1], [[0.1, 0.2, 0.7], [0.2, 0.2, 0.6]], 3))


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([[0.1, 0.9]], r"scores have shape \(1, 2\); give an image's in a row, \(2, 2\)"),
        ([[0.1, 0.9], [math.nan, 0.5]], "scores contain NaN"),
    ],
)
def test_scores_that_do_not_fit_are_refused(scores, message):
    with pytest.raises(ValueError, match=message):
        roc.areas([0, 1], scores, 2)
