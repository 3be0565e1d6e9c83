"""How many threads a run has, and how many runs go at once."""

from __future__ import annotations

import os

import pytest

from literate import threads
from literate.settings import Settings


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="asks the scheduler")
def test_a_process_that_may_use_one_processor_counts_one() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert threads.processors() == 1
        assert set(threads.environment(Settings(profile="paper")).values()) == {"1"}
    finally:
        os.sched_setaffinity(0, allowed)


def test_every_library_of_a_quick_run_is_given_one_thread() -> None:
    given = threads.environment(Settings())
    assert {"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"} <= set(given)
    assert set(given.values()) == {"1"}


def test_a_cut_of_the_paper_profile_shares_the_processors_between_two_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "processors", lambda: 6)
    whole, cut = Settings(profile="paper"), Settings(profile="paper", images=1000)
    assert (threads.at_once(whole), threads.environment(whole)["OMP_NUM_THREADS"]) == (1, "6")
    assert (threads.at_once(cut), threads.environment(cut)["OMP_NUM_THREADS"]) == (2, "3")
    assert threads.at_once(Settings(images=1000)) == threads.at_once(Settings())


def test_numpy_has_one_thread_since_threads_of_ours_call_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "processors", lambda: 6)
    assert threads.environment(Settings(profile="paper"))["OPENBLAS_NUM_THREADS"] == "1"


def test_no_run_is_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "processors", lambda: 1)
    assert set(threads.environment(Settings(profile="paper", images=1000)).values()) == {"1"}
