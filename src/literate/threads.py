"""How many threads a run has, and how many runs go at once: by the settings, since other numbers give other bits.

In quick one thread a run is the same everywhere; in paper a machine of fewer processors has fewer threads, and so other
bits.
"""

from __future__ import annotations

import os

from literate.settings import Settings

THREADS = {"quick": 1, "paper": 8}  # paper makes do with fewer
AT_ONCE = {"quick": 256, "paper": 1}  # runs, if there are workers: in paper they share one device
CUT_AT_ONCE = 2  # small runs leave a device idle, and two of few threads wait less than one of many
VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
ONE = {
    "OPENBLAS_NUM_THREADS": "1"
}  # NumPy's products: the support vector machine calls them from threads of its own


def environment(settings: Settings) -> dict[str, str]:
    """What tells every library of a worker its number of threads, NumPy that it has one."""
    shared = processors() // CUT_AT_ONCE if _cut(settings) else processors()
    return dict.fromkeys(VARIABLES, str(max(1, min(THREADS[settings.profile], shared)))) | ONE


def at_once(settings: Settings) -> int:
    """How many runs go at once, if there are as many processors."""
    return CUT_AT_ONCE if _cut(settings) else AT_ONCE[settings.profile]


def processors() -> int:
    """How many processors this process may use: a scheduler or `taskset` may grant fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cut(settings: Settings) -> bool:
    """Is it the paper profile on fewer images, as on a machine without a GPU?"""
    return settings.profile == "paper" and settings.images is not None
