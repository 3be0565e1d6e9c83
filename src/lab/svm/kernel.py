"""The multiclass support vector machine with an RBF kernel, one-vs-one, solved exactly.

For every pair of classes a < b, with y = +1 for a and −1 for b,

    minimise  ½ ‖w‖² + C Σ max(0, 1 − y_i (w·φ(x_i) + bias)),   φ(x)·φ(z) = exp(−γ ‖x − z‖²),

and the pairs vote. All that is learnt fits a K × K picture, row against column: the α of an image of class a
against class b, the bias, and the duel of an image,

    D_ab(x) = Σ_{i in a} α_ib K(x_i, x) − Σ_{i in b} α_ia K(x_i, x) + bias_ab = −D_ba(x).

Cortes & Vapnik (1995), Support-vector networks, Machine Learning 20.
Knerr, Personnaz & Dreyfus (1990), Single-layer learning revisited: classes against one another.
"""

import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray

from lab.svm import coupling, folds, inputs, pairs, platt, rbf, smo

Floats = NDArray[np.floating]

ROWS_AT_ONCE = 1024  # images scored at a time, fewer where K is large:
DUELS_AT_ONCE = 2**22  # so that their duels fit the cache


class KernelSVM:
    """One-vs-one C-SVM with an RBF kernel.

    C: price of a margin error. gamma: the kernel's γ, or "scale" for 1 / (D · variance of the features).
    probability: fit the sigmoids that `predict_proba` needs, on five folds drawn from `random_state`.
    break_ties: let `predict` settle equal votes by confidence, as the scores do, not by the first class.
    tolerance: largest duality gap of a pair relative to its dual objective. max_steps: a pair's at most.
    Single-precision features are solved in single precision, all others in double.

    Learnt: `classes_` (K,), `support_` (S,) rows of the training set grouped by class, `n_support_` (K,),
    `support_vectors_` (S, D), `dual_coef_` (S, K) α against each class, `intercept_` (K, K), `gamma_`,
    `n_features_in_`; of the pairs a < b, row by row, (K (K − 1) / 2,): `dual_objective_`, `dual_gap_`,
    `n_iter_`; with probabilities, `slope_` and `offset_` (K, K) of the sigmoids.
    """

    def __init__(
        self,
        *,
        C: float = 3.0,
        gamma: float | str = "scale",
        probability: bool = False,
        break_ties: bool = False,
        tolerance: float = 1e-3,
        max_steps: int = 10_000_000,
        random_state: int = 0,
    ) -> None:
        self.C, self.gamma, self.probability, self.break_ties = C, gamma, probability, break_ties
        self.tolerance, self.max_steps, self.random_state = tolerance, max_steps, random_state

    def fit(self, X: ArrayLike, y: ArrayLike) -> "KernelSVM":
        """Learn from features X (N, D) and labels y (N,). ValueError for input that cannot be learnt from."""
        inputs.positive(C=self.C, tolerance=self.tolerance, max_steps=self.max_steps)
        x = inputs.features(X)
        self.classes_, codes = inputs.labels(y, len(x))
        if self.probability:
            inputs.two_of_each(self.classes_, codes)
        self.n_features_in_, self.gamma_ = x.shape[1], rbf.width(x, self.gamma)
        self._origin = x.mean(axis=0)
        members = [np.flatnonzero(codes == k) for k in range(len(self.classes_))]
        fold = folds.assign(codes, self.random_state)
        alpha = self._solve([x[rows] - self._origin for rows in members], [fold[rows] for rows in members])
        kept = [np.flatnonzero(a.any(axis=1)) for a in alpha]
        self.n_support_ = np.array([len(k) for k in kept])
        self.support_ = np.concatenate([rows[k] for rows, k in zip(members, kept, strict=True)])
        self.support_vectors_ = x[self.support_]
        self.dual_coef_ = np.concatenate([a[k] for a, k in zip(alpha, kept, strict=True)])
        return self

    def _solve(self, groups: list[Floats], fold: list[NDArray[np.int64]]) -> list[Floats]:
        """The α of each class's images against every class, a list of (N_a, K); keeps all else it learns."""
        alpha = [np.zeros((len(group), len(groups)), group.dtype) for group in groups]
        own = [rbf.kernel(group, group, self.gamma_) for group in groups]
        first, second = np.triu_indices(len(groups), 1)
        table = np.zeros((6, len(first)))

        def solve(some: NDArray[np.int64]) -> None:
            duels = list(zip(first[some], second[some], strict=True))
            gram, y = pairs.stack(groups, own, duels, self.gamma_)
            found = smo.solve(gram, y[:, None], self.C, tolerance=self.tolerance, max_steps=self.max_steps)
            beta, *scalars = (array[:, 0] for array in found)
            table[:4, some] = scalars
            pairs.part(np.abs(beta), duels, alpha)
            if self.probability:
                held = pairs.line_up(fold, duels)
                values = folds.out_of_fold(gram, y, beta, held, self.C, tolerance=self.tolerance)
                table[4:, some] = platt.fit(values, y)

        # Each pair is solved by itself and written to places of its own: the same bits in any number of threads.
        with ThreadPoolExecutor(torch.get_num_threads()) as threads:
            for _ in threads.map(solve, pairs.batches(np.array([len(group) for group in groups]))):
                pass
        bias, self.dual_objective_, self.dual_gap_, steps, slope, offset = table
        self.n_iter_ = steps.astype(np.int64)
        self.intercept_, self.offset_ = (pairs.square(v, -1).astype(own[0].dtype) for v in (bias, offset))
        self.slope_ = pairs.square(slope, 1)
        if (self.dual_gap_ > self.tolerance * self.dual_objective_).any():
            warnings.warn(f"{self.max_steps} steps left a duality gap open: raise max_steps", stacklevel=3)
        return alpha

    def _duels(self, X: ArrayLike) -> Iterator[Floats]:
        """D_ab(x) of all pairs for some rows of X at a time, (n, K, K)."""
        if not hasattr(self, "dual_coef_"):
            raise ValueError("this KernelSVM has learnt nothing yet: call fit first")
        x = inputs.features(X, self.n_features_in_).astype(self._origin.dtype)
        machines = self.support_vectors_ - self._origin
        ends = np.cumsum(self.n_support_)[:-1]
        alpha = np.split(self.dual_coef_, ends)
        at_once = max(1, min(ROWS_AT_ONCE, DUELS_AT_ONCE // len(self.classes_) ** 2))
        for start in range(0, len(x), at_once):
            kernel = rbf.kernel(x[start : start + at_once] - self._origin, machines, self.gamma_)  # (n, S)
            parts = np.split(kernel, ends, axis=1)
            sums = np.stack([part @ a for part, a in zip(parts, alpha, strict=True)], axis=1)  # (n, K, K)
            yield sums - sums.transpose(0, 2, 1) + self.intercept_

    def decision_function(self, X: ArrayLike) -> Floats:
        """A score per image and class (N, K): duels won, ties settled by confidence (`pairs.tournament`)."""
        return np.concatenate([pairs.tournament(duels) for duels in self._duels(X)])

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:
        """The label of every row of X, (N,): most duels won."""
        scores = self.decision_function(X)
        votes = scores if self.break_ties else np.round(scores)
        return self.classes_[votes.argmax(axis=1)]

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Probabilities (N, K), rows summing to 1; their argmax may differ from `predict`, which counts."""
        if not self.probability:
            raise ValueError("probabilities were not calibrated: make the KernelSVM with probability=True")
        sure = (platt.sigmoid(self.slope_ * duels + self.offset_) for duels in self._duels(X))
        return np.concatenate([coupling.couple(r) for r in sure])
