"""The machine's part: which device computes. It is recorded and never an argument, since it is no science."""

import os
import platform
import re
import warnings

import numpy as np
import torch
from torch import Tensor

UNUSED = "CUDA initialization: "  # what PyTorch's warning of a GPU that it leaves alone begins with


def choose() -> torch.device:
    """Give CUDA where there is one, else Apple's Metal, else the CPU; REPORT_DEVICE in the environment names another.

    Raises RuntimeError where there is a GPU that PyTorch cannot use: the CPU would take hours, and nothing say so.
    Convolutions in single precision are exact from here on: cuDNN would round what enters them to ten bits (TF32).
    """
    # Both: after the second alone, to read the first is an error.
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.conv.fp32_precision = "ieee"
    if named := os.environ.get("REPORT_DEVICE"):
        return torch.device(named)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        cuda = torch.cuda.is_available()
    if why := unusable(cuda, [str(each.message) for each in said]):
        raise RuntimeError(
            f"there is a GPU that torch cannot use: {why}; mend that (docs/paper.md says what it needs), "
            "or set REPORT_DEVICE=cpu, which computes without it"
        )
    if cuda:
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def unusable(cuda: bool, said: list[str]) -> str:
    """Say why a GPU is of no use, from what PyTorch `said` when asked for one and from what it was built for; or ""."""
    for text in said:
        if text.startswith(UNUSED):
            return text.removeprefix(UNUSED).partition(". ")[0]
    built = [int(number) for number in re.findall(r"sm_(\d+)", " ".join(torch.cuda.get_arch_list()))]
    if not cuda or not built:  # AMD's GPUs have names of another kind
        return ""
    major, minor = torch.cuda.get_device_capability()
    oldest = divmod(min(built), 10)
    if (major, minor) >= oldest:
        return ""
    name = torch.cuda.get_device_name()
    return f"{name} has compute capability {major}.{minor}, and torch is built for {oldest[0]}.{oldest[1]} and newer"


def has_bfloat16(device: torch.device) -> bool:
    """Say whether the device computes bfloat16 itself: what only converts it takes 3 to 5 times as long as in single.

    PyTorch's own answer is yes for GPUs that emulate it, and for every CPU with AVX-512.
    """
    if device.type == "cuda":
        return torch.version.hip is not None or torch.cuda.get_device_capability(device) >= (8, 0)
    if device.type == "cpu":
        able = torch.cpu.get_capabilities()  # "bf16" is ARM's
        return torch.backends.mkldnn.is_available() and any(
            map(able.get, ("avx512_bf16", "amx_bf16", "bf16"))
        )
    return True


def layout(device: torch.device) -> torch.memory_format:
    """Give the order in memory in which convolutions of whole images are fastest: channels last, but on Metal.

    There, in that order, the gradients of pooling ended the process, and those of batch-norm were wrong
    (pytorch issues 175190 and 175189).
    """
    return torch.contiguous_format if device.type == "mps" else torch.channels_last


def send(array: np.ndarray, device: torch.device) -> Tensor:
    """Give an array on the device. CUDA takes it from pinned memory, in its turn: nobody waits for the copy."""
    tensor = torch.from_numpy(np.ascontiguousarray(array))
    if device.type == "cuda":
        return tensor.pin_memory().to(device, non_blocking=True)
    return tensor.to(device)


def name(device: torch.device, precision: str = "single") -> str:
    """Say in words what computed, and whether half precision, if that is `precision`, was computed in single there."""
    own = f"{device.type} ({platform.machine()})"
    said = torch.cuda.get_device_name(device) if device.type == "cuda" else own
    return said if precision == "single" or has_bfloat16(device) else f"{said}, without bfloat16"
