"""Which images make a batch: an order drawn anew in every epoch, each image once."""

from collections.abc import Callable

import numpy as np

Batches = Callable[[np.random.Generator], list[np.ndarray]]


def shuffled(count: int, size: int) -> Batches:
    """Give `count` rows in random order, `size` at a time."""
    return lambda random: slices(random.permutation(count), size)


def grouped(labels: np.ndarray, size: int, per_class: int) -> Batches:
    """Give the rows so that `per_class` of a class stand together: every batch then holds positives to mine.

    Hermans et al., In defense of the triplet loss, 2017, arXiv:1703.07737, section 2: P classes × K images.
    """
    return lambda random: slices(in_groups(labels, per_class, random), size)


def in_groups(labels: np.ndarray, per_class: int, random: np.random.Generator) -> np.ndarray:
    """Give all rows, those of a class in random groups, and the groups in random order."""
    groups = []
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        groups += [rows[start : start + per_class] for start in range(0, len(rows), per_class)]
    order = random.permutation(len(groups))
    return np.concatenate([groups[place] for place in order])


def slices(rows: np.ndarray, size: int) -> list[np.ndarray]:
    """Cut the rows into batches; a last one of a single row has no statistics and is left out."""
    batches = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [batch for batch in batches if len(batch) > 1 or size == 1]
