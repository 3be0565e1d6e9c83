"""Training of a whole network on images with cross-entropy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lab import batches, evaluation, inputs, training


@dataclass(frozen=True)
class WholeTraining:
    """A network on its device, and by part a reader of input and the labels (N,)."""

    network: nn.Module
    read: dict[str, Callable[[np.ndarray], Tensor]]
    labels: dict[str, Tensor]

    def logits(self, part: str, at_once: int = evaluation.BATCH) -> Tensor:
        """Give the network's answer for every image of a part, (N, K), `at_once` at a time."""
        return evaluation.apply(self.network, self.read[part], len(self.labels[part]), at_once)

    def loss(self, rows: np.ndarray) -> tuple[Tensor, int]:
        """Give the loss of a batch of training images and how many of them are right."""
        logits, labels = self.network(self.read["train"](rows)), self.labels["train"][rows]
        return cross_entropy(logits, labels), evaluation.right(logits, labels)

    def validate(self) -> dict[str, float]:
        """Give the validation images' mean loss and their accuracy."""
        return evaluation.on_validation(self.logits("validation"), self.labels["validation"])

    def task(self, optimiser: torch.optim.Optimizer, batch: int) -> training.Task:
        """Give the training."""
        order = batches.shuffled(len(self.labels["train"]), batch)
        return training.Task(self.network, optimiser, order, self.loss, self.validate)


def prepare(
    model: Callable[..., nn.Module],
    data: Mapping[str, Any],
    parts: tuple[str, ...],
    size: int,
    device: torch.device,
) -> tuple[WholeTraining, tuple[np.ndarray, np.ndarray]]:
    """Build the model for these images; give the training, and mean and deviation of the training images."""
    mean, std = inputs.statistics(data["train_images"])
    network = model(classes=len(data["classes"]), channels=len(mean))
    labels = {part: torch.tensor(data[f"{part}_labels"], device=device) for part in parts}
    scale = {"size": size, "mean": mean, "std": std, "device": device}
    read = {part: inputs.reader(data, part, **scale) for part in parts}
    return WholeTraining(network.to(device, memory_format=torch.channels_last), read, labels), (mean, std)
