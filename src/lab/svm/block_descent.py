"""Dual descent on blocks of images, the frame of both linear machines: three matrix products a block.

A linear machine w (D, K) is a sum over its images, w_k = Σ_i β_ik x_i, and its dual is maximised over the β
of one image after another. Done image by image over D features this is a stream of memory. Here 64 images at
a time are drawn; their margins x·w and their own 64 × 64 Gram matrix are two matrix products; a sweep of five
passes improves their β with those alone; w follows by a third product. The blocks are drawn afresh in every
epoch, as a fixed partition stalls. Every second epoch the duality gap is taken, and decides when to stop.

The sweep is a chain of scalar steps, each needing the last, so it alone is compiled, by numba: about a second
once a process, and nothing is left on disk.

Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), A dual coordinate descent method for large-scale linear SVM.
"""

import warnings
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lab.svm import inputs, platt

Floats = NDArray[np.floating]
Sweep = Callable[[Floats, Floats, Floats, Floats, float], None]
Judge = Callable[[Floats, Floats, Floats, Floats, float], tuple[Floats, Floats]]

BLOCK = 64
EPOCHS_BETWEEN_CHECKS = 2


class Machine(NamedTuple):
    """What was learnt: weights of the features and of the constant, and how good they are."""

    coef: Floats  # (K, D)
    intercept: Floats  # (K,)
    dual: Floats  # (K,) for problems solved apart, (1,) for one joint problem
    gap: Floats  # the same
    epochs: int


@cache
def compiled(sweep: Sweep) -> Sweep:
    """The sweep as machine code; numba is imported here, so that nothing else waits for it."""
    import numba

    machine_code: Sweep = numba.njit(sweep)
    return machine_code


def solve(
    X: Floats,
    codes: NDArray[np.int64],
    sweep: Sweep,
    judge: Judge,
    *,
    C: float,
    tolerance: float,
    max_epochs: int,
    seed: int,
) -> Machine:
    """Learn from X (N, D) and codes (N,) until every gap is at most `tolerance` times its dual objective.

    sweep(margins, gram, β, y, C) improves a block's β (n, K) in place and may use up its margins (n, K);
    judge(margins, w, β, y, C) gives primal and dual objectives; y is +1 for an image's class, −1 for others.
    The constant is learnt as the weight of one more feature, always 1, regularised like all (LIBLINEAR).
    """
    X = np.hstack([X, np.ones((len(X), 1), X.dtype)])  # (N, D + 1)
    y = np.where(codes[:, None] == np.arange(codes.max() + 1), 1, -1).astype(X.dtype)  # (N, K)
    beta, w = np.zeros_like(y), np.zeros((X.shape[1], y.shape[1]), X.dtype)
    random, sweep = np.random.default_rng(seed), compiled(sweep)
    for epoch in range(1, max_epochs + 1):
        visit(X, y, beta, w, random.permutation(len(X)), sweep, C)
        if epoch % EPOCHS_BETWEEN_CHECKS and epoch < max_epochs:
            continue
        w = X.T @ beta  # afresh, lest rounding pile up
        primal, dual = judge(X @ w, w, beta, y, C)
        if (primal - dual <= tolerance * dual).all():
            break
    else:
        warnings.warn(f"{max_epochs} epochs left a duality gap open: raise max_epochs", stacklevel=3)
    return Machine(w[:-1].T.copy(), w[-1].copy(), dual, primal - dual, epoch)


def visit(
    X: Floats, y: Floats, beta: Floats, w: Floats, order: NDArray[np.int64], sweep: Sweep, C: float
) -> None:
    """Sweep over every image once, in blocks taken from `order`; β and w change in place."""
    for start in range(0, len(order), BLOCK):
        rows = order[start : start + BLOCK]
        x, before = X[rows], beta[rows]
        after = before.copy()
        sweep(x @ w, x @ x.T, after, y[rows], C)
        beta[rows] = after
        w += x.T @ (after - before)


def scores(X: ArrayLike, coef: Floats | None, intercept: Floats | None) -> Floats:
    """w_k·x + b_k of every row of X and every class, (N, K); ValueError where nothing was learnt yet."""
    if coef is None or intercept is None:
        raise ValueError("this machine has learnt nothing yet: call fit first")
    return inputs.features(X, coef.shape[1]).astype(coef.dtype) @ coef.T + intercept


def sigmoids(values: Floats, y: ArrayLike, classes: NDArray[np.generic]) -> tuple[Floats, Floats]:
    """Platt's slopes and offsets (K,), each class against the rest, from scores (N, K) of unseen images.

    Raises ValueError unless the labels y (N,) name all the classes, and no other.
    """
    present, codes = inputs.labels(y, len(values))
    if not np.array_equal(present, classes):
        raise ValueError(f"calibration needs images of the {len(classes)} classes learnt, and of no other")
    return platt.fit(values.T, np.where(codes == np.arange(len(classes))[:, None], 1.0, -1.0))
