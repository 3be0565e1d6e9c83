"""Average precision: the area under the precision–recall curve as a sum of steps, nothing interpolated.

    AP = Σ_t (R_t − R_{t+1}) P_t
       = mean over positives i of  #{positives with score ≥ s_i} / #{images with score ≥ s_i}

over the distinct thresholds t. The second form holds since recall steps by 1/P at each positive; it asks
for the precision at the positives' own scores alone. (Zhu 2004, Recall, precision and average precision,
Waterloo.)
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from measures import one_vs_rest


def class_wise(labels: ArrayLike, scores: ArrayLike, classes: int) -> NDArray[np.float64]:
    """Labels (N,) and scores (N, K) to the average precision of each class against the rest (K,).

    0 for a class without images, as scikit-learn has it.
    """
    return np.array(
        [area(ordered, positive) for ordered, positive in one_vs_rest.split(labels, scores, classes)]
    )


def macro(labels: ArrayLike, scores: ArrayLike, classes: int) -> float:
    """Labels (N,) and scores (N, K) to the mean average precision over all classes."""
    return float(class_wise(labels, scores, classes).mean())


def area(ordered: NDArray[np.floating], positive: NDArray[np.floating]) -> float:
    """All scores (N,) and those of the positives (P,), both rising, to their average precision."""
    if len(positive) == 0:
        return 0.0
    found = len(positive) - np.searchsorted(positive, positive)  # (P,)
    retrieved = len(ordered) - np.searchsorted(ordered, positive)  # (P,)
    return float((found / retrieved).mean())
