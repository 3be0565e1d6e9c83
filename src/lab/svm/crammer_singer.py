"""The linear support vector machine of Crammer and Singer: all classes in one problem, solved exactly.

An image must score for its class y at least 1 more than for any other:

    minimise  P = ½ Σ_k ‖w_k‖² + C Σ_i max_k (w_k·x_i + [k ≠ y_i] − w_{y_i}·x_i),
    maximise  D = −½ Σ_k ‖Σ_i β_ik x_i‖² − Σ_i Σ_{k≠y_i} β_ik   subject to  β_ik ≤ C [k = y_i],  Σ_k β_ik = 0.

The K coefficients of one image have a closed form. With A = ‖x‖², c_k = C [k = y] and
d_k = w_k·x + [k ≠ y] − A (β_k − c_k), they are β_k = c_k − max(0, d_k − θ) / A, where the threshold θ makes
Σ max(0, d_k − θ) = A C: a projection onto a simplex.

Crammer & Singer (2001), On the algorithmic implementation of multiclass kernel-based vector machines, JMLR 2.
Keerthi, Sundararajan, Chang, Hsieh & Lin (2008), A sequential dual method for large scale multi-class linear
SVMs, KDD. Michelot (1986), the projection: drop what lies below the threshold until nothing does.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lab.svm import block_descent, inputs, platt

Floats = NDArray[np.floating]

PASSES = 5
NO_STEP = 1e-6  # a change of less, relative to C, is rounding


def sweep(margins: Floats, gram: Floats, beta: Floats, y: Floats, C: float) -> None:
    """Five passes over a block of n images; β (n, K) changes in place, margins (n, K) with it.

    gram (n, n); y (n, K). Written for a compiler: scalars only.
    """
    n, K = margins.shape
    d = np.empty(K, margins.dtype)
    for _ in range(PASSES):
        for i in range(n):
            A = gram[i, i]
            total, above = -A * C, K
            for k in range(K):
                d[k] = margins[i, k] - A * beta[i, k] + (A * C if y[i, k] > 0 else 1.0)
                total += d[k]
            threshold = total / above
            for _ in range(K):  # Michelot's projection drops at least one class a round
                total, left = -A * C, 0
                for k in range(K):
                    if d[k] > threshold:
                        total += d[k]
                        left += 1
                if left == 0 or left >= above:
                    break
                threshold, above = total / left, left
            for k in range(K):
                bound = C if y[i, k] > 0 else 0.0
                step = margins.dtype.type(bound - max(d[k] - threshold, 0.0) / A - beta[i, k])
                if abs(step) > NO_STEP * C:
                    beta[i, k] += step
                    for j in range(n):
                        margins[j, k] += gram[i, j] * step


def judge(margins: Floats, w: Floats, beta: Floats, y: Floats, C: float) -> tuple[Floats, Floats]:
    """Primal and dual objective of the one problem, (1,) each, from margins, β, y (N, K) and w (D, K)."""
    size = (w * w).sum() / 2
    own = np.where(y > 0, margins, 0).sum(axis=1)  # (N,) the score for the image's class
    slack = (margins + (y < 0)).max(axis=1) - own
    return np.array([size + C * slack.sum()]), np.array([-size - beta[y < 0].sum()])


class CrammerSingerSVM:
    """Joint multiclass linear SVM; the bias is regularised as in LIBLINEAR.

    C: price of a margin error. tolerance: largest duality gap relative to the dual objective.
    max_epochs: visits of every image. random_state: of the order of visits.

    Learnt: `classes_` (K,), `coef_` (K, D), `intercept_` (K,), `n_features_in_`, `n_iter_` epochs,
    `dual_objective_` and `dual_gap_` (1,); by `calibrate`, `slope_` and `offset_` (K,).
    """

    def __init__(
        self, *, C: float = 1.0, tolerance: float = 1e-3, max_epochs: int = 1000, random_state: int = 0
    ) -> None:
        self.C, self.tolerance, self.max_epochs, self.random_state = C, tolerance, max_epochs, random_state

    def fit(self, X: ArrayLike, y: ArrayLike) -> "CrammerSingerSVM":
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

    def calibrate(self, X: ArrayLike, y: ArrayLike) -> "CrammerSingerSVM":
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
