"""A backbone pretrained on images of other classes, where no ImageNet weights can be had."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lab import backbone, batches, device, evaluation, inputs, schedules, training
from lab.attempt import Attempt
from lab.seeding import seed_torch


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    model: Callable[..., nn.Module],
    size: int = 32,
    epochs: int = 2,
    batch: int = 32,
    lr: float = 2e-3,
    weight_decay: float = 0.05,
    seed: int = 0,
) -> dict[str, Any]:
    """Train all of a model with AdamW in one cycle; give its weights, to be read by `lab.backbone`.

    The last epoch is kept: where the cycle ends is fixed in advance.
    """
    seed_torch(seed)
    where = device.choose()
    mean, std = inputs.statistics(data["train_images"])
    network = model(classes=len(data["classes"]), channels=len(mean))
    network = network.to(where, memory_format=torch.channels_last)
    labels = {part: torch.tensor(data[f"{part}_labels"], device=where) for part in ("train", "validation")}
    read = {part: inputs.reader(data, part, size=size, mean=mean, std=std, device=where) for part in labels}

    def loss(rows: np.ndarray) -> tuple[Tensor, int]:
        logits = network(read["train"](rows))
        return cross_entropy(logits, labels["train"][rows]), evaluation.right(logits, labels["train"][rows])

    def validate() -> dict[str, float]:
        logits = evaluation.apply(network, read["validation"], len(labels["validation"]))
        return evaluation.on_validation(logits, labels["validation"])

    optimiser = torch.optim.AdamW(network.parameters(), lr=lr, weight_decay=weight_decay, fused=True)
    order = batches.shuffled(len(data["train_labels"]), batch)
    task = training.Task(network, optimiser, order, loss, validate)
    history = training.fit(
        attempt, task, epochs=epochs, seed=seed, schedule=schedules.one_cycle, choose="last"
    )
    return {
        **backbone.arrays(network, mean, std),
        **history,
        "parameters": sum(p.numel() for p in network.parameters()),
        "device": device.name(where),
        "selection": "fixed in advance: the last epoch",
        "validation_accuracy": float(history["history_validation_accuracy"][-1]),
    }
