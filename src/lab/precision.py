"""The precision that a network computes in: "single", or "half" where convolutions need not be exact.

Half is bfloat16, which has the range of float32, so that no loss needs scaling; losses, heads and optimisers
stay in single precision. It changes results, so it is an argument of an experiment and no choice of the machine. It
asks for no more than bfloat16: a device that only emulates it computes in single, which is more exact and there faster.
"""

import torch

from lab.device import has_bfloat16

PRECISIONS = ("single", "half")


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """Give a context in which convolutions and products of matrices are as exact as this asks; else ValueError."""
    if precision not in PRECISIONS:
        raise ValueError(f'precision is "{precision}"; choose "single" or "half"')
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "half" and has_bfloat16(device))


def storage(precision: str) -> torch.dtype:
    """Give what a frozen network's answers are kept in: half takes half the memory, whatever computed them."""
    return torch.bfloat16 if precision == "half" else torch.float32
