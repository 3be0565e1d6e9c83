"""Positions for labels beside a plot, moved apart just enough that none overlap.

The nearest positions in the sense of least squares: labels that would touch form a block around the mean of
where they want to be, which is isotonic regression (pool adjacent violators) of the wishes less the room
above each.
"""

from collections.abc import Sequence

import numpy as np


def apart(wishes: Sequence[float], gap: float, low: float = -np.inf, high: float = np.inf) -> list[float]:
    """Positions nearest to `wishes`, `gap` or more from each other, within `low` and `high` if they fit."""
    order = np.argsort(wishes, kind="stable")
    steps = gap * np.arange(len(order))
    blocks: list[tuple[float, int]] = []
    for wish in np.asarray(wishes, dtype=float)[order] - steps:
        blocks.append((wish, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (a, m), (b, n) = blocks[-2:]
            blocks[-2:] = [((a * m + b * n) / (m + n), m + n)]
    level = np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])
    level = np.maximum(np.minimum(level, high - (steps[-1] if len(steps) else 0)), low) + steps
    placed = np.empty(len(order))
    placed[order] = level
    return [float(value) for value in placed]
