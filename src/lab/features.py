"""The part of a network that does not train, run once per image and kept.

Without augmentation its output never changes: training the tail on what was kept is the same training, to
rounding where the prefix is in half precision. What is kept then takes half the memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from lab import backbone, evaluation
from lab.models import cut
from lab.precision import autocast, storage

PARTS = ("train", "validation", "test")


@dataclass(frozen=True)
class Kept:
    """By part, what enters a layer for every image (N, …), and the labels (N,), both on the device."""

    entering: dict[str, Tensor]
    labels: dict[str, Tensor]


def keep(
    network: nn.Module,
    first: str,
    data: Mapping[str, Any],
    weights: Mapping[str, Any],
    *,
    size: int,
    device: torch.device,
    precision: str = "single",
) -> Kept:
    """Give what enters the step `first`; the network is in evaluation mode.

    `weights` is the backbone's run, for the scale of its input; `size` is the input's in pixels; `precision` that of
    what is kept, and the prefix's where the device has it.
    """
    network.eval()
    prefix, kept_in = cut.before(network, first), storage(precision)
    entering, labels = {}, {}
    for part in PARTS:
        labels[part] = torch.tensor(data[f"{part}_labels"], device=device)
        read = backbone.reader(data, part, weights, size, device)
        with autocast(device, precision):
            entering[part] = evaluation.apply(lambda x: prefix(x).to(kept_in), read, len(labels[part]))
    return Kept(entering, labels)
