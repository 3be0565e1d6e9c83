"""What a network says of images that it does not learn from: batch by batch, without gradients."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

BATCH = 256


@torch.no_grad()
def apply(
    function: Callable[[Tensor], Tensor],
    read: Callable[[np.ndarray], Tensor],
    images: int,
    at_once: int = BATCH,
) -> Tensor:
    """Give the function of all images, on the device, in order: (images, …)."""
    batches = [np.arange(start, min(start + at_once, images)) for start in range(0, images, at_once)]
    return torch.cat([function(read(rows)) for rows in batches])


def probabilities(logits: Tensor) -> np.ndarray:
    """Give softmax scores as float32 (N, K)."""
    return logits.softmax(dim=1).float().cpu().numpy()


def right(logits: Tensor, labels: Tensor) -> int:
    """Count the images whose highest score is their class's."""
    return int((logits.argmax(1) == labels).sum())


def on_validation(logits: Tensor, labels: Tensor) -> dict[str, float]:
    """Give the mean cross-entropy of the validation images and the part of them that is right."""
    loss = cross_entropy(logits, labels).item()
    return {"validation_loss": loss, "validation_accuracy": right(logits, labels) / len(labels)}
