"""The device that computes."""

import pytest
import torch

from lab import device


def test_the_environment_may_name_the_device(monkeypatch):
    monkeypatch.setenv("REPORT_DEVICE", "cpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device.choose() == torch.device("cpu")


@pytest.mark.parametrize(
    ("cuda", "mps", "chosen"), [(True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_the_fastest_there_is_is_chosen(monkeypatch, cuda, mps, chosen):
    monkeypatch.delenv("REPORT_DEVICE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert device.choose().type == chosen


def test_single_precision_is_not_rounded_on_the_way_into_a_convolution():
    device.choose()
    assert torch.backends.cudnn.conv.fp32_precision == "ieee"


@pytest.mark.parametrize(("kind", "last"), [("cpu", True), ("cuda", True), ("mps", False)])
def test_images_are_channels_last_but_on_metal(kind, last):
    assert (device.layout(torch.device(kind)) == torch.channels_last) is last
