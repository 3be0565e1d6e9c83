"""An order of classes in which those that are confused stand together, and blocks of them.

Average linkage (Sokal & Michener, A statistical method for evaluating systematic relationships, 1958): the
two groups whose members are confused most often, per pair of members, become one, until none is left to join.
A group grows to at most `largest` members while blocks are formed; then blocks are joined without a limit,
for the order.
"""

import numpy as np
from numpy.typing import NDArray

STRIKING = 3.0  # times the mean affinity of two classes: what joins a block


def blocks(counts: NDArray[np.int64], largest: int = 12) -> list[list[int]]:
    """Groups of classes that are taken for each other, in the order to show them; `counts` is (K, K)."""
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    affinity = shares + shares.T  # (K, K)
    np.fill_diagonal(affinity, 0)
    groups = _joined([[i] for i in range(len(counts))], affinity, largest, STRIKING * affinity.mean())
    order = _joined([[i] for i in range(len(groups))], _between(groups, affinity), len(groups), 0.0)
    return [groups[i] for chain in order for i in chain]


def _between(groups: list[list[int]], affinity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean affinity of the members of each two groups, (G, G), nought on the diagonal."""
    member = np.zeros((len(groups), len(affinity)))
    for g, group in enumerate(groups):
        member[g, group] = 1 / len(group)
    means = member @ affinity @ member.T
    np.fill_diagonal(means, 0)
    return means


def _joined(
    groups: list[list[int]], affinity: NDArray[np.float64], largest: int, least: float
) -> list[list[int]]:
    """Join the two closest groups again and again while their affinity is over `least` and they fit."""
    groups, means = list(groups), affinity.copy()
    while len(groups) > 1:
        sizes = np.array([len(group) for group in groups])
        allowed = np.where(sizes[:, None] + sizes > largest, 0, means)
        a, b = sorted(np.unravel_index(int(allowed.argmax()), allowed.shape))
        if allowed[a, b] <= least:
            break
        groups[a] = _chained(groups[a], groups.pop(b), affinity)
        row = (sizes[a] * means[a] + sizes[b] * means[b]) / (sizes[a] + sizes[b])
        means[a], means[:, a] = row, row
        means[a, a] = 0
        means = np.delete(np.delete(means, b, 0), b, 1)
    return groups


def _chained(first: list[int], second: list[int], affinity: NDArray[np.float64]) -> list[int]:
    """Both groups end to end, each turned so that the ends that meet are the closest."""
    ways = [(x, y) for x in (first, first[::-1]) for y in (second, second[::-1])]
    x, y = max(ways, key=lambda way: affinity[way[0][-1], way[1][0]])
    return x + y
