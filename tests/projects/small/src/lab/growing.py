"""A result larger than memory might hold: rows that are written as they are made."""

import numpy as np


def make(attempt, *, rows: int = 12, twice: bool = False):
    """Blocks of rows, of which the first `rows` are returned, and an array that is begun and never returned."""
    attempt.grow("dropped", (2,), "float32").append(np.ones((5, 2), np.float32))
    grown = attempt.grow("rows", (2,), "float32")
    for block in range(3):
        grown.append(np.full((4, 2), block, np.float32))
    if twice:
        attempt.grow("rows", (2,), "float32")
    return {"rows": grown.whole() if rows == 12 else grown.whole()[:rows]}
