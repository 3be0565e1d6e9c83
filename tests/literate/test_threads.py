"""How many threads a run has."""

from __future__ import annotations

import os

import pytest

from literate import threads


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="asks the scheduler")
def test_a_process_that_may_use_one_processor_counts_one() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert threads.processors() == 1
        assert set(threads.environment("paper").values()) == {"1"}
    finally:
        os.sched_setaffinity(0, allowed)


def test_every_library_of_a_quick_run_is_given_one_thread() -> None:
    given = threads.environment("quick")
    assert {"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"} <= set(given)
    assert set(given.values()) == {"1"}
