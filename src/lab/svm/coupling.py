"""One probability per class from one per pair of classes, in closed form.

With r_ab the probability of a when it is a or b, seek p with r_ba p_a ≈ r_ab p_b for every pair:

    minimise Σ_a Σ_{b≠a} (r_ba p_a − r_ab p_b)²   subject to  Σ p_a = 1.

That is pᵀQp with Q_aa = Σ_b r_ba², Q_ab = −r_ab r_ba. At the minimum Qp = λ1, hence (Q + 11ᵀ) p = (λ + 1) 1:
solve for the right-hand side 1 and normalise. The paper shows that this minimum is never negative.

Wu, Lin & Weng (2004), Probability estimates for multi-class classification by pairwise coupling, JMLR 5,
the second method.
"""

import numpy as np
from numpy.typing import NDArray

SUREST = 1e-7  # no duel is believed more than this: LIBSVM's bound, and it keeps Q + 11ᵀ invertible


def couple(r: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities p (N, K) from duels r (N, K, K) with r_ab + r_ba = 1; the diagonal is not looked at."""
    r = np.clip(r.astype(np.float64), SUREST, 1 - SUREST)
    K = r.shape[1]
    r[:, np.arange(K), np.arange(K)] = 0
    Q = -r * r.transpose(0, 2, 1)  # (N, K, K)
    Q[:, np.arange(K), np.arange(K)] = (r * r).sum(axis=1)
    p = np.linalg.solve(Q + 1, np.ones((len(r), K, 1)))[:, :, 0]
    p = np.maximum(p, np.finfo(np.float64).tiny)  # rounding may reach below 0, and a log-loss wants no 0
    return p / p.sum(axis=1, keepdims=True)
