"""What a network reads: images as the data set holds them, made into tensors of its size and scale.

Enlarging is done here and not in the data, so that a data set stays as it was published.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import interpolate

from lab.device import layout, send

BLOCK = 1000  # images that are counted at once: a data set may be larger than memory


def to_tensor(images: np.ndarray, *, size: int, mean: Tensor, std: Tensor) -> Tensor:
    """Scale uint8 images (N, H, W) or (N, H, W, C) to `size`, then to `mean` and `std` of each channel, float32 (C,).

    Gives float32 (N, C, size, size) on the device of `mean`, in its order of memory. C is as many as `mean` has: grey
    is repeated. What travels to the device are the bytes, and only those of these images.
    """
    device = mean.device
    x = send(images, device)
    x = x.unsqueeze(1) if x.ndim == 3 else x.permute(0, 3, 1, 2)  # (N, C, H, W)
    x = x.float().div_(255)
    if x.shape[2:] != (size, size):
        x = interpolate(x, (size, size), mode="bilinear", align_corners=False, antialias=size < x.shape[2])
    if x.shape[1] not in (1, len(mean)):
        raise ValueError(
            f"images of {x.shape[1]} channels for a network of {len(mean)}; choose another backbone"
        )
    x = x.expand(-1, len(mean), -1, -1).contiguous(memory_format=torch.channels_last)
    # Whole lines: three values at a time cost nine times as much.
    x.permute(0, 2, 3, 1).view(len(x), size, -1).sub_(mean.repeat(size)).div_(std.repeat(size))
    return x.contiguous(memory_format=layout(device))


def reader(
    data: Mapping[str, Any], part: str, *, size: int, mean: np.ndarray, std: np.ndarray, device: torch.device
) -> Callable[[np.ndarray], Tensor]:
    """Give a function from rows of a part to the network's input on the device."""
    images = data[f"{part}_images"]
    center, scale = (torch.tensor(v, dtype=torch.float32, device=device) for v in (mean, std))
    return lambda rows: to_tensor(images[rows], size=size, mean=center, std=scale)


def statistics(images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give mean and standard deviation of each channel of uint8 images, as parts of 255; float64 (C,)."""
    count, pixels = 1 if images.ndim == 3 else images.shape[3], images.shape[1] * images.shape[2]
    levels = np.zeros((count, 256), np.int64)  # exact, whatever the order
    for start in range(0, len(images), BLOCK):
        channels = images[start : start + BLOCK].reshape(-1, count).T
        levels += np.stack([np.bincount(channel, minlength=256) for channel in channels])
    values = np.arange(256) / 255
    mean = levels @ values / (len(images) * pixels)
    return mean, np.sqrt(levels @ values**2 / (len(images) * pixels) - mean**2)
