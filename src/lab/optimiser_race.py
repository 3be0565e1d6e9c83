"""One network, one learning rate, and the optimiser that is asked for.

A network with batch-norm, trained on batches of one, normalises each image by itself while it learns and by
running averages when it is tested. What that mismatch costs is shown by scoring it both ways.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from lab import batches, device, evaluation, inputs, results, training
from lab.attempt import Attempt
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
    epochs: int = 20,
    seed: int = 0,
) -> dict[str, Any]:
    """Train all of the model with cross-entropy; `optimiser` is "sgd" (with `momentum`) or "adam".

    Besides what every experiment gives: `train_scores`, `train_labels` and `train_ids`, in evaluation mode;
    `batch_statistics_{train,test}_scores`, where batches of training's size are normalised by themselves.
    """
    seed_torch(seed)
    where = device.choose()
    mean, std = inputs.statistics(data["train_images"])
    network = model(classes=len(data["classes"]), channels=len(mean)).to(
        where, memory_format=torch.channels_last
    )
    labels = {
        part: torch.tensor(data[f"{part}_labels"], device=where) for part in ("train", "validation", "test")
    }
    read = {part: inputs.reader(data, part, size=size, mean=mean, std=std, device=where) for part in labels}

    def loss(rows: np.ndarray) -> tuple[Tensor, int]:
        logits = network(read["train"](rows))
        return cross_entropy(logits, labels["train"][rows]), evaluation.right(logits, labels["train"][rows])

    def scores(part: str, at_once: int = evaluation.BATCH) -> Tensor:
        return evaluation.apply(network, read[part], len(labels[part]), at_once)

    def validate() -> dict[str, float]:
        return evaluation.on_validation(scores("validation"), labels["validation"])

    order = batches.shuffled(len(labels["train"]), batch)
    task = training.Task(network, build(optimiser, network, lr, momentum), order, loss, validate)
    history = training.fit(attempt, task, epochs=epochs, seed=seed, choose="last")
    with batch_statistics(network):
        mismatched = {part: evaluation.probabilities(scores(part, batch)) for part in ("train", "test")}
    return {
        **{
            k: v
            for part in labels
            for k, v in results.answers(data, part, evaluation.probabilities(scores(part))).items()
        },
        **{f"batch_statistics_{part}_scores": array for part, array in mismatched.items()},
        **history,
        **results.sizes(network),
        "classes": np.array(data["classes"]),
        "device": device.name(where),
        "selection": "fixed in advance: the last epoch",
        "test_scored": "once, after the last epoch, under running and under batch statistics",
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
