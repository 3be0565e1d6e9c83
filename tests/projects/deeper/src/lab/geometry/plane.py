"""Lengths in the plane."""

from typing import TYPE_CHECKING

from lab.geometry import units

if TYPE_CHECKING:
    from decimal import Decimal


def length(steps) -> "float | Decimal":
    """Squared lengths (N, K) of steps (N, K, D)."""
    total: float = (steps**2).sum(axis=2)
    return total * units.METRE


def turned(steps):
    return steps[..., ::-1]
