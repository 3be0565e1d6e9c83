"""The training loop, the same for every experiment: it reports, keeps its place, and keeps the best epoch.

A run that was cut goes on from its last whole epoch and ends with the same bits.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from lab import checkpoint, schedules
from lab.attempt import Attempt
from lab.batches import Batches
from lab.seeding import generator, seed_torch


@dataclass(frozen=True)
class Task:
    """What one training is made of.

    `network` holds all that learns, losses with weights of their own included; `batches(random)` gives the
    rows of an epoch; `loss(rows)` the mean loss of a batch and how many of its images are right; `validate()`
    what there is to say at an epoch's end, `validation_loss` and `validation_accuracy` at least.
    """

    network: nn.Module
    optimiser: torch.optim.Optimizer
    batches: Batches
    loss: Callable[[np.ndarray], tuple[Tensor, int]]
    validate: Callable[[], dict[str, float]]


def fit(
    attempt: Attempt,
    task: Task,
    *,
    epochs: int,
    seed: int,
    schedule: Callable[[float], float] = schedules.constant,
    choose: str = "validation",
) -> dict[str, np.ndarray]:
    """Train; leave the weights of the epoch of best validation accuracy in the network, or of the "last" one.

    Gives `history_{train,validation}_{loss,accuracy}`, float64 (epochs,), and `history_chosen`, that epoch.
    Raises FloatingPointError where the loss is no longer a number.
    """
    history: checkpoint.History = {}
    best: checkpoint.Weights = {}
    if (saved := attempt.restore()) is not None:
        history, best = checkpoint.unpack(saved, task.network, task.optimiser)
    done = len(history.get("train_loss", []))
    for epoch in range(done + 1, epochs + 1):
        numbers = one_epoch(task, epoch, epochs, seed, schedule)
        for name, value in numbers.items():
            history.setdefault(name, []).append(value)
        if choose == "last" or is_best(history["validation_accuracy"]):
            best = {name: tensor.clone() for name, tensor in task.network.state_dict().items()}
        attempt.save(checkpoint.pack(task.network, task.optimiser, history, best))
        attempt.epoch(epoch=epoch, of=epochs, **numbers)
    task.network.load_state_dict(best)
    task.network.eval()
    chosen = epochs if choose == "last" else 1 + int(np.argmax(history["validation_accuracy"]))
    return {"history_chosen": np.array(chosen)} | {f"history_{k}": np.array(v) for k, v in history.items()}


def one_epoch(
    task: Task, epoch: int, epochs: int, seed: int, schedule: Callable[[float], float]
) -> dict[str, float]:
    """Take a step for every batch, then look at the validation images."""
    seed_torch(seed, epoch)
    batches = task.batches(generator(seed, epoch))
    rates = [group.setdefault("initial_lr", group["lr"]) for group in task.optimiser.param_groups]
    task.network.train()
    total, right, seen = 0.0, 0, 0
    for number, rows in enumerate(batches):
        factor = schedule((epoch - 1 + number / len(batches)) / epochs)
        for group, rate in zip(task.optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        loss, correct = task.loss(rows)
        task.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        task.optimiser.step()
        total, right, seen = total + loss.item() * len(rows), right + correct, seen + len(rows)
    if not math.isfinite(total):
        raise FloatingPointError(
            f"the loss is no number in epoch {epoch} of {epochs}; lower the learning rate"
        )
    task.network.eval()
    return {"train_loss": total / seen, "train_accuracy": right / seen} | task.validate()


def is_best(values: list[float]) -> bool:
    """Say whether the last value is above all before it; of equal ones the first is kept."""
    return len(values) == 1 or values[-1] > max(values[:-1])
