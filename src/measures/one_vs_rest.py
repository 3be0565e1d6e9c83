"""The scores of each class against the rest, sorted once for ROC curves and average precision."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion

Floats = NDArray[np.float32] | NDArray[np.float64]


def split(labels: ArrayLike, scores: ArrayLike, classes: int) -> Iterator[tuple[Floats, Floats]]:
    """Labels (N,) and scores (N, K) to the rising scores of each class, of all images (N,) and its own (P,).

    float32 stays float32: its order is the same and its sort twice as fast.
    Raises ValueError for other shapes and for scores that are not finite.
    """
    true = confusion.whole(labels, "labels", classes)  # (N,)
    columns = np.ascontiguousarray(matrix(scores, len(true), classes).T)  # (K, N)
    for k, column in enumerate(columns):
        yield np.sort(column), np.sort(column[true == k])


def matrix(scores: ArrayLike, images: int, classes: int) -> Floats:
    """The scores as floats (N, K), or ValueError if they have another shape or are not finite."""
    given = np.asarray(scores)
    if given.shape != (images, classes):
        raise ValueError(f"scores have shape {given.shape}; give an image's in a row, {(images, classes)}")
    given = given if given.dtype == np.float32 else given.astype(np.float64, copy=False)
    if not np.isfinite(given).all():
        raise ValueError("scores contain NaN or infinity; look for them in what made the scores")
    return given
