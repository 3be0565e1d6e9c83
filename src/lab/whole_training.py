"""Training of a whole network on images with cross-entropy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lab import batches, evaluation, inputs, training
from lab.device import layout, send
from lab.precision import autocast


@dataclass(frozen=True)
class WholeTraining:
    """A network on its device, and by part a reader of input and the labels (N,); `precision` is training's."""

    network: nn.Module
    read: dict[str, Callable[[np.ndarray], Tensor]]
    labels: dict[str, Tensor]
    precision: str

    def logits(self, part: str, at_once: int | None = None) -> Tensor:
        """Give the network's answer for every image of a part, (N, K), in single precision."""
        return evaluation.apply(self.network, self.read[part], len(self.labels[part]), at_once)

    def batch(self, rows: np.ndarray) -> tuple[Tensor, Tensor]:
        """Give these training images as the network reads them, and their labels."""
        labels = self.labels["train"]
        return self.read["train"](rows), labels[send(rows, labels.device)]

    def loss(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Give the loss of a batch and how many of its images are right."""
        with autocast(images.device, self.precision):
            logits = self.network(images)
        return cross_entropy(logits.float(), labels), evaluation.right(logits, labels)

    def validate(self) -> dict[str, float]:
        """Give the validation images' mean loss and their accuracy."""
        return evaluation.on_validation(self.logits("validation"), self.labels["validation"])

    def task(self, optimiser: torch.optim.Optimizer, batch: int) -> training.Task:
        """Give the training."""
        order = batches.shuffled(len(self.labels["train"]), batch)
        return training.Task(self.network, optimiser, order, self.batch, self.loss, self.validate)


def prepare(
    model: Callable[..., nn.Module],
    data: Mapping[str, Any],
    parts: tuple[str, ...],
    size: int,
    device: torch.device,
    precision: str = "single",
    channels: int | None = None,
) -> tuple[WholeTraining, tuple[np.ndarray, np.ndarray]]:
    """Build the model for these images; give the training, and mean and deviation of the training images.

    `channels` of a network that is to read colours, though these images may be grey; None for the images' own.
    """
    mean, std = inputs.statistics(data["train_images"])
    if channels is not None and len(mean) == 1:
        mean, std = np.repeat(mean, channels), np.repeat(std, channels)
    network = model(classes=len(data["classes"]), channels=len(mean))
    labels = {part: torch.tensor(data[f"{part}_labels"], device=device) for part in parts}
    scale = {"size": size, "mean": mean, "std": std, "device": device}
    read = {part: inputs.reader(data, part, **scale) for part in parts}
    network.to(device, memory_format=layout(device))
    return WholeTraining(network, read, labels, precision), (mean, std)
