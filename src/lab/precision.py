"""The precision that a network computes in: "single", or "half" where convolutions need not be exact.

Half is bfloat16, which has the range of float32, so that no loss needs scaling; losses, heads and optimisers
stay in single precision. It changes results, so it is an argument of an experiment and no choice of the machine.
"""

import torch

PRECISIONS = ("single", "half")


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """Give a context in which convolutions and products of matrices have this precision; else ValueError."""
    if precision not in PRECISIONS:
        raise ValueError(f'precision is "{precision}"; choose "single" or "half"')
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "half")
