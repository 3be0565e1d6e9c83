"""The device that computes."""

import platform
import warnings

import numpy as np
import pytest
import torch

from lab import device

NEEDS_CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="asks CUDA itself")


def test_the_environment_may_name_the_device(monkeypatch):
    monkeypatch.setenv("REPORT_DEVICE", "cpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device.choose() == torch.device("cpu")


@pytest.mark.parametrize(
    ("cuda", "mps", "chosen"), [(True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_the_fastest_there_is_is_chosen(monkeypatch, gpu, cuda, mps, chosen):
    gpu(is_available=lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert device.choose().type == chosen


@pytest.fixture
def gpu(monkeypatch):
    """Give a function that gives this machine a GPU of capability 8.0, with what is told otherwise."""
    monkeypatch.delenv("REPORT_DEVICE", raising=False)

    def install(**others):
        said = {
            "is_available": lambda: True,
            "get_arch_list": lambda: ["sm_75", "sm_90a", "sm_120"],
            "get_device_capability": lambda *device: (8, 0),
            "get_device_name": lambda *device: "Some GPU",
            **others,
        }
        for name, function in said.items():
            monkeypatch.setattr(torch.cuda, name, function)

    return install


def test_a_gpu_whose_driver_is_too_old_stops_the_run_in_one_line(gpu):
    def refuse():
        warnings.warn(
            "CUDA initialization: The NVIDIA driver on your system is too old (found version 11040). "
            "Please update your GPU driver. (Triggered internally at CUDAFunctions.cpp:119.)",
            stacklevel=1,
        )
        return False

    gpu(is_available=refuse)
    said = (
        r"a GPU that torch cannot use: The NVIDIA .* old \(found version 11040\); .*REPORT_DEVICE=cpu, which"
    )
    with pytest.raises(RuntimeError, match=said):
        device.choose()


@pytest.mark.parametrize("capability", [(7, 0), (6, 1), (3, 7)])
def test_a_gpu_that_torch_is_not_built_for_stops_the_run_in_one_line(gpu, capability):
    gpu(get_device_capability=lambda *device: capability)
    said = f"Some GPU has compute capability {capability[0]}.{capability[1]}, and torch is built for 7.5 and newer;"
    with pytest.raises(RuntimeError, match=said):
        device.choose()


@pytest.mark.parametrize(
    ("capability", "built"), [((7, 5), ["sm_75"]), ((12, 1), ["sm_75", "sm_120"]), ((9, 0), ["gfx90a"])]
)
def test_a_gpu_that_torch_is_built_for_is_used(gpu, capability, built):
    gpu(get_device_capability=lambda *device: capability, get_arch_list=lambda: built)
    assert device.choose() == torch.device("cuda")


def test_single_precision_is_not_rounded_on_the_way_into_a_convolution():
    device.choose()
    assert torch.backends.cudnn.conv.fp32_precision == "ieee"
    assert torch.backends.cudnn.allow_tf32 is False  # to read it was an error


@pytest.mark.parametrize(("capability", "has"), [((7, 5), False), ((8, 0), True), ((9, 0), True)])
def test_a_gpu_that_emulates_bfloat16_has_none(gpu, capability, has):
    gpu(get_device_capability=lambda *device: capability)
    assert device.has_bfloat16(torch.device("cuda")) is has


@pytest.mark.parametrize(
    ("able", "has"),
    [({"avx2": True}, False), ({"avx512_bw": True, "avx512_vl": True, "avx512_bf16": False}, False),
     ({"avx512_bf16": True}, True), ({"amx_bf16": True}, True), ({"neon": True, "bf16": True}, True)],
)  # fmt: skip
def test_a_processor_that_only_converts_bfloat16_has_none(monkeypatch, able, has):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    assert device.has_bfloat16(torch.device("cpu")) is has


@pytest.mark.parametrize(
    ("precision", "has", "end"),
    [("half", False, ", without bfloat16"), ("half", True, ""), ("single", False, "")],
)
def test_the_name_says_where_half_precision_was_asked_and_single_computed(monkeypatch, precision, has, end):
    monkeypatch.setattr(device, "has_bfloat16", lambda device: has)
    assert device.name(torch.device("cpu"), precision) == f"cpu ({platform.machine()}){end}"


@pytest.mark.parametrize("kind", ["cpu", pytest.param("cuda", marks=[pytest.mark.gpu, NEEDS_CUDA])])
def test_what_is_sent_arrives(kind):
    array = np.arange(12).reshape(3, 4)
    for sent in (array, array.T, array[:, ::2]):
        there = device.send(sent, torch.device(kind))
        assert there.device.type == kind
        np.testing.assert_array_equal(there.cpu().numpy(), sent)


@pytest.mark.gpu
@NEEDS_CUDA
def test_nobody_waits_for_what_is_sent():
    rows, table = np.array([3, 0, 2]), torch.arange(4, device="cuda")
    torch.cuda.set_sync_debug_mode("error")
    try:
        found = table[device.send(rows, table.device)]
    finally:
        torch.cuda.set_sync_debug_mode("default")
    assert found.tolist() == [3, 0, 2]


@pytest.mark.parametrize(("kind", "last"), [("cpu", True), ("cuda", True), ("mps", False)])
def test_images_are_channels_last_but_on_metal(kind, last):
    assert (device.layout(torch.device(kind)) == torch.channels_last) is last
