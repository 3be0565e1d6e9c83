"""The scatter ratio's interval, against leaving images out one by one and against many test sets."""

import numpy as np
import pytest

from measures import embeddings, scatter

CLASSES = 4


def drawn(
    random: np.random.Generator, images: int, spread: float, dimensions: int = 6
) -> tuple[np.ndarray, np.ndarray]:
    """Labels and embeddings of a test set: the same class means each time, new images."""
    means = np.random.default_rng(9).normal(size=(CLASSES, dimensions))
    labels = np.repeat(np.arange(CLASSES), images)
    return labels, means[labels] + spread * random.standard_t(6, size=(len(labels), dimensions))


def without(labels: np.ndarray, points: np.ndarray, place: int) -> float:
    """The ratio without an image, written as sums with weights."""
    weights = np.ones(len(labels))
    same = labels == labels[place]
    weights[same] = same.sum() / (same.sum() - 1)
    weights[place] = 0
    mean = (weights[:, None] * points).sum(0) / weights.sum()
    within = between = 0.0
    for k in np.unique(labels):
        of_k, own = points[labels == k], weights[labels == k]
        centre = (own[:, None] * of_k).sum(0) / own.sum()
        within += (own * np.square(of_k - centre).sum(1)).sum()
        between += own.sum() * np.square(centre - mean).sum()
    return within / between


def test_a_change_is_what_leaving_the_image_out_changes():
    labels, points = drawn(np.random.default_rng(1), 5, 0.7)
    labels, points = labels[:-2], points[:-2] + 3.0  # classes of unlike size, far from the origin
    found = scatter.estimate(labels, points, CLASSES)
    assert found.value == embeddings.scatter_ratio(points, labels, CLASSES)
    expected = [without(labels, points, place) - found.value for place in range(len(labels))]
    np.testing.assert_allclose(found.changes, expected, rtol=1e-9, atol=1e-12)


def test_the_interval_holds_the_difference_of_two_losses_in_95_of_100_test_sets():
    random = np.random.default_rng(2)
    ends, differences = [], []
    for _ in range(600):
        labels, first = drawn(random, 15, 0.6)
        second = first + 0.5 * random.normal(size=first.shape)
        ends.append(scatter.difference(labels, first, second, CLASSES)[1:3])
        differences.append(
            np.subtract(*(embeddings.scatter_ratio(x, labels, CLASSES) for x in (first, second)))
        )
    low, high = np.transpose(ends)
    held = (low <= np.mean(differences)) & (np.mean(differences) <= high)
    assert held.mean() == pytest.approx(0.95, abs=0.02)


def test_equal_embeddings_differ_by_nothing():
    labels, points = drawn(np.random.default_rng(3), 4, 0.5)
    assert scatter.difference(labels, points, points, CLASSES)[:3] == (0, 0, 0)


def test_a_class_of_one_image_and_means_that_coincide_have_no_interval():
    with pytest.raises(ValueError, match="class 1 has a single image"):
        scatter.estimate([0, 0, 1], [[0.0], [1.0], [5.0]], 2)
    with pytest.raises(ValueError, match="no scatter between them"):
        scatter.estimate([0, 0, 1, 1], [[0.0], [1.0], [0.0], [1.0]], 2)
