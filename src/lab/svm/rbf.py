"""The radial basis function kernel, by one matrix product: K(x, z) = exp(−γ ‖x − z‖²).

‖x − z‖² = ‖x‖² + ‖z‖² − 2 x·z turns N × M distances into a GEMM, at the price of cancellation: move the
features' mean to the origin first (distances do not change) and single precision suffices.

Schölkopf et al. (1997), Comparing support vector machines with Gaussian kernels to RBF classifiers.
"""

import numpy as np
from numpy.typing import NDArray


def width(X: NDArray[np.floating], gamma: float | str) -> float:
    """γ as given, or for "scale" 1 / (D · variance of all entries of X (N, D)); 1 if X is constant."""
    if gamma == "scale":
        variance = float(X.var(dtype=np.float64))
        return 1 / (X.shape[1] * variance) if variance > 0 else 1.0
    if isinstance(gamma, str) or not 0 < gamma < np.inf:
        raise ValueError(f'gamma must be a finite number above 0 or "scale", but is {gamma!r}')
    return float(gamma)


def kernel(X: NDArray[np.floating], Z: NDArray[np.floating], gamma: float) -> NDArray[np.floating]:
    """K(x, z) of every row of X (N, D) with every row of Z (M, D): (N, M), in their precision."""
    K = X @ Z.T  # (N, M)
    K *= 2 * gamma
    K -= gamma * np.einsum("nd,nd->n", X, X)[:, None]
    K -= gamma * np.einsum("md,md->m", Z, Z)
    np.minimum(K, 0, out=K)  # rounding must not make a distance negative
    return np.exp(K, out=K)
