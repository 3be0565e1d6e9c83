import numpy as np
import pytest

from lab.svm.crammer_singer import CrammerSingerSVM
from lab.svm.kernel import KernelSVM
from lab.svm.linear import LinearSVM

X = np.arange(12.0).reshape(6, 2)
y = np.array([0, 1, 0, 1, 0, 1])
every_machine = pytest.mark.parametrize("machine", [KernelSVM, LinearSVM, CrammerSingerSVM])


def spoilt(row, value):
    features = X.copy()
    features[row, 1] = value
    return features


@every_machine
@pytest.mark.parametrize(
    ("features", "labels", "message"),
    [
        (spoilt(3, np.nan), y, "row 3 holds NaN or infinity"),
        (spoilt(4, np.inf), y, "row 4 holds NaN or infinity"),
        (X[:, 0], y, r"must be a matrix, one row an image, but have the shape \(6,\)"),
        (X[:0], y[:0], "must be a matrix"),
        (X, y[:5], r"one a row of the features, 6, but have the shape \(5,\)"),
        (X, np.stack([y, y], axis=1), "one a row of the features"),
        (X, y * 0, "at least two classes to tell apart, but every label is"),
        (X, y * 0.5, "fractions, NaN or infinity"),
        (X, np.where(y == 1, np.nan, 0.0), "fractions, NaN or infinity"),
    ],
)
def test_bad_training_data_are_refused_in_one_line(machine, features, labels, message):
    with pytest.raises(ValueError, match=message) as refusal:
        machine().fit(features, labels)
    assert "\n" not in str(refusal.value)


@every_machine
@pytest.mark.parametrize("C", [0, -3.0, np.nan, np.inf])
def test_a_price_that_is_not_above_zero_is_refused(machine, C):
    with pytest.raises(ValueError, match="C must be a finite number above 0"):
        machine(C=C).fit(X, y)


@every_machine
def test_settings_are_given_by_name(machine):
    with pytest.raises(TypeError):
        machine(3.0)
