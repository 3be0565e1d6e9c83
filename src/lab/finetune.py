"""Fine-tuning: a pretrained network with a new head, all frozen but its last layers."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lab import backbone as pretrained
from lab import device, evaluation, features, results, training
from lab.attempt import Attempt
from lab.losses.cross_entropy import CrossEntropy
from lab.models.tail import Tail
from lab.objective import Objective
from lab.seeding import seed_torch
from lab.tail_training import Learner, TailTraining


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    backbone: Mapping[str, Any],
    model: Callable[..., Any],
    train_from: str = "layer4.2.conv3",
    size: int = 128,
    epochs: int = 10,
    batch: int = 32,
    precision: str = "single",
    lr: float = 1e-3,
    seed: int = 0,
) -> dict[str, Any]:
    """Train the layers from `train_from` on and the head with Adam and cross-entropy.

    `precision` is that of the layers that do not train, "single" or "half".

    Besides what every experiment gives: `before_{validation,test}_scores`, of the new head before training.
    """
    seed_torch(seed)
    where = device.choose()
    network = pretrained.load(model, backbone, classes=len(data["classes"]), device=where)
    tail, head = Tail(network, train_from), network.get_submodule(network.head).requires_grad_(True)
    objective = Objective(classes=len(data["classes"]), width=tail.width, cross_entropy=CrossEntropy)
    kept = features.keep(network, train_from, data, backbone, size=size, device=where, precision=precision)
    work = TailTraining(Learner(tail, head, objective), kept, batch, 1, seed)
    before = {part: evaluation.probabilities(work.logits(part)) for part in ("validation", "test")}
    history = training.fit(attempt, work.task(lr=lr, center_lr=0.0), epochs=epochs, seed=seed)
    return {
        **results.answers(data, "validation", evaluation.probabilities(work.logits("validation"))),
        **results.answers(data, "test", evaluation.probabilities(work.logits("test"))),
        **{f"before_{part}_scores": array for part, array in before.items()},
        **history,
        **results.sizes(network),
        "images": len(data["train_labels"]),
        "classes": np.array(data["classes"]),
        "device": device.name(where, precision),
        "selection": "on validation accuracy: the epoch",
        "test_scored": "once, and once before training",
    }
