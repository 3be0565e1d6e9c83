"""Decision values of machines that have not seen the image, for calibration, without refits from nothing.

Every fold's machine works on the kernel matrix of the pair's own machine and begins from its solution: the
coefficients of the images held out become 0, the heavier side is scaled down until Σ β = 0 holds again, and
the solver goes on from there (alpha seeding). All folds of all pairs are solved in the same lock step.

DeCoste & Wagstaff (2000), Alpha seeding for support vector machines, KDD.
"""

import numpy as np
from numpy.typing import NDArray

from lab.svm import smo

FOLDS = 5


def assign(codes: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """A fold for every image (N,), each class dealt evenly in an order drawn from `seed`."""
    order = np.random.default_rng(seed).permutation(len(codes))
    fold = np.empty_like(codes)
    for k in range(codes.max() + 1):
        members = order[codes[order] == k]
        fold[members] = np.arange(len(members)) % FOLDS
    return fold


def out_of_fold(
    gram: smo.Floats, y: smo.Floats, beta: smo.Floats, fold: NDArray[np.int64], C: float, *, tolerance: float
) -> smo.Floats:
    """The decision value (P, n) of every image by the machine that was trained without the image's fold.

    gram (P, n, n); y (P, n) as in `smo.solve`; beta (P, n): the solution with all images; fold (P, n).
    """
    seen = y[:, None] * (fold[:, None] != np.arange(FOLDS)[:, None])  # (P, F, n)
    start = balance(beta[:, None] * (seen != 0))
    found = smo.solve(gram, seen, C, tolerance=tolerance, start=start)
    values = found.beta @ gram + found.bias[:, :, None]  # (P, F, n)
    return np.take_along_axis(values, fold[:, None], axis=1)[:, 0]


def balance(beta: smo.Floats) -> smo.Floats:
    """Coefficients (..., n) whose heavier sign is scaled down until they sum to 0."""
    up = np.maximum(beta, 0).sum(axis=-1, keepdims=True)
    down = np.maximum(-beta, 0).sum(axis=-1, keepdims=True)
    tiny = np.finfo(beta.dtype).tiny
    lighter = np.minimum(up, down)
    return np.where(
        beta > 0, beta * (lighter / np.maximum(up, tiny)), beta * (lighter / np.maximum(down, tiny))
    )
