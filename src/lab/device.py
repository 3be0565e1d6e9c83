"""The machine's part: which device computes. It is recorded and never an argument, since it is no science."""

import platform

import torch


def choose() -> torch.device:
    """Give CUDA where there is one, else Apple's Metal, else the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def name(device: torch.device) -> str:
    """Say in words what computed."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type} ({platform.machine()})"
