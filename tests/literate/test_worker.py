"""What a worker does between two jobs; `test_execute.py` has the processes themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from literate import worker


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens in the order in which it does; a run does nothing else."""
    happened: list[str] = []
    monkeypatch.setattr(worker, "execute", lambda folder, say: happened.append("the run"))
    return happened


def carry_out(folder: Path) -> None:
    worker._carry_out({"kind": "run"}, folder, lambda said: None)


@pytest.mark.parametrize(("used", "after"), [(True, ["the memory"]), (False, [])])
def test_after_a_run_a_gpu_that_was_used_has_its_memory_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: list[str], used: bool, after: list[str]
) -> None:
    cuda = SimpleNamespace(is_initialized=lambda: used, empty_cache=lambda: done.append("the memory"))
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    carry_out(tmp_path)
    assert done == ["the run", *after]


def test_a_run_without_torch_stays_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: list[str]
) -> None:
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    carry_out(tmp_path)
    assert done == ["the run"]
    assert "torch" not in sys.modules
