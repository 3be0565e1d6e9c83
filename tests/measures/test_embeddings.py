import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from measures import embeddings


def example(*, seed: int = 0, classes: int = 3):
    generator = np.random.default_rng(seed)
    labels = generator.permutation(np.arange(60) % classes)
    return generator.normal(size=(60, 5)) * [5, 3, 1, 1, 1] + labels[:, None], labels


def test_the_projection_equals_scikit_learn_up_to_signs():
    points, _ = example()
    ours, theirs = embeddings.project(points), PCA(2).fit_transform(points)
    np.testing.assert_allclose(np.abs(ours), np.abs(theirs), rtol=0, atol=1e-10)


def test_the_sign_of_the_projection_does_not_depend_on_the_order_of_images():
    points, _ = example()
    order = np.random.default_rng(1).permutation(len(points))
    np.testing.assert_allclose(
        embeddings.project(points[order]), embeddings.project(points)[order], atol=1e-10
    )


def test_embeddings_of_two_dimensions_keep_their_distances():
    points = example()[0][:, :2]
    ours = embeddings.project(points)
    distances = [np.linalg.norm(x[:, None] - x, axis=2) for x in (points, ours)]
    np.testing.assert_allclose(*distances, atol=1e-10)


@given(st.integers(0, 10**6), st.integers(2, 6))
def test_the_scatter_ratio_equals_the_formula_written_as_loops(seed, classes):
    points, labels = example(seed=seed, classes=classes)
    center, within, between = points.mean(axis=0), 0.0, 0.0
    for k in range(classes):
        own = points[labels == k]
        within += sum(((x - own.mean(axis=0)) ** 2).sum() for x in own)
        between += len(own) * ((own.mean(axis=0) - center) ** 2).sum()
    assert embeddings.scatter_ratio(points, labels, classes) == pytest.approx(within / between, rel=1e-12)


def test_the_scatter_ratio_does_not_change_when_embeddings_are_moved_turned_and_scaled():
    points, labels = example()
    turn = np.linalg.qr(np.random.default_rng(2).normal(size=(5, 5))).Q
    moved = 7 * points @ turn + 100
    assert embeddings.scatter_ratio(moved, labels, 3) == pytest.approx(
        embeddings.scatter_ratio(points, labels, 3)
    )


def test_classes_that_are_points_have_ratio_zero_and_one_class_has_ratio_infinity():
    points = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 2.0]])
    assert embeddings.scatter_ratio(points, [0, 0, 1], 2) == 0
    assert embeddings.scatter_ratio(points, [0, 0, 0], 2) == float("inf")


def test_a_class_without_images_changes_no_ratio():
    points, labels = example()
    assert embeddings.scatter_ratio(points, labels, 9) == embeddings.scatter_ratio(points, labels, 3)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (np.ones(3), r"embeddings have shape \(3,\); give \(N, D\)"),
        (np.array([[np.nan, 1.0]]), "embeddings contain NaN"),
        (np.ones((5, 1)), "no 2 components can be found"),
    ],
)
def test_embeddings_that_cannot_be_projected_are_refused(points, message):
    with pytest.raises(ValueError, match=message):
        embeddings.project(points)


def test_embeddings_need_one_label_each():
    with pytest.raises(ValueError, match="3 embeddings have 2 labels"):
        embeddings.scatter_ratio(np.ones((3, 2)), [0, 1], 2)
