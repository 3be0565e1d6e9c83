import numpy as np

from literate.figures import ordering


def families(sizes: list[int], seed: int = 0) -> np.ndarray:
    """Counts (K, K) of classes confused inside their families only, shuffled."""
    random = np.random.default_rng(seed)
    family = random.permutation(np.repeat(np.arange(len(sizes)), sizes))
    return np.where(family[:, None] == family, 5, 0) + 20 * np.eye(len(family), dtype=int), family


def test_families_that_are_confused_only_inside_become_the_blocks():
    counts, family = families([4, 3, 5, 2])
    found = {frozenset(group) for group in ordering.blocks(counts)}
    assert found == {frozenset(np.flatnonzero(family == f).tolist()) for f in range(4)}


def test_every_class_appears_once():
    counts = np.random.default_rng(1).poisson(0.5, (60, 60)) + 10 * np.eye(60, dtype=int)
    assert sorted(i for group in ordering.blocks(counts) for i in group) == list(range(60))


def test_no_block_is_larger_than_asked():
    counts = np.random.default_rng(2).poisson(0.5, (60, 60))
    assert max(map(len, ordering.blocks(counts, largest=7))) <= 7


def test_classes_that_are_never_confused_stay_alone():
    assert ordering.blocks(7 * np.eye(5, dtype=int)) == [[0], [1], [2], [3], [4]]


def test_the_order_brings_confusions_nearer_to_the_diagonal():
    counts, _ = families([6] * 10, seed=3)
    order = [i for group in ordering.blocks(counts) for i in group]
    i, j = np.nonzero(counts)
    place = np.argsort(order)
    assert np.abs(place[i] - place[j]).mean() < 0.2 * np.abs(i - j).mean()
