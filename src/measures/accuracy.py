"""Accuracy, over all images and for the images of each class.

    accuracy = Σ_k M[k, k] / N,    accuracy of class k = M[k, k] / Σ_j M[k, j]

with M the confusion matrix. The accuracy of a class is its recall; the mean of them is the balanced
accuracy.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import confusion, precision_recall


def overall(labels: ArrayLike, predictions: ArrayLike, classes: int) -> float:
    """Labels (N,) and predictions (N,) to the share of images that were predicted rightly."""
    counts = confusion.matrix(labels, predictions, classes)  # (K, K)
    return float(counts.trace() / counts.sum())


def class_wise(labels: ArrayLike, predictions: ArrayLike, classes: int) -> NDArray[np.float64]:
    """Labels (N,) and predictions (N,) to the accuracy of each class (K,), 0 for a class without images."""
    return precision_recall.class_wise(labels, predictions, classes).recall
