"""Embeddings: a view of them in the plane, and how compact the classes are against their distance.

    projection = X V,  X = U S Vᵀ the singular value decomposition of the centered embeddings  (Pearson 1901)
    scatter ratio = within / between = Σ_i ‖x_i − m_{y_i}‖² / Σ_k n_k ‖m_k − m‖²                 (Fisher 1936)

with m_k the mean of class k and m that of all. The ratio is 0 for classes that are points and does not
change when embeddings are moved, turned or scaled: losses may be compared by it though their embeddings
differ in size.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion


def project(embeddings: ArrayLike, dimensions: int = 2) -> NDArray[np.float64]:
    """Embeddings (N, D) to their principal components (N, 2), the one of most variance first.

    A component's sign is arbitrary: here the axis' largest entry is positive, so that a picture never flips.
    Raises ValueError if N or D is smaller than the dimensions asked for.
    """
    centered = rows(embeddings)  # (N, D)
    centered = centered - centered.mean(axis=0)
    if min(centered.shape) < dimensions:
        raise ValueError(
            f"embeddings have shape {centered.shape}; no {dimensions} components can be found in them"
        )
    axes = np.linalg.svd(centered, full_matrices=False).Vh[:dimensions]  # (2, D)
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)  # (2, 1)
    components: NDArray[np.float64] = centered @ (axes * np.sign(largest)).T  # (N, 2)
    return components


def scatter_ratio(embeddings: ArrayLike, labels: ArrayLike, classes: int) -> float:
    """Embeddings (N, D) and labels (N,) to within- over between-class scatter; ∞ if all means coincide."""
    points, true = rows(embeddings), confusion.whole(labels, "labels", classes)  # (N, D), (N,)
    if len(points) != len(true):
        raise ValueError(f"{len(points)} embeddings have {len(true)} labels; give one label each")
    images = np.bincount(true, minlength=classes)  # (K,)
    sums = np.zeros((classes, points.shape[1]))  # (K, D)
    np.add.at(sums, true, points)
    means = sums / np.maximum(images, 1)[:, None]  # (K, D)
    within = np.square(points - means[true]).sum()
    between = images @ np.square(means - points.mean(axis=0)).sum(axis=1)
    return float(within / between) if between > 0 else float("inf")


def rows(embeddings: ArrayLike) -> NDArray[np.float64]:
    """The embeddings as float64 (N, D), or ValueError if they have another shape or are not finite."""
    points = np.asarray(embeddings, dtype=np.float64)
    if points.ndim != 2 or len(points) == 0:
        raise ValueError(f"embeddings have shape {points.shape}; give (N, D), N at least 1")
    if not np.isfinite(points).all():
        raise ValueError("embeddings contain NaN or infinity; look for them in the network that made them")
    return points
