"""What the estimators accept, checked in one place: features, labels and settings, each fault in one line."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def positive(**settings: float) -> None:
    """Raise ValueError for the first setting that is not a finite number above 0."""
    for name, value in settings.items():
        if not 0 < value < np.inf:
            raise ValueError(f"{name} must be a finite number above 0, but is {value!r}")


def features(X: ArrayLike, columns: int | None = None) -> NDArray[np.floating]:
    """X as floats (N, D): float32 stays float32, all else becomes float64.

    Raises ValueError unless X is a finite, non-empty matrix with the given number of `columns`.
    """
    X = np.asarray(X)
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"features must be a matrix, one row an image, but have the shape {X.shape}")
    if columns is not None and X.shape[1] != columns:
        raise ValueError(
            f"the classifier was fitted on {columns} features an image, but was given {X.shape[1]}"
        )
    X = X if X.dtype == np.float32 else X.astype(np.float64)
    bad = ~np.isfinite(X).all(axis=1)
    if bad.any():
        raise ValueError(f"features must be finite, but row {bad.argmax()} holds NaN or infinity")
    return X


def labels(y: ArrayLike, rows: int) -> tuple[NDArray[np.generic], NDArray[np.int64]]:
    """The distinct labels in order (K,) and every row's place among them (N,).

    A label that does not occur between two that do (0, 1, 3) is no class: scores have a column a label seen.
    Raises ValueError unless y is a vector of `rows` labels of at least two classes, none of them NaN.
    """
    named = np.asarray(y)
    if named.shape != (rows,):
        raise ValueError(
            f"labels must be one a row of the features, {rows}, but have the shape {named.shape}"
        )
    if named.dtype.kind == "f" and not (np.isfinite(named) & (named == np.floor(named))).all():
        raise ValueError(
            "labels must name classes (integers or text), but some are fractions, NaN or infinity"
        )
    classes, codes = np.unique(named, return_inverse=True)
    if len(classes) < 2:
        raise ValueError(f"an SVM needs at least two classes to tell apart, but every label is {classes[0]}")
    return classes, codes


def two_of_each(classes: NDArray[np.generic], codes: NDArray[np.int64]) -> None:
    """Raise ValueError unless every class has two images, one to learn from and one to calibrate on."""
    lone = classes[np.bincount(codes) < 2]
    if len(lone):
        raise ValueError(f"probabilities need two images of every class, but {lone[0]} has one")
