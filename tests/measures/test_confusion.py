import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from measures import confusion


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
def test_it_equals_scikit_learn_with_absent_classes_too(pairs):
    labels, predictions = np.transpose(pairs)
    expected = metrics.confusion_matrix(labels, predictions, labels=range(5))
    np.testing.assert_array_equal(confusion.matrix(labels, predictions, 5), expected)


def test_true_classes_are_in_the_rows():
    assert confusion.matrix([0, 0, 1], [1, 1, 1], 2).tolist() == [[0, 2], [0, 1]]


def test_unsigned_bytes_do_not_wrap_around():
    labels = np.full(3, 199, dtype=np.uint8)
    assert confusion.matrix(labels, labels, 200)[199, 199] == 3


@pytest.mark.parametrize(
    ("labels", "predictions", "message"),
    [
        ([], [], r"labels have shape \(0,\)"),
        ([[0]], [[0]], r"labels have shape \(1, 1\)"),
        ([0, 1], [0], r"labels \(2,\) and predictions \(1,\) differ"),
        ([0.0], [0], "labels are float64; give integers"),
        ([0, 2], [0, 1], "labels span 0 to 2; give classes in 0 … 1"),
        ([0, 1], [0, -1], "predictions span -1 to 0"),
    ],
)
def test_what_is_no_class_of_an_image_is_refused(labels, predictions, message):
    with pytest.raises(ValueError, match=message):
        confusion.matrix(labels, predictions, 2)
