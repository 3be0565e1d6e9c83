"""Sequential minimal optimisation of many two-class problems in lock step: one operation serves them all.

The dual of the C-SVM in signed coefficients β_i = y_i α_i, for kernels with K_ii = 1:

    maximise  D(β) = Σ y_i β_i − ½ Σ β_i β_j K_ij   subject to  Σ β_i = 0,  0 ≤ y_i β_i ≤ C.

With the errors E = y − Kβ, a step moves t from β_j to β_i, chosen by second-order working set selection:

    i = argmax {E_i : β_i may rise},   j = argmax {(E_i − E_j)² / (2 − 2 K_ij) : β_j may fall, E_j < E_i},
    t = (E_i − E_j) / (2 − 2 K_ij), cut to the box,   E ← E − t (K_i − K_j).

For any bias b and v_i = y_i (E_i − b) the duality gap is a sum of terms none of which is negative:

    gap = Σ C max(0, v_i) − |β_i| v_i.

A solver of one small problem spends its time in the interpreter, or needs a compiler. One-vs-one asks
for K (K − 1) / 2 independent problems, and as many again for every calibration fold: stacked, a step of all
of them is a dozen NumPy operations on arrays that fit the processor's cache.

Platt (1998), Fast training of support vector machines using sequential minimal optimization.
Fan, Chen & Lin (2005), Working set selection using second order information for training SVMs, JMLR 6.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

STEPS_BETWEEN_CHECKS = 32
MAX_STEPS = 10_000_000  # of one problem
SMALLEST_CURVATURE = (
    1e-6  # two equal images have curvature 0: any small positive number keeps the step finite
)


class Solution(NamedTuple):
    """What was learnt of G × F problems of at most n points each."""

    beta: Floats  # (G, F, n)  signed coefficients
    bias: Floats  # (G, F)
    dual: Floats  # (G, F)  D(β)
    gap: Floats  # (G, F)  primal − dual
    steps: NDArray[np.int64]  # (G, F)


def solve(
    gram: Floats,
    y: Floats,
    C: float,
    *,
    tolerance: float,
    max_steps: int = MAX_STEPS,
    start: Floats | None = None,
) -> Solution:
    """Solve G × F problems until each duality gap is at most `tolerance` times its dual objective.

    gram (G, n, n): kernel matrices with unit diagonal, each shared by F problems (folds, for instance).
    y (G, F, n): −1, +1, or 0 for a point that takes no part. start (G, F, n): feasible coefficients.
    A problem that has not closed its gap after `max_steps` is left as it is: the gap tells how far it came.
    """
    shape, n = y.shape[:2], y.shape[2]
    beta = np.zeros_like(y) if start is None else start
    errors = y.copy() if start is None else y - beta @ gram  # (G, F, n), as gram is symmetric
    owner = np.repeat(np.arange(shape[0]), shape[1])  # (B,)  B = G × F
    y, beta, errors = (array.reshape(-1, n) for array in (y, beta, errors))  # (B, n)
    bias, dual, gap = (np.zeros(len(y), y.dtype) for _ in range(3))
    steps = np.zeros(len(y), np.int64)
    going = np.arange(len(y))  # the problems still at work
    while True:
        bias[going], dual[going], gap[going] = judge(beta[going], errors[going], y[going], C)
        going = going[(gap[going] > tolerance * dual[going]) & (steps[going] < max_steps)]
        if not len(going):
            bias, dual, gap, steps = (array.reshape(shape) for array in (bias, dual, gap, steps))
            return Solution(beta.reshape(*shape, n), bias, dual, gap, steps)
        beta[going], errors[going] = ascend(gram, owner[going], beta[going], errors[going], y[going], C)
        steps[going] += STEPS_BETWEEN_CHECKS


def judge(beta: Floats, errors: Floats, y: Floats, C: float) -> tuple[Floats, Floats, Floats]:
    """Bias, dual objective and duality gap of B problems, each (B,), from coefficients and errors (B, n)."""
    errors = np.where(y != 0, errors, 0)
    may_rise, may_fall = beta < C * (y > 0), beta > -C * (y < 0)
    free = may_rise & may_fall
    several = free.sum(axis=1)
    highest = np.where(may_rise, errors, -np.inf).max(axis=1)
    lowest = np.where(may_fall, errors, np.inf).min(axis=1)
    mean = (errors * free).sum(axis=1) / np.maximum(several, 1)
    bias = np.where(several > 0, mean, (highest + lowest) / 2)
    v = y * (errors - bias[:, None])  # (B, n)
    gap = (C * np.maximum(v, 0) - np.abs(beta) * v).sum(axis=1)
    return bias, (beta * (y + errors)).sum(axis=1) / 2, gap


def ascend(
    gram: Floats, owner: NDArray[np.int64], beta: Floats, errors: Floats, y: Floats, C: float
) -> tuple[Floats, Floats]:
    """Take `STEPS_BETWEEN_CHECKS` steps in B problems of kernels gram[owner]; β and E after them, (B, n).

    `rising` holds E where β may rise and −∞ elsewhere, `falling` E where β may fall and +∞ elsewhere:
    subtracting the same from both keeps the infinities, so that only the two points that moved need a look.
    """
    upper, lower = C * (y > 0).astype(y.dtype), -C * (y < 0).astype(y.dtype)
    rising = np.where(beta < upper, errors, -np.inf).astype(y.dtype)
    falling = np.where(beta > lower, errors, np.inf).astype(y.dtype)
    each = np.arange(len(beta))
    for _ in range(STEPS_BETWEEN_CHECKS):
        i = each, rising.argmax(axis=1)  # one index a problem: x[i] is (B,)
        row = gram[owner, i[1]]  # (B, n)
        slope = np.maximum(rising[i][:, None] - falling, 0)  # (B, n)
        curvature = 1 - row  # half of what the formula divides by
        np.maximum(curvature, SMALLEST_CURVATURE, out=curvature)
        gain = slope * slope
        gain /= curvature
        j = each, gain.argmax(axis=1)
        t = np.minimum(slope[j] / curvature[j] / 2, np.minimum(upper[i] - beta[i], beta[j] - lower[j]))
        # Where the box cuts, land on it exactly: a bound missed by a rounding would be chosen again.
        beta[i] = np.where(t < upper[i] - beta[i], beta[i] + t, upper[i])
        beta[j] = np.where(t < beta[j] - lower[j], beta[j] - t, lower[j])
        row -= gram[owner, j[1]]
        row *= t[:, None]
        rising -= row
        falling -= row
        for k in (i, j):
            error = np.where(np.isfinite(rising[k]), rising[k], falling[k])
            rising[k] = np.where(beta[k] < upper[k], error, -np.inf)
            falling[k] = np.where(beta[k] > lower[k], error, np.inf)
    return beta, np.where(np.isfinite(rising), rising, falling)
