import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn import metrics

from measures import leave_one_out

CLASSES = 4


def library(name, labels, outputs, weights):
    """The same measure by scikit-learn, with weighted images."""
    if name == "accuracy":
        return metrics.accuracy_score(labels, outputs, sample_weight=weights)
    if name == "macro_area":
        own = [(labels == k, outputs[:, k]) for k in range(CLASSES)]
        return np.mean([metrics.roc_auc_score(*both, sample_weight=weights) for both in own])
    averaged = metrics.precision_recall_fscore_support(
        labels, outputs, average="macro", sample_weight=weights, zero_division=0
    )
    return averaged[["macro_precision", "macro_recall", "macro_f"].index(name)]


def bias(name, labels, outputs, weights):
    """The second term of Taylor's series of the mean ratio, class by class."""
    if name not in ("macro_precision", "macro_f"):
        return 0
    of, due = {"macro_precision": (1, 0), "macro_f": (2, 1)}[name]
    occurring, total = set(labels) | set(outputs), 0
    for k in occurring:
        n, made = weights[labels == k].sum(), weights[outputs == k].sum()
        right = weights[(labels == k) & (outputs == k)].sum()
        whole, mistakes = made + due * n, made - right
        if whole > 0:
            share = right / n if n > 0 else 0
            variance, factor = n * share * (1 - share), n / (n - 1) if n > 0 else 2
            total += of * factor * (right * (variance + mistakes) / whole**3 - variance / whole**2)
    return total / len(occurring)


def changes_by_loops(name, labels, outputs):
    def centre(weights):
        return library(name, labels, outputs, weights) - bias(name, labels, outputs, weights)

    whole, changes = centre(np.ones(len(labels))), []
    for left_out in range(len(labels)):
        weights, fellows = np.ones(len(labels)), labels == labels[left_out]
        weights[fellows] = fellows.sum() / (fellows.sum() - 1)
        weights[left_out] = 0
        changes.append(centre(weights) - whole)
    return whole, changes


labels = st.lists(st.integers(0, CLASSES - 1), min_size=4, max_size=20).map(np.array)


@pytest.mark.parametrize("name", ["accuracy", "macro_precision", "macro_recall", "macro_f"])
@given(labels, st.data())
@settings(deadline=None, max_examples=40)
def test_changes_equal_loops_over_images_left_out(name, true, data):
    assume((np.bincount(true) != 1).all())
    predicted = st.lists(st.integers(0, CLASSES - 1), min_size=len(true), max_size=len(true))
    predictions = np.array(data.draw(predicted))
    whole, changes = changes_by_loops(name, true, predictions)
    ours = getattr(leave_one_out, name)(true, predictions, CLASSES)
    assert ours.value == pytest.approx(library(name, true, predictions, None), abs=1e-12)
    assert ours.centre == pytest.approx(whole, abs=1e-12)
    np.testing.assert_allclose(ours.changes, changes, rtol=0, atol=1e-12)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=40)
def test_changes_of_the_area_equal_loops_over_images_left_out(seed):
    generator = np.random.default_rng(seed)
    true = generator.permutation(np.append(np.arange(CLASSES).repeat(2), generator.integers(0, CLASSES, 8)))
    scores = generator.integers(0, 5, (len(true), CLASSES)) / 4  # many ties
    whole, changes = changes_by_loops("macro_area", true, scores)
    ours = leave_one_out.macro_area(true, scores, CLASSES)
    assert ours.value == ours.centre == pytest.approx(whole, abs=1e-12)
    np.testing.assert_allclose(ours.changes, changes, rtol=0, atol=1e-12)


def test_a_class_of_one_image_is_refused():
    with pytest.raises(ValueError, match="class 1 has a single image; an interval needs two"):
        leave_one_out.accuracy([0, 0, 1], [0, 0, 1], 2)


def test_the_area_of_a_class_without_images_is_refused():
    with pytest.raises(ValueError, match="class 2 has no images"):
        leave_one_out.macro_area([0, 0, 1, 1], np.zeros((4, 3)), 3)
