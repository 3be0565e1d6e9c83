"""What a kept function is given to report its progress and to keep its place."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np


class Growing(Protocol):
    """An array on disk to which rows are appended: a result may be larger than memory."""

    def append(self, rows: np.ndarray) -> None:
        """Write more rows, of the shape and type that were promised."""

    def whole(self) -> np.ndarray:
        """Give all rows, memory-mapped; returned under its name, the array is kept without being copied."""


class Attempt(Protocol):
    """One try at a run; a later try may go on from what this one saved."""

    def epoch(self, *, epoch: int, of: int, **numbers: float) -> None:
        """Report that `epoch` of `of` is done, with its loss, accuracy and the like."""

    def save(self, state: Mapping[str, np.ndarray]) -> None:
        """Keep the state in place of the one before it; complete or not at all."""

    def restore(self) -> dict[str, np.ndarray] | None:
        """Give the last state saved by an earlier try, or None."""

    def grow(self, name: str, shape: tuple[int, ...], dtype: str) -> Growing:
        """Begin an array of `shape` a row, to be returned as `name`; what is not returned is dropped."""
