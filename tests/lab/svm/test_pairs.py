import numpy as np
from sklearn.utils.multiclass import _ovr_decision_function

from lab.svm import pairs, rbf


def test_every_pair_comes_once_and_large_ones_first(monkeypatch):
    monkeypatch.setattr(pairs, "POINTS_AT_ONCE", 60)
    sizes = np.array([3, 20, 7, 11])
    points = sizes[np.stack(np.triu_indices(4, 1))].sum(axis=0)
    some = list(pairs.batches(sizes))
    assert len(some) > 1
    order = np.concatenate(some)
    np.testing.assert_array_equal(np.sort(order), np.arange(6))
    assert (np.diff(points[order]) <= 0).all()


def test_a_stack_holds_each_pairs_kernel_and_labels():
    random = np.random.default_rng(0)
    groups = [random.normal(size=(n, 3)) for n in (4, 2, 3)]
    own = [rbf.kernel(group, group, 0.5) for group in groups]
    duels = [(0, 2), (1, 2)]
    gram, y = pairs.stack(groups, own, duels, 0.5)
    for K, labels, (a, b) in zip(gram, y, duels, strict=True):
        both, n = np.concatenate([groups[a], groups[b]]), len(groups[a]) + len(groups[b])
        np.testing.assert_allclose(K[:n, :n], rbf.kernel(both, both, 0.5))
        np.testing.assert_array_equal(labels[:n], [1] * len(groups[a]) + [-1] * len(groups[b]))
        assert not K[n:].any()
        assert not labels[n:].any()


def test_coefficients_find_their_way_back_to_their_class():
    duels = [(0, 1), (0, 2), (1, 2)]
    values = [np.array([1, 2]), np.array([3]), np.array([4, 5, 6])]
    classes = [np.zeros((len(v), 3)) for v in values]
    pairs.part(pairs.line_up(values, duels), duels, classes)
    np.testing.assert_array_equal(classes[0], [[0, 1, 1], [0, 2, 2]])
    np.testing.assert_array_equal(classes[1], [[3, 0, 3]])
    np.testing.assert_array_equal(classes[2], [[4, 4, 0], [5, 5, 0], [6, 6, 0]])


def test_a_square_mirrors_its_pairs():
    np.testing.assert_array_equal(
        pairs.square(np.array([1.0, 2, 3]), -1), [[0, 1, 2], [-1, 0, 3], [-2, -3, 0]]
    )


def test_the_tournament_is_scikit_learns_one_vs_rest_shape():
    values = np.random.default_rng(0).normal(size=(50, 10))  # of the 10 pairs of 5 classes
    duels = np.stack([pairs.square(row, -1) for row in values])
    np.testing.assert_allclose(pairs.tournament(duels), _ovr_decision_function(values < 0, -values, 5))
