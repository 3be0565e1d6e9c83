"""Platt's sigmoid, from a decision value to a probability, fitted for many pairs of classes at once.

    P(y = +1 | f) = σ(a f + b),   a, b = argmin Σ log(1 + exp(z_i)) − t_i z_i,   z_i = a f_i + b,

with targets t = (N₊ + 1) / (N₊ + 2) for the positives and 1 / (N₋ + 2) for the negatives: a prior image a
side, so that separable values do not ask for an infinite slope. The values must come from machines that have
not seen the images (`folds.py`), or the sigmoid believes them too much.

Platt (1999), Probabilistic outputs for support vector machines. Lin, Lin & Weng (2007), A note on Platt's
probabilistic outputs for support vector machines, Machine Learning 68: the Newton method with backtracking.
"""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

STEPS = 100
HALVINGS = 30
FLAT = 1e-8  # a mean gradient below this is a minimum
RIDGE = 1e-12  # keeps the 2 × 2 Hessian invertible when all values are equal
SUFFICIENT = 1e-4  # share of the promised decrease that a step must keep (Armijo)


def sigmoid(z: NDArray[np.floating]) -> NDArray[np.floating]:
    """1 / (1 + exp(−z)), of any shape, without overflow."""
    return (1 + np.tanh(z / 2)) / 2


def fit(values: NDArray[np.floating], y: NDArray[np.floating]) -> tuple[Doubles, Doubles]:
    """Slopes a and offsets b, each (P,), from `values` and y ∈ {−1, 0, +1}, both (P, n); 0 takes no part."""
    f, used = values.astype(np.float64), y != 0
    positives, negatives = (y > 0).sum(axis=1), (y < 0).sum(axis=1)
    high, low = (positives + 1) / (positives + 2), 1 / (negatives + 2)
    t = np.where(y > 0, high[:, None], low[:, None]) * used  # (P, n)
    a, b = np.zeros(len(f)), np.log((positives + 1) / (negatives + 1))
    for _ in range(STEPS):
        p = sigmoid(a[:, None] * f + b[:, None])
        residual, weight = (p - t) * used, p * (1 - p) * used
        slope_a, slope_b = (residual * f).sum(axis=1), residual.sum(axis=1)
        if max(np.abs(slope_a).max(), np.abs(slope_b).max()) < FLAT * f.shape[1]:
            break
        aa, ab, bb = ((weight * power).sum(axis=1) for power in (f * f, f, 1))
        determinant = (aa + RIDGE) * (bb + RIDGE) - ab * ab
        step_a = (ab * slope_b - (bb + RIDGE) * slope_a) / determinant
        step_b = (ab * slope_a - (aa + RIDGE) * slope_b) / determinant
        length = backtrack(f, t, used, (a, b), (step_a, step_b), slope_a * step_a + slope_b * step_b)
        a, b = a + length * step_a, b + length * step_b
    return a, b


def loss(f: Doubles, t: Doubles, used: NDArray[np.bool_], a: Doubles, b: Doubles) -> Doubles:
    """The sum that is minimised, one a pair: (P,)."""
    z = a[:, None] * f + b[:, None]
    return ((np.logaddexp(0, z) - t * z) * used).sum(axis=1)


def backtrack(
    f: Doubles,
    t: Doubles,
    used: NDArray[np.bool_],
    at: tuple[Doubles, Doubles],
    step: tuple[Doubles, Doubles],
    promised: Doubles,
) -> Doubles:
    """The share 1, ½, ¼ … of its Newton step that lowers each pair's loss enough, (P,); 0 where none does."""
    length, before = np.ones(len(f)), loss(f, t, used, *at)
    for _ in range(HALVINGS):
        after = loss(f, t, used, at[0] + length * step[0], at[1] + length * step[1])
        enough = after <= before + SUFFICIENT * length * promised
        if enough.all():
            return length
        length = np.where(enough, length, length / 2)
    return np.where(enough, length, 0)
