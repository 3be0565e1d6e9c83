"""Which images make a batch: an order drawn anew in every epoch, each image once."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

Batches = Callable[[np.random.Generator], list[np.ndarray]]


def shuffled(count: int, size: int) -> Batches:
    """Give `count` rows in random order, `size` at a time."""
    return lambda random: with_statistics(slices(random.permutation(count), size), size)


def grouped(labels: np.ndarray, size: int, per_class: int) -> Batches:
    """Give batches of at most `size` rows, made of whole groups of a class: each image finds positives in its batch.

    A class of n images is divided evenly into groups of `per_class` at least, where n and `size` allow. A batch
    may stay a few short of `size`; with `per_class` of 1 it is a shuffle.
    Hermans et al., In defense of the triplet loss, 2017, arXiv:1703.07737, section 2: P classes × K images.
    """
    return lambda random: with_statistics(filled(in_groups(labels, size, per_class, random), size), size)


def in_groups(labels: np.ndarray, size: int, per_class: int, random: np.random.Generator) -> list[np.ndarray]:
    """Give the rows of each class in random groups of `size` at most, and the groups in random order."""
    made: list[np.ndarray] = []
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        count = max(len(rows) // per_class, -(-len(rows) // size))
        ends = [len(rows) * number // count for number in range(count + 1)]
        made += [rows[start:end] for start, end in pairwise(ends)]
    return [made[place] for place in random.permutation(len(made))]


def filled(groups: list[np.ndarray], size: int) -> list[np.ndarray]:
    """Put each group into the first batch that has room for it, so that batches are nearly full."""
    batches: list[list[np.ndarray]] = []
    room: dict[int, int] = {}  # by batch, of those that another group may fit
    least = min(map(len, groups), default=0)
    for group in groups:
        place = next((place for place, free in room.items() if free >= len(group)), len(batches))
        if place == len(batches):
            batches.append([])
        batches[place].append(group)
        room[place] = room.get(place, size) - len(group)
        if room[place] < least:
            del room[place]
    return [np.concatenate(batch) for batch in batches]


def slices(rows: np.ndarray, size: int) -> list[np.ndarray]:
    """Cut the rows into batches."""
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def with_statistics(batches: list[np.ndarray], size: int) -> list[np.ndarray]:
    """Leave out a batch of a single row, which has no statistics, unless all are of one."""
    return [batch for batch in batches if len(batch) > 1 or size == 1]
