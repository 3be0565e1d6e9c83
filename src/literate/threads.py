"""How many threads a run has, and how many runs go at once: constants of the profile, since others give other bits."""

from __future__ import annotations

import os

THREADS = {"quick": 1, "paper": 8}  # paper makes do with fewer
JOBS = {"quick": 256, "paper": 1}  # runs at once, if there are workers: in paper they share one device
VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


def environment(profile: str) -> dict[str, str]:
    """What tells every library of a worker its number of threads."""
    return dict.fromkeys(VARIABLES, str(min(THREADS[profile], processors())))


def processors() -> int:
    """How many processors this process may use: a scheduler or `taskset` may grant fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
