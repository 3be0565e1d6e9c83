"""Handwritten digits, 8×8 grey: the 1 797 that come with scikit-learn.

    Alpaydin and Kaynak, Optical recognition of handwritten digits, UCI, 1998.

Real images that need no network; small, so that an experiment takes seconds.
"""

from typing import Any

import numpy as np
from sklearn.datasets import load_digits

from lab.attempt import Attempt
from lab.datasets.parts import parts
from lab.seeding import generator


def make(attempt: Attempt, *, validation: int = 36, test: int = 36, seed: int = 0) -> dict[str, Any]:
    """Give the digits in three parts; `validation` and `test` are images a class, train is the rest.

    Images are uint8 (N, 8, 8), ink is 255; ids are the row in scikit-learn's table, as "digit-0042".
    """
    table = load_digits()
    images = np.rint(table.images * (255 / 16)).astype(np.uint8)  # 0 … 16 as published
    ids = np.array([f"digit-{row:04d}" for row in range(len(images))])
    rows = split(table.target, validation, test, seed)
    return {
        **parts(images, table.target, ids, rows),
        "classes": np.array([str(digit) for digit in range(10)]),
        "licence": "CC BY 4.0",
        "source": "scikit-learn's load_digits, a copy of the UCI test set",
        "citation": "Alpaydin, E. and Kaynak, C. (1998). Optical Recognition of Handwritten Digits. UCI.",
        "notes": f"Stratified: {test} test and {validation} validation images a class, the rest to train.",
    }


def split(labels: np.ndarray, validation: int, test: int, seed: int) -> dict[str, np.ndarray]:
    """Draw `test`, then `validation` rows of each class; the rest are for training."""
    random = generator(seed)
    shuffled = [random.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
    return {
        "test": np.sort(np.concatenate([rows[:test] for rows in shuffled])),
        "validation": np.sort(np.concatenate([rows[test : test + validation] for rows in shuffled])),
        "train": np.sort(np.concatenate([rows[test + validation :] for rows in shuffled])),
    }
