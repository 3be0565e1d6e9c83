"""Random numbers from a seed and a place: a run cut at any epoch draws the same ones when it goes on."""

import numpy as np
import torch


def generator(seed: int, *place: int) -> np.random.Generator:
    """Give a generator of its own to each place, for instance to an epoch."""
    return np.random.default_rng((seed, *place))


def seed_torch(seed: int, *place: int) -> None:
    """Seed PyTorch's generators on every device, and ask cuDNN for the same bits each time."""
    torch.manual_seed(int(generator(seed, *place).integers(2**63)))
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
