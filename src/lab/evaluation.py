"""What a network says of images it is not learning from: batch by batch, in evaluation mode, without gradients."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

BATCH = 256


@torch.no_grad()
def apply(function: Callable[[Tensor], Tensor], read: Callable[[np.ndarray], Tensor], images: int) -> Tensor:
    """Give the function of all images, on the device, in order: (images, …)."""
    batches = [np.arange(start, min(start + BATCH, images)) for start in range(0, images, BATCH)]
    return torch.cat([function(read(rows)) for rows in batches])


def probabilities(logits: Tensor) -> np.ndarray:
    """Give softmax scores as float32 (N, K)."""
    return logits.softmax(dim=1).float().cpu().numpy()


def loss_and_accuracy(logits: Tensor, labels: Tensor) -> tuple[float, float]:
    """Give the mean cross-entropy and the part of images that are right."""
    return cross_entropy(logits, labels).item(), (logits.argmax(1) == labels).float().mean().item()
