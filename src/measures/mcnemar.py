"""McNemar's exact test: of two classifiers of the same images, is one right more often than the other?

    p = min(1, 2 P(X ≤ min(b, c))),    X ~ Binomial(b + c, ½)

with b the images that only the first gets right and c those that only the second does; the rest say
nothing. McNemar 1947, Note on the sampling error of the difference between correlated proportions,
Psychometrika 12; exact form of Dietterich's first choice (1998, Neural Computation 10). Whole numbers
throughout: nothing is rounded.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from measures import confusion


class Outcome(NamedTuple):
    """The images that only the first and only the second gets right, and the two-sided p-value."""

    first_only: int
    second_only: int
    p: float


def exact(labels: ArrayLike, first: ArrayLike, second: ArrayLike, classes: int) -> Outcome:
    """Labels (N,) and two classifiers' predictions (N,) to the test that both are right equally often."""
    true = confusion.whole(labels, "labels", classes)  # (N,)
    # (N,) each
    given = [confusion.whole(predictions, "predictions", classes) for predictions in (first, second)]
    if any(predictions.shape != true.shape for predictions in given):
        raise ValueError(
            f"{len(true)} labels, {len(given[0])} and {len(given[1])} predictions; give one an image"
        )
    rights = [predictions == true for predictions in given]
    b, c = int(np.sum(rights[0] & ~rights[1])), int(np.sum(rights[1] & ~rights[0]))
    return Outcome(b, c, two_sided(b, c))


def two_sided(b: int, c: int) -> float:
    """The probability of a split at least as uneven, if each of b + c images falls on either side alike."""
    images, ways, total = b + c, 1, 0
    for k in range(min(b, c) + 1):
        total += ways
        ways = ways * (images - k) // (k + 1)  # the binomial coefficient of k + 1
    return min(1.0, 2 * total / (1 << images))
