"""The multiclass support vector machine with an RBF kernel, one-vs-one, solved exactly.

For every pair of classes a < b, with y = +1 for a and −1 for b,

    minimise  ½ ‖w‖² + C Σ max(0, 1 − y_i (w·φ(x_i) + b)),    K(x, z) = φ(x)·φ(z) = exp(−γ ‖x − z‖²),

and the pairs vote. Everything learnt fits a K × K picture, row against column: α of an image of class a
against class b, an antisymmetric bias, and an antisymmetric decision D_ab(x) = Σ α K(x_a, x) − Σ α K(x_b, x) + bias_ab.

Cortes & Vapnik (1995), Support-vector networks. Knerr, Personnaz & Dreyfus (1990), Single-layer learning revisited.
"""

import warnings
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lab.svm import inputs, pairs, rbf, smo

Floats = NDArray[np.floating]

ROWS_AT_ONCE = 1024  # images to score at a time: their kernel with all support vectors is kept small


class KernelSVM:
    """One-vs-one C-SVM with an RBF kernel.

    C: price of a margin error. gamma: width γ, or "scale" for 1 / (D · variance of the features).
    tolerance: largest duality gap of a pair, relative to its dual objective. max_steps: of the solver, per pair.
    Single-precision features are solved in single precision, all others in double.

    Learnt: `classes_` (K,), `support_` (S,) rows of the training set, `support_vectors_` (S, D),
    `dual_coef_` (S, K) α against each class, `intercept_` (K, K), `gamma_`, `n_features_in_`, and per pair
    a < b in scikit-learn's order, (K (K − 1) / 2,): `dual_objective_`, `dual_gap_`, `n_iter_`.
    """

    def __init__(
        self,
        *,
        C: float = 3.0,
        gamma: float | str = "scale",
        tolerance: float = 1e-4,
        max_steps: int = 10_000_000,
    ) -> None:
        self.C, self.gamma, self.tolerance, self.max_steps = C, gamma, tolerance, max_steps

    def fit(self, X: ArrayLike, y: ArrayLike) -> "KernelSVM":
        """Learn from features X (N, D) and labels y (N,). ValueError for input that cannot be learnt from."""
        inputs.positive(C=self.C, tolerance=self.tolerance, max_steps=self.max_steps)
        X = inputs.features(X)
        self.classes_, codes = inputs.labels(y, len(X))
        self.n_features_in_ = X.shape[1]
        if self.gamma != "scale":
            inputs.positive(gamma=self.gamma)
        self.gamma_ = rbf.scale(X) if self.gamma == "scale" else float(self.gamma)
        self._origin = X.mean(axis=0)
        members = [np.flatnonzero(codes == k) for k in range(len(self.classes_))]
        groups = [X[rows] - self._origin for rows in members]
        alpha = self._solve(groups)
        kept = [np.flatnonzero(a.any(axis=1)) for a in alpha]
        self.support_ = np.concatenate([rows[k] for rows, k in zip(members, kept, strict=True)])
        self.support_vectors_ = X[self.support_]
        self.dual_coef_ = np.concatenate([a[k] for a, k in zip(alpha, kept, strict=True)])
        self.n_support_ = np.array([len(k) for k in kept])
        return self

    def _solve(self, groups: list[Floats]) -> list[Floats]:
        """α of every class's images against every class, a list of (N_a, K); keeps biases and certificates."""
        K, dtype = len(groups), groups[0].dtype
        alpha = [np.zeros((len(group), K), dtype) for group in groups]
        bias, dual, gap = (np.zeros((K, K), dtype) for _ in range(3))
        steps = np.zeros((K, K), np.int64)
        own = [rbf.kernel(group, group, self.gamma_) for group in groups]
        for duels in pairs.batches(np.array([len(group) for group in groups])):
            gram, y = pairs.stack(groups, own, duels, self.gamma_)
            found = smo.solve(gram, y[:, None], self.C, tolerance=self.tolerance, max_steps=self.max_steps)
            for beta, (a, b) in zip(np.abs(found.beta[:, 0]), duels, strict=True):
                alpha[a][:, b], alpha[b][:, a] = np.split(
                    beta[: len(groups[a]) + len(groups[b])], [len(groups[a])]
                )
            a, b = duels.T
            bias[a, b], bias[b, a] = found.bias[:, 0], -found.bias[:, 0]
            dual[a, b], gap[a, b], steps[a, b] = found.dual[:, 0], found.gap[:, 0], found.steps[:, 0]
        upper = np.triu_indices(K, 1)
        self.intercept_, self.dual_objective_, self.dual_gap_, self.n_iter_ = (
            bias,
            dual[upper],
            gap[upper],
            steps[upper],
        )
        if (self.dual_gap_ > self.tolerance * self.dual_objective_).any():
            warnings.warn(
                f"{self.max_steps} steps did not close every duality gap; raise max_steps", stacklevel=3
            )
        return alpha

    def _duels(self, X: ArrayLike) -> Iterator[Floats]:
        """D_ab of every image and pair, (n, K, K) for some rows of X at a time."""
        if not hasattr(self, "dual_coef_"):
            raise ValueError("this KernelSVM has learnt nothing yet: call fit first")
        X = inputs.features(X, self.n_features_in_) - self._origin
        ends = np.cumsum(self.n_support_)[:-1]
        machines = self.support_vectors_ - self._origin
        for first in range(0, len(X), ROWS_AT_ONCE):
            kernel = rbf.kernel(X[first : first + ROWS_AT_ONCE], machines, self.gamma_)  # (n, S)
            sums = np.stack(
                [
                    k @ a
                    for k, a in zip(
                        np.split(kernel, ends, axis=1), np.split(self.dual_coef_, ends), strict=True
                    )
                ],
                axis=1,
            )  # (n, K, K)
            yield sums - sums.transpose(0, 2, 1) + self.intercept_

    def decision_function(self, X: ArrayLike) -> Floats:
        """A score per image and class (N, K), `pairs.tournament`: its argmax is what `predict` answers."""
        return np.concatenate([pairs.tournament(duels) for duels in self._duels(X)])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """The label of every row of X, (N,)."""
        return self.classes_[self.decision_function(X).argmax(axis=1)]
