"""The runs behind one name in a figure: a single run, or the same experiment under several seeds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Run = Mapping[str, Any]
Runs = Run | Sequence[Run]


def of(runs: Runs) -> list[Run]:
    """One run or several as a list."""
    return [runs] if isinstance(runs, Mapping) else list(runs)


def mean(lines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The mean by epoch of histories (E,), over those that got so far."""
    epochs = max(map(len, lines))
    padded = np.array([[*line, *[np.nan] * (epochs - len(line))] for line in lines])  # (S, E)
    known = np.isfinite(padded)
    total = np.where(known, padded, 0).sum(0)
    return np.where(known.any(0), total / np.maximum(known.sum(0), 1), np.nan)
