"""The runs behind one name in a figure: a single run, or the same experiment under several seeds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from measures import quantiles
from measures.spending import METHODS

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


def band(lines: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The 95 % interval of the mean by epoch, mean ± t s / √S, of histories (E,); None for less than three seeds."""
    if len(lines) < METHODS:
        return None
    epochs = min(map(len, lines))
    values = np.array([line[:epochs] for line in lines])  # (S, E)
    margin = quantiles.student(0.975, len(lines) - 1) * values.std(axis=0, ddof=1) / len(lines) ** 0.5  # (E,)
    return values.mean(axis=0) - margin, values.mean(axis=0) + margin


def extent(lines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """All values that a panel must hold: of the histories and of their band."""
    return np.concatenate([*lines, *(band(lines) or ())])


def shade(axes: Axes, lines: Sequence[NDArray[np.float64]], colour: str) -> None:
    """The band behind a mean, or two seeds as thin lines."""
    if (ends := band(lines)) is not None:
        axes.fill_between(np.arange(1, len(ends[0]) + 1), *ends, color=colour, alpha=0.3, linewidth=0)
    elif len(lines) > 1:
        for line in lines:
            axes.plot(np.arange(1, len(line) + 1), line, color=colour, alpha=0.35, linewidth=0.5)
