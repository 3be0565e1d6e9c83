"""The linear support vector machine, one class against the rest, with squared hinge, solved exactly.

For each class k, with y_ik = +1 for its images and −1 for all others,

    minimise  P = ½ ‖w_k‖² + C Σ max(0, 1 − y_ik w_k·x_i)²,
    maximise  D = Σ y_ik β_ik − ½ ‖Σ β_ik x_i‖² − Σ β_ik² / (4C)   subject to  y_ik β_ik ≥ 0.

One β at a time has a closed form; with α = yβ, α ← max(0, α − g / (‖x‖² + 1/(2C))), g = y w·x − 1 + α / (2C).

Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), A dual coordinate descent method for large-scale linear SVM.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lab.svm import block_descent, inputs, platt

Floats = NDArray[np.floating]

PASSES = 5


def sweep(margins: Floats, gram: Floats, beta: Floats, y: Floats, C: float) -> None:
    """Five passes over a block of n images, class after class; β (n, K) changes in place.

    margins (n, K) x·w; gram (n, n); y (n, K). Written for a compiler: scalars only.
    """
    n, K = margins.shape
    ridge = 1 / (2 * C)
    for k in range(K):
        margin = margins[:, k].copy()  # (n,) contiguous
        for _ in range(PASSES):
            moved = False
            for i in range(n):
                gradient = y[i, k] * margin[i] - 1 + ridge * y[i, k] * beta[i, k]
                alpha = max(y[i, k] * beta[i, k] - gradient / (gram[i, i] + ridge), 0.0)
                step = margin.dtype.type(y[i, k] * alpha - beta[i, k])
                if step != 0:
                    moved = True
                    beta[i, k] += step
                    for j in range(n):
                        margin[j] += gram[i, j] * step
            if not moved:
                break


def judge(margins: Floats, w: Floats, beta: Floats, y: Floats, C: float) -> tuple[Floats, Floats]:
    """Primal and dual objective of every class, (K,), from margins, β, y (N, K) and w (D, K)."""
    size = (w * w).sum(axis=0) / 2
    slack = np.maximum(1 - y * margins, 0)  # (N, K)
    dual = (y * beta).sum(axis=0) - size - (beta * beta).sum(axis=0) / (4 * C)
    return size + C * (slack * slack).sum(axis=0), dual


class LinearSVM:
    """One-vs-rest linear SVM with squared hinge; the bias is regularised as in LIBLINEAR.

    C: price of a squared margin error. tolerance: largest duality gap of a class relative to its dual
    objective. max_epochs: visits of every image. random_state: of the order of visits.

    Learnt: `classes_` (K,), `coef_` (K, D), `intercept_` (K,), `n_features_in_`, `n_iter_` epochs, and of
    every class `dual_objective_` and `dual_gap_` (K,); by `calibrate`, `slope_` and `offset_` (K,).
    """

    def __init__(
        self, *, C: float = 1.0, tolerance: float = 1e-3, max_epochs: int = 1000, random_state: int = 0
    ) -> None:
        self.C, self.tolerance, self.max_epochs, self.random_state = C, tolerance, max_epochs, random_state

    def fit(self, X: ArrayLike, y: ArrayLike) -> "LinearSVM":
        """Learn from features X (N, D) and labels y (N,). ValueError for input that cannot be learnt from."""
        inputs.positive(C=self.C, tolerance=self.tolerance, max_epochs=self.max_epochs)
        x = inputs.features(X)
        self.classes_, codes = inputs.labels(y, len(x))
        self.n_features_in_ = x.shape[1]
        learnt = block_descent.solve(
            x,
            codes,
            sweep,
            judge,
            C=self.C,
            tolerance=self.tolerance,
            max_epochs=self.max_epochs,
            seed=self.random_state,
        )
        self.coef_, self.intercept_, self.dual_objective_, self.dual_gap_, self.n_iter_ = learnt
        return self

    def decision_function(self, X: ArrayLike) -> Floats:
        """w_k·x + b_k of every row of X (N, D) and every class, (N, K), also when there are two."""
        return block_descent.scores(X, getattr(self, "coef_", None), getattr(self, "intercept_", None))

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """The label of every row of X, (N,): the highest score."""
        best = self.decision_function(X).argmax(axis=1)
        return self.classes_[best]

    def calibrate(self, X: ArrayLike, y: ArrayLike) -> "LinearSVM":
        """Fit Platt's sigmoid of each class on images that were not learnt from: a validation set."""
        values = self.decision_function(X)
        self.slope_, self.offset_ = block_descent.sigmoids(values, y, self.classes_)
        return self

    def predict_proba(self, X: ArrayLike) -> NDArray[np.floating]:
        """The classes' sigmoids (N, K), normalised to sum to 1; ValueError before `calibrate`."""
        if not hasattr(self, "slope_"):
            raise ValueError("probabilities were not calibrated: call calibrate with a validation set first")
        sure = platt.sigmoid(self.slope_ * self.decision_function(X) + self.offset_)
        return sure / sure.sum(axis=1, keepdims=True)
