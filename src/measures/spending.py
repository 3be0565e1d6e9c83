"""The error that is spent at each look when seeds are added until a comparison is decided.

    look j = 1, 2, 3 …   at 3, 5, 8, 12, 18 … seeds (each half as many again)   spends   α_j = α / (j (j + 1))

Σ_j α_j = α, so that by Boole's inequality intervals of level 1 − α_j, one a look, hold all together with
probability 1 − α, whenever one stops. Lan and DeMets 1983, Discrete sequential boundaries for clinical trials,
Biometrika 70; no look relies on how the others turned out, so that nothing about their joint distribution is assumed.
"""

from collections.abc import Iterator
from itertools import pairwise

METHODS = 3  # seeds from which on something can be said of a method, and the first look
MOST = 100  # seeds


def looks() -> Iterator[int]:
    """Seeds at each look, up to the most that a run may have."""
    seeds = METHODS
    while seeds <= MOST:
        yield seeds
        seeds += (seeds + 1) // 2


def following(seeds: int) -> int | None:
    """The seeds of the next look, or None after the last."""
    return next((each for each in looks() if each > seeds), None)


def spent(seeds: int, alpha: float) -> float:
    """What the look at so many seeds spends of α; between two looks, what the later one would."""
    look = next(
        number for number, (before, at) in enumerate(pairwise((0, *looks(), 10**9)), 1) if seeds <= at
    )
    return alpha / (look * (look + 1))
