"""The machine's part: which device computes. It is recorded and never an argument, since it is no science."""

import os
import platform

import torch


def choose() -> torch.device:
    """Give CUDA where there is one, else Apple's Metal, else the CPU; REPORT_DEVICE in the environment names another.

    Convolutions in single precision are exact from here on: cuDNN would round what enters them to ten bits (TF32).
    """
    torch.backends.cudnn.conv.fp32_precision = "ieee"
    if named := os.environ.get("REPORT_DEVICE"):
        return torch.device(named)
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def layout(device: torch.device) -> torch.memory_format:
    """Give the order in memory in which convolutions of whole images are fastest: channels last, but on Metal.

    There the gradients of pooling in that order were wrong (pytorch issue 175190).
    """
    return torch.contiguous_format if device.type == "mps" else torch.channels_last


def name(device: torch.device) -> str:
    """Say in words what computed."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type} ({platform.machine()})"
