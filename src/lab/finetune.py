"""Fine-tuning: a pretrained network with a new head, all frozen but its last layers."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lab import batches, device, evaluation, features, results, training
from lab import backbone as pretrained
from lab.attempt import Attempt
from lab.models import cut
from lab.seeding import seed_torch


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    backbone: Mapping[str, Any],
    model: Callable[..., nn.Module],
    train_from: str = "layer4.2.conv3",
    size: int = 128,
    epochs: int = 10,
    batch: int = 32,
    lr: float = 1e-3,
    seed: int = 0,
) -> dict[str, Any]:
    """Train the layers from `train_from` on and the head with Adam and cross-entropy.

    Besides what every experiment gives: `before_{validation,test}_scores`, of the new head before any training.
    """
    seed_torch(seed)
    where = device.choose()
    network = pretrained.load(model, backbone, classes=len(data["classes"]), device=where)
    head = network.get_submodule(network.head)
    learning = nn.ModuleList([cut.freeze_before(network, train_from), head.requires_grad_(True)])
    entering, labels = features.kept(network, train_from, data, backbone, size=size, device=where)
    tail = cut.between(network, train_from, network.head)

    def scores(part: str) -> Tensor:
        return evaluation.apply(lambda x: head(tail(x)), entering[part].__getitem__, len(labels[part]))

    def loss(rows: np.ndarray) -> tuple[Tensor, int]:
        logits = head(tail(entering["train"][rows]))
        return cross_entropy(logits, labels["train"][rows]), int(
            (logits.argmax(1) == labels["train"][rows]).sum()
        )

    def validate() -> dict[str, float]:
        return evaluation.on_validation(scores("validation"), labels["validation"])

    before = {part: evaluation.probabilities(scores(part)) for part in ("validation", "test")}
    optimiser = torch.optim.Adam(learning.parameters(), lr=lr, fused=True)
    order = batches.shuffled(data["train_labels"], batch)
    history = training.fit(
        attempt, training.Task(learning, optimiser, order, loss, validate), epochs=epochs, seed=seed
    )
    return {
        **results.answers(data, "validation", evaluation.probabilities(scores("validation"))),
        **results.answers(data, "test", evaluation.probabilities(scores("test"))),
        **{f"before_{part}_scores": array for part, array in before.items()},
        **history,
        **results.sizes(network),
        "classes": np.array(data["classes"]),
        "device": device.name(where),
        "selection": "on validation accuracy: the epoch",
        "test_scored": "once, after the epoch was chosen; once before any training, to compare with",
    }
