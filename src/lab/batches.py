"""Which images make a batch: an order drawn anew in every epoch, each image once."""

import numpy as np


def shuffled(labels: np.ndarray, size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Give the rows in random order, `size` at a time; a last batch of one has no statistics and is left out."""
    return slices(random.permutation(len(labels)), size)


def grouped(labels: np.ndarray, size: int, per_class: int, random: np.random.Generator) -> list[np.ndarray]:
    """Give the rows so that `per_class` of a class stand together: every batch then holds positives to mine.

    Hermans et al., In defense of the triplet loss, 2017, arXiv:1703.07737, section 2: P classes × K images.
    """
    groups = []
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        groups += [rows[start : start + per_class] for start in range(0, len(rows), per_class)]
    order = random.permutation(len(groups))
    return slices(np.concatenate([groups[place] for place in order]), size)


def slices(rows: np.ndarray, size: int) -> list[np.ndarray]:
    """Cut the rows into batches."""
    batches = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [batch for batch in batches if len(batch) > 1 or size == 1]
