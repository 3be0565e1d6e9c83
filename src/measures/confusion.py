"""The confusion matrix, from which every measure of predicted classes follows.

    M[i, j] = the number of images of class i that were predicted as class j

One count over the pair's number i·K + j, so that its cost does not grow with the number of classes.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def matrix(labels: ArrayLike, predictions: ArrayLike, classes: int) -> NDArray[np.int64]:
    """Labels (N,) and predictions (N,) in 0 … K − 1 to counts (K, K), true classes in the rows.

    Raises ValueError for other shapes, for no images, and for classes outside 0 … K − 1.
    """
    true, predicted = whole(labels, "labels", classes), whole(predictions, "predictions", classes)
    if true.shape != predicted.shape:
        raise ValueError(
            f"labels {true.shape} and predictions {predicted.shape} differ; give one of each an image"
        )
    pairs = true * classes + predicted  # (N,)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def whole(values: ArrayLike, name: str, classes: int) -> NDArray[np.int64]:
    """The values as integers (N,), or ValueError if they are not classes of 0 … K − 1."""
    given = np.asarray(values)
    if given.ndim != 1 or given.size == 0:
        raise ValueError(f"{name} have shape {given.shape}; give (N,) integers, N at least 1")
    if given.dtype.kind not in "iu":
        raise ValueError(f"{name} are {given.dtype}; give integers, the numbers of the classes")
    if given.min() < 0 or given.max() >= classes:
        raise ValueError(f"{name} span {given.min()} to {given.max()}; give classes in 0 … {classes - 1}")
    return given.astype(np.int64, copy=False)
