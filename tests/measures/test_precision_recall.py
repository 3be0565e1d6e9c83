import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from measures import precision_recall

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)


def library(true, predicted, **options):
    return metrics.precision_recall_fscore_support(true, predicted, zero_division=0, **options)[:3]


@given(pairs)
@settings(deadline=None)
def test_it_equals_scikit_learn_class_by_class_and_averaged(drawn):
    labels, predictions = np.transpose(drawn)
    class_wise = precision_recall.class_wise(labels, predictions, 5)
    np.testing.assert_allclose(class_wise, library(labels, predictions, labels=range(5)), rtol=0, atol=1e-12)
    for name in ("macro", "micro"):
        ours = getattr(precision_recall, name)(labels, predictions, 5)
        np.testing.assert_allclose(ours, library(labels, predictions, average=name), rtol=0, atol=1e-12)


@pytest.mark.parametrize("classes", [10, 200])
def test_it_equals_scikit_learn_at_ten_thousand_images(classes):
    labels, predictions = np.random.default_rng(classes).integers(0, classes, (2, 10_000))
    ours = precision_recall.macro(labels, predictions, classes)
    np.testing.assert_allclose(ours, library(labels, predictions, average="macro"), rtol=0, atol=1e-12)


@given(pairs, st.permutations(range(5)))
def test_renaming_the_classes_changes_no_average(drawn, names):
    labels, predictions = np.transpose(drawn)
    renamed = np.array(names)[labels], np.array(names)[predictions]
    for average in (precision_recall.macro, precision_recall.micro):
        np.testing.assert_allclose(average(*renamed, 5), average(labels, predictions, 5), rtol=0, atol=1e-12)


@given(pairs)
def test_exchanging_labels_and_predictions_exchanges_precision_and_recall(drawn):
    labels, predictions = np.transpose(drawn)
    one, other = (precision_recall.macro(*both, 5) for both in ((labels, predictions), (predictions, labels)))
    assert one.precision == pytest.approx(other.recall)
    assert one.f == pytest.approx(other.f)


def test_the_macro_f_score_is_the_mean_of_f_scores_and_not_the_f_score_of_means():
    macro = precision_recall.macro([0, 0, 0, 1], [0, 0, 1, 1], 2)
    assert macro.f == pytest.approx((0.8 + 2 / 3) / 2)
    assert macro.f != pytest.approx(2 * macro.precision * macro.recall / (macro.precision + macro.recall))
