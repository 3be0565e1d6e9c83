"""What a network says of images that it does not learn from: batch by batch, without gradients."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from lab import memory

BATCH = 64  # a first layer of 128 channels at 128 px is 8 MB an image, and held several times over


@torch.no_grad()
def apply(
    function: Callable[[Tensor], Tensor],
    read: Callable[[np.ndarray], Tensor],
    images: int,
    at_once: int | None = None,
) -> Tensor:
    """Give the function of all images, on the device, in order: (images, …).

    `at_once` fixes the batch, for a function that depends on it; else it is halved where memory is full.
    Raises MemoryError where even one image, or the fixed batch, is too much.
    """
    size, start = min(at_once or BATCH, images), 0
    whole: Tensor | None = None

    def piece() -> int:
        nonlocal whole
        rows = np.arange(start, min(start + size, images))
        answer = function(read(rows))
        if whole is None:
            whole = answer.new_empty((images, *answer.shape[1:]))
        whole[start : start + len(rows)] = answer
        return len(rows)

    while start < images:
        if at_once or size == 1:
            too_much = f"memory is full even with {size} images at once; give the input a smaller size"
            start += memory.insist(piece, too_much)
        elif done := memory.attempt(piece):
            start += done
        else:
            size //= 2
    return whole


def probabilities(logits: Tensor) -> np.ndarray:
    """Give softmax scores as float32 (N, K)."""
    return logits.softmax(dim=1).float().cpu().numpy()


def right(logits: Tensor, labels: Tensor) -> Tensor:
    """Count the images whose highest score is their class's, on the device: reading a number waits for it."""
    return (logits.argmax(1) == labels).sum()


def on_validation(logits: Tensor, labels: Tensor) -> dict[str, float]:
    """Give the mean cross-entropy of the validation images and the part of them that is right."""
    loss = cross_entropy(logits, labels).item()
    return {"validation_loss": loss, "validation_accuracy": right(logits, labels).item() / len(labels)}
