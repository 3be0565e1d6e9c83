"""Learning-rate schedules: a factor for every part t ∈ [0, 1) of the training that is done.

They hold no state, so that a cut run goes on with nothing but its number of steps.
"""

import math


def constant(t: float) -> float:
    """Keep the learning rate."""
    return 1.0


def one_cycle(t: float, *, warm_up: float = 0.3) -> float:
    """Rise from 1/25 in a cosine, fall to nearly nothing in another.

    Smith and Topin, Super-convergence, 2017, arXiv:1708.07120.
    """
    if t < warm_up:
        return 1 / 25 + (1 - 1 / 25) * (1 - math.cos(math.pi * t / warm_up)) / 2
    return (1 + math.cos(math.pi * (t - warm_up) / (1 - warm_up))) / 2
