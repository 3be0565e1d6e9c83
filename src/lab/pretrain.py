"""A backbone pretrained on images of other classes, where no ImageNet weights can be had."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import nn

from lab import backbone, device, results, schedules, training, whole_training
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
    channels: int | None = None,
    precision: str = "single",
    seed: int = 0,
) -> dict[str, Any]:
    """Train all of a model with AdamW in one cycle; give its weights, to be read by `lab.backbone`.

    The last epoch is kept: where the cycle ends is fixed in advance. A backbone for colours that learns from
    grey images has `channels` of 3; `precision` is "single" or "half".
    """
    seed_torch(seed)
    where = device.choose()
    work, scale = whole_training.prepare(
        model, data, ("train", "validation"), size, where, precision, channels
    )
    learnt = work.network.parameters()
    optimiser = torch.optim.AdamW(learnt, lr=lr, weight_decay=weight_decay, fused=True)
    history = training.fit(
        attempt,
        work.task(optimiser, batch),
        epochs=epochs,
        seed=seed,
        schedule=schedules.one_cycle,
        choose="last",
    )
    return {
        **backbone.arrays(work.network, *scale),
        **history,
        **results.sizes(work.network),
        "device": device.name(where, precision),
        "selection": "fixed in advance: the last epoch",
        "validation_accuracy": float(history["history_validation_accuracy"][-1]),
    }
