"""The problems that `svm.py` times, and the objectives that its peer reached in them."""

from itertools import combinations

import numpy as np
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.svm import SVC, LinearSVC


def images(n: int, d: int, classes: int, apart: float) -> tuple[np.ndarray, np.ndarray]:
    """Features (n, d) and labels (n,), always the same."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(classes, 64)) * apart
    layer = random.normal(size=(64, d)) / 8
    y = random.permutation(np.arange(n) % classes)
    hidden = centres[y] + random.normal(size=(n, 64))
    noise = random.normal(size=(n, d)) / 2
    return np.maximum(hidden @ layer + noise, 0).astype(np.float32), y


def unit(X: np.ndarray) -> np.ndarray:
    """Rows of length 1."""
    return X / np.linalg.norm(X, axis=1, keepdims=True)


def dual_of(machine: SVC) -> float:
    """The sum of all pairs' dual objectives, from the coefficients that scikit-learn keeps."""
    X, total = machine.support_vectors_.astype(np.float64), 0.0
    K = np.exp(-machine._gamma * euclidean_distances(X, squared=True))
    parts = np.split(np.arange(len(X)), np.cumsum(machine.n_support_)[:-1])
    for a, b in combinations(range(len(parts)), 2):
        rows = np.concatenate([parts[a], parts[b]])
        beta = np.concatenate([machine.dual_coef_[b - 1, parts[a]], machine.dual_coef_[a, parts[b]]])
        total += np.abs(beta).sum() - beta @ K[np.ix_(rows, rows)] @ beta / 2
    return total


def squared_hinge(machine: LinearSVC, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The primal objective at C = 1 of each of the peer's machines; a lone one is of the last class."""
    target = np.where(y[:, None] == machine.classes_[-len(machine.coef_) :], 1, -1)
    slack = np.maximum(1 - target * machine.decision_function(X).reshape(target.shape), 0)
    return ((machine.coef_**2).sum(axis=1) + machine.intercept_**2) / 2 + (slack**2).sum(axis=0)
