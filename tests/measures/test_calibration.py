import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from measures import calibration


def example(images: int = 300, classes: int = 4, *, seed: int = 0):
    generator = np.random.default_rng(seed)
    probabilities = generator.dirichlet(np.full(classes, 0.5), images)
    return generator.integers(0, classes, images), probabilities


def error_by_loops(labels, probabilities, bins: int) -> float:
    total = 0.0
    for b in range(bins):
        low, high = b / bins, (b + 1) / bins
        inside = [i for i, row in enumerate(probabilities) if low < max(row) <= high]
        if inside:
            confidence = sum(max(probabilities[i]) for i in inside) / len(inside)
            right = sum(int(np.argmax(probabilities[i]) == labels[i]) for i in inside) / len(inside)
            total += len(inside) / len(labels) * abs(right - confidence)
    return total


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_the_error_equals_the_formula_written_as_loops(seed, bins):
    labels, probabilities = example(60, seed=seed)
    expected = error_by_loops(labels, probabilities, bins)
    assert calibration.expected_error(labels, probabilities, 4, bins) == pytest.approx(expected, abs=1e-12)


def test_the_bins_equal_those_of_scikit_learn():
    labels, probabilities = example()
    right = probabilities.argmax(axis=1) == labels
    accuracy, confidence = calibration_curve(right, probabilities.max(axis=1), n_bins=15)
    ours = calibration.reliability(labels, probabilities, 4, bins=15)
    filled = ours.images > 0
    np.testing.assert_allclose(ours.accuracy[filled], accuracy, rtol=0, atol=1e-12)
    np.testing.assert_allclose(ours.confidence[filled], confidence, rtol=0, atol=1e-12)
    assert ours.images.sum() == len(labels)


def test_an_empty_bin_has_no_accuracy():
    ours = calibration.reliability([0], [[0.9, 0.1]], 2, bins=2)
    assert ours.images.tolist() == [0, 1]
    assert np.isnan(ours.accuracy[0])
    assert ours.accuracy[1] == 1


def test_one_who_is_sure_and_right_has_no_error():
    assert calibration.expected_error([0, 1], np.eye(2), 2) == 0


@pytest.mark.parametrize("scores", [[[2.0, -1.0]], [[0.4, 0.4]]])
def test_scores_that_are_no_probabilities_are_refused(scores):
    with pytest.raises(ValueError, match="put scores through a softmax first"):
        calibration.reliability([0], scores, 2)
