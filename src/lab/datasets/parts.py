"""The three parts of a data set, under the names that every experiment reads."""

import numpy as np

PARTS = ("train", "validation", "test")


def parts(
    images: np.ndarray, labels: np.ndarray, ids: np.ndarray, rows: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Give `{part}_images`, `{part}_labels` and `{part}_ids` for the rows of each part."""
    named = {}
    for part, chosen in rows.items():
        named[f"{part}_images"] = images[chosen]
        named[f"{part}_labels"] = labels[chosen].astype(np.int64)
        named[f"{part}_ids"] = ids[chosen]
    return named


def carve(labels: np.ndarray, fraction: float, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Give the rows that stay and those carved out: the same fraction of every class, rounded."""
    shuffled = [random.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
    counts = [round(fraction * len(rows)) for rows in shuffled]
    carved = np.concatenate([rows[:count] for rows, count in zip(shuffled, counts, strict=True)])
    stay = np.concatenate([rows[count:] for rows, count in zip(shuffled, counts, strict=True)])
    return np.sort(stay), np.sort(carved)
