import numpy as np
import pytest
from sklearn import metrics

from measures import accuracy

# The matrix that the reference report shows for its SVM on STL-10; true classes in the rows, 800 images each.
REFERENCE = np.array(
    [
        [609,  26,  20,  13,   5,   5,   9,   6,  68,  39],
        [ 30, 582,   1,  55,  20,  27,  16,  61,   5,   3],
        [ 15,   3, 654,   5,   2,   4,   1,   3,  20,  93],
        [ 16,  43,   5, 465,  62,  84,  34,  62,  19,  10],
        [ 14,  33,   4,  49, 550,  46,  67,  28,   6,   3],
        [ 11,  24,   3,  83,  49, 454,  87,  76,   7,   6],
        [ 14,  27,   3,  32,  66,  82, 536,  25,   6,   9],
        [  8,  53,   4,  58,  30,  51,  28, 559,   4,   5],
        [ 68,   5,  17,  11,   3,   8,   3,   4, 608,  73],
        [ 45,   5,  83,  13,   1,   4,   1,   5,  79, 564],
    ]
)  # fmt: skip


def test_the_reference_matrix_gives_the_accuracies_that_its_report_prints():
    true, predicted = np.indices(REFERENCE.shape).reshape(2, -1).repeat(REFERENCE.ravel(), axis=1)
    assert accuracy.overall(true, predicted, 10) == 5581 / 8000 == 0.697625
    class_wise = [0.76125, 0.7275, 0.8175, 0.58125, 0.6875, 0.5675, 0.67, 0.69875, 0.76, 0.705]
    np.testing.assert_allclose(accuracy.class_wise(true, predicted, 10), class_wise, rtol=0, atol=1e-15)


def test_it_equals_scikit_learn():
    labels, predictions = np.random.default_rng(0).integers(0, 7, (2, 500))
    assert accuracy.overall(labels, predictions, 7) == pytest.approx(
        metrics.accuracy_score(labels, predictions)
    )
    expected = metrics.recall_score(labels, predictions, average=None)
    np.testing.assert_allclose(accuracy.class_wise(labels, predictions, 7), expected, rtol=0, atol=1e-15)


def test_a_class_without_images_has_accuracy_zero():
    assert accuracy.class_wise([0, 0], [0, 1], 3).tolist() == [0.5, 0, 0]
