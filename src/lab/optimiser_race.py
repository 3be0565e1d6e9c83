"""One network, one learning rate, and the optimiser that is asked for.

A network with batch-norm, trained on batches of one, normalises each image by itself while it learns and by
running averages when it is tested. What that mismatch costs is shown by scoring it both ways.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import nn

from lab import device, evaluation, results, training, whole_training
from lab.attempt import Attempt
from lab.datasets.parts import PARTS
from lab.seeding import seed_torch


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    model: Callable[..., nn.Module],
    optimiser: str = "sgd",
    momentum: float = 0.0,
    lr: float = 1e-3,
    batch: int = 32,
    size: int = 128,
    precision: str = "single",
    epochs: int = 20,
    seed: int = 0,
) -> dict[str, Any]:
    """Train all of the model with cross-entropy; `optimiser` is "sgd" (with `momentum`) or "adam".

    `precision` is that of training, "single" or "half"; scores are always given in single precision.

    Besides what every experiment gives: `train_scores`, `train_labels` and `train_ids`, in evaluation mode;
    `batch_statistics_{train,test}_scores`, where batches of training's size are normalised by themselves.
    """
    seed_torch(seed)
    where = device.choose()
    work, _ = whole_training.prepare(model, data, PARTS, size, where, precision)
    task = work.task(build(optimiser, work.network, lr, momentum), batch)
    history = training.fit(attempt, task, epochs=epochs, seed=seed, choose="last")
    with batch_statistics(work.network):
        itself = {part: evaluation.probabilities(work.logits(part, batch)) for part in ("train", "test")}
    scored = {part: evaluation.probabilities(work.logits(part)) for part in PARTS}
    return {
        **results.answers(data, "train", scored["train"]),
        **results.answers(data, "validation", scored["validation"]),
        **results.answers(data, "test", scored["test"]),
        **{f"batch_statistics_{part}_scores": array for part, array in itself.items()},
        **history,
        **results.sizes(work.network),
        "images": len(data["train_labels"]),
        "classes": np.array(data["classes"]),
        "device": device.name(where, precision),
        "selection": "fixed in advance: the last epoch",
        "test_scored": "once, by running and batch statistics",
    }


def build(name: str, network: nn.Module, lr: float, momentum: float) -> torch.optim.Optimizer:
    """Give the optimiser by name."""
    if name == "adam" and momentum:
        raise ValueError("adam has moments of its own; leave momentum at 0")
    if name == "adam":
        return torch.optim.Adam(network.parameters(), lr=lr, fused=True)
    if name == "sgd":
        return torch.optim.SGD(network.parameters(), lr=lr, momentum=momentum, fused=True)
    raise ValueError(f'no optimiser "{name}"; choose "sgd" or "adam"')


@contextmanager
def batch_statistics(network: nn.Module) -> Iterator[None]:
    """Let each batch be normalised by itself, as in training, without moving the running averages."""
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.train().track_running_stats = False
    try:
        yield
    finally:
        for norm in norms:
            norm.eval().track_running_stats = True
