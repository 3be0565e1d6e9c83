"""What a number rests on: its interval, and the arrays from which it is measured again when it is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Interval:
    """The ends of a confidence interval, its level, and what it is over, in words: "797 test images"."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True)
class Basis:
    """How a share of images is measured from a kept run.

    measure   "module:function" of labels (N,), outputs and the number of classes, which gives an `Estimate`
    outputs   the array of scores (N, K) or predictions (N,)
    labels    the array of labels (N,); beside it lie the images' `_ids`
    decided   whether the measure takes the class of the greatest score instead of the scores
    """

    measure: str
    outputs: str
    labels: str
    decided: bool = True

    @property
    def ids(self) -> str:
        """The array of the images' names."""
        return self.labels.removesuffix("_labels") + "_ids"

    @property
    def images(self) -> str:
        """What the images are called: `test images`."""
        part = self.labels.removesuffix("_labels")
        return f"{'training' if part == 'train' else part} images"


def interval_from_json(data: Mapping[str, Any] | None) -> Interval | None:
    """The interval out of plain data."""
    return Interval(**data) if data else None


def basis_from_json(data: Mapping[str, Any] | None) -> Basis | None:
    """The basis out of plain data."""
    return Basis(**data) if data else None
