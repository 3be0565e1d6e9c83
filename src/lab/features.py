"""The part of a network that does not train, run once per image and kept.

Without augmentation its output never changes, so that training the tail on what was kept is the same training.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from lab import backbone, evaluation
from lab.models import cut

PARTS = ("train", "validation", "test")


def kept(
    network: nn.Module,
    first: str,
    data: Mapping[str, Any],
    weights: Mapping[str, Any],
    *,
    size: int,
    device: torch.device,
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Give what enters the step `first` for every image of each part, and the labels, both on the device.

    The network is in evaluation mode; `weights` is the backbone's run, for the scale of its input.
    """
    network.eval()
    prefix = cut.before(network, first)
    entering, labels = {}, {}
    for part in PARTS:
        labels[part] = torch.tensor(data[f"{part}_labels"], device=device)
        read = backbone.reader(data, part, weights, size, device)
        entering[part] = evaluation.apply(prefix, read, len(labels[part]))
    return entering, labels
