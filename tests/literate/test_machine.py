"""A machine whose torch says something else, by a probe of the test's own."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import sys
from pathlib import Path

import pytest

from literate import machine

DRIVER = (
    "torch/cuda/__init__.py:180: UserWarning: CUDA initialization: The NVIDIA driver on your system is too old "
    "(found version 11040). Please update your GPU driver. (Triggered internally at CUDAFunctions.cpp:119.)"
)


def findings(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, warning: str = "", **others: object
) -> list[machine.Finding]:
    (folder / "pyproject.toml").write_text('[project]\ndependencies = ["torch==2.15.0"]\n', encoding="utf-8")
    answer = {
        "versions": ["2.15.0", "0.30.0"],
        "device": "cpu",
        "half": True,
        "capability": None,
        "built": ["sm_75", "sm_90a", "sm_120"],
        "for_gpus": True,
        **others,
    }
    probe = f"import sys\nprint({json.dumps(answer)!r})\nsys.stderr.write({warning!r})"
    monkeypatch.setattr(machine, "PROBE", probe)
    return list(machine.torch(folder))


def unusable(found: machine.Finding) -> str:
    """Why the GPU that the finding tells of cannot be used."""
    assert not found.ok
    start, end = "there is a GPU that torch cannot use: ", "; docs/paper.md says more, REPORT_DEVICE=cpu"
    assert found.said.startswith(start)
    return found.said.removeprefix(start).partition(end)[0]


def test_the_device_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = findings(tmp_path, monkeypatch, device="NVIDIA H100", capability=[9, 0])
    assert found == (True, "torch 2.15.0 and torchvision 0.30.0 fit, and compute on NVIDIA H100")


def test_a_gpu_that_torch_cannot_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = findings(tmp_path, monkeypatch, warning=DRIVER)
    assert unusable(told) == "The NVIDIA driver on your system is too old (found version 11040)"


def test_a_gpu_that_torch_is_not_built_for_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = findings(tmp_path, monkeypatch, device="Tesla V100", capability=[7, 0])
    assert unusable(told) == "its compute capability is 7.0, torch is built for 7.5 and newer"


@pytest.mark.parametrize(
    ("system", "driver", "told"),
    [("win32", "nvidia-smi.exe", 1), ("win32", None, 0), ("linux", "nvidia-smi", 0)],
)
def test_the_build_for_the_cpu_alone_is_told_on_windows_with_a_gpu(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, driver: str | None, told: int
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(shutil, "which", lambda name: driver)
    found = findings(tmp_path, monkeypatch, built=[], for_gpus=False)
    assert [unusable(each) for each in found[1:]] == told * [
        "the torch that PyPI has for Windows computes on the CPU alone"
    ]


@pytest.mark.parametrize("device", ["cpu", "Tesla T4"])
def test_a_device_without_half_precision_is_told_and_computes_in_single(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    _, told = findings(tmp_path, monkeypatch, device=device, half=False)
    assert told == (True, f"{device} has no bfloat16 of its own: half precision is computed in single")


def test_a_build_of_another_index_is_the_version_that_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["torch==2.15.0"]\n', encoding="utf-8"
    )
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "2.15.0+cu130")
    assert machine.Finding(True, "1 packages are those that pyproject.toml pins") in machine.python(tmp_path)
