"""A machine whose torch says something else, by a probe of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import machine

DRIVER = (
    "torch/cuda/__init__.py:180: UserWarning: CUDA initialization: The NVIDIA driver on your system is too old "
    "(found version 11040). Please update your GPU driver. (Triggered internally at CUDAFunctions.cpp:119.)"
)


def findings(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    device: str = "cpu",
    half: bool = True,
    warning: str = "",
) -> list[machine.Finding]:
    (folder / "pyproject.toml").write_text('[project]\ndependencies = ["torch==2.15.0"]\n', encoding="utf-8")
    answer = ["2.15.0", "0.30.0", device, half]
    probe = f"import json, sys\nprint(json.dumps({answer}))\nsys.stderr.write({warning!r})"
    monkeypatch.setattr(machine, "PROBE", probe)
    return list(machine.torch(folder))


def test_the_device_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = findings(tmp_path, monkeypatch, device="NVIDIA H100")
    assert found == (True, "torch 2.15.0 and torchvision 0.30.0 fit, and compute on NVIDIA H100")


def test_a_gpu_that_torch_cannot_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = findings(tmp_path, monkeypatch, warning=DRIVER)
    said = "there is a GPU that torch cannot use: The NVIDIA driver on your system is too old (found version 11040)."
    assert told == (False, said)


def test_a_gpu_without_half_precision_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, told = findings(tmp_path, monkeypatch, device="Tesla T4", half=False)
    assert not told.ok
    assert told.said.startswith('Tesla T4 has no bfloat16: write "single" for PRECISION')
