"""Training of a network's tail on what its frozen prefix gave once and for all."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from lab import batches, evaluation, training
from lab.device import send
from lab.features import Kept
from lab.models.nearest_mean import NearestMean
from lab.models.tail import Tail
from lab.objective import Objective
from lab.seeding import generator


class Learner(nn.Module):
    """All that learns: the tail gives embeddings, the head logits, the objective judges both."""

    def __init__(self, tail: Tail, head: nn.Module, objective: Objective) -> None:
        super().__init__()
        self.tail, self.head, self.objective = tail, head, objective

    def loss(self, entering: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Give the loss of a batch and how many of its images are right."""
        embeddings = self.tail(entering)
        logits = self.head(embeddings)
        return self.objective(embeddings, logits, labels), evaluation.right(logits, labels)


@dataclass(frozen=True)
class TailTraining:
    """A learner, what enters its tail for every image of each part, and how its batches are made."""

    learner: Learner
    kept: Kept
    batch: int
    per_class: int
    seed: int

    def embeddings(self, part: str) -> Tensor:
        """Give the embedding of every image of a part, (N, D)."""
        entering = self.kept.entering[part]

        def read(rows: np.ndarray) -> Tensor:
            return entering[send(rows, entering.device)]

        return evaluation.apply(self.learner.tail, read, len(entering))

    @torch.no_grad()
    def logits(self, part: str) -> Tensor:
        """Give the head's answer for every image of a part, (N, K)."""
        return self.learner.head(self.embeddings(part))

    def refresh(self) -> None:
        """Set a head of class means to those of now; any other head learns by itself."""
        if isinstance(self.learner.head, NearestMean):
            self.learner.head.update(self.embeddings("train"), self.kept.labels["train"])

    def read(self, rows: np.ndarray) -> tuple[Tensor, Tensor]:
        """Give what enters the tail for these training images, and their labels."""
        there = send(rows, self.kept.labels["train"].device)
        return self.kept.entering["train"][there], self.kept.labels["train"][there]

    @torch.no_grad()
    def validate(self) -> dict[str, float]:
        """Give the validation images' mean loss, in batches made as in training, and their accuracy."""
        self.refresh()
        entering, labels = self.kept.entering["validation"], self.kept.labels["validation"]
        groups = batches.in_groups(labels.cpu().numpy(), self.batch, self.per_class, generator(self.seed, 0))
        # Not `grouped`: nothing learns here, so that a batch of a single image counts as well.
        order = [send(rows, labels.device) for rows in batches.filled(groups, self.batch)]
        said = [self.learner.loss(entering[rows], labels[rows]) for rows in order]
        loss, accuracy = training.means(said, [len(rows) for rows in order])
        return {"validation_loss": loss, "validation_accuracy": accuracy}

    def task(self, *, lr: float, center_lr: float) -> training.Task:
        """Give the training with Adam; what the objective itself learns has a learning rate of its own."""
        own = list(self.learner.objective.parameters())
        tail = [p for module in (self.learner.tail, self.learner.head) for p in module.parameters()]
        groups = [{"params": tail}, {"params": own, "lr": center_lr}]
        order = batches.grouped(self.kept.labels["train"].cpu().numpy(), self.batch, self.per_class)
        optimiser = torch.optim.Adam(groups, lr=lr, fused=True)
        return training.Task(self.learner, optimiser, order, self.read, self.learner.loss, self.validate)
