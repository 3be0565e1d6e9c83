"""The training loop, the same for every experiment: it reports, keeps its place, and keeps the best epoch.

A run that was cut goes on from its last whole epoch and ends with the same bits.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
import torch
from torch import Tensor, nn

from lab import checkpoint, memory, replay, schedules
from lab.attempt import Attempt
from lab.batches import Batches
from lab.seeding import generator, seed_torch


@dataclass(frozen=True)
class Task:
    """What one training is made of.

    `network` holds all that learns, losses with weights of their own included; `batches(random)` gives the
    rows of an epoch; `read(rows)` a batch and its labels on the device; `loss(batch, labels)` the mean loss and
    how many images are right; `validate()` what there is to say at an epoch's end, `validation_loss` and
    `validation_accuracy` at least.
    """

    network: nn.Module
    optimiser: torch.optim.Optimizer
    batches: Batches
    read: Callable[[np.ndarray], tuple[Tensor, Tensor]]
    loss: replay.Loss
    validate: Callable[[], dict[str, float]]


Step = Callable[[np.ndarray], tuple[Tensor, Tensor]]


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
    Raises FloatingPointError where a number of an epoch is not finite, before that epoch is saved: a later try starts
    from the one before. Raises MemoryError where a batch does not fit.
    """
    take = recorded(task) if schedule is schedules.constant else eager(task)
    history: checkpoint.History = {}
    best: checkpoint.Weights = {}
    if (saved := attempt.restore()) is not None:
        history, best = checkpoint.unpack(saved, task.network, task.optimiser)
    done = len(history.get("train_loss", []))
    for epoch in range(done + 1, epochs + 1):
        numbers = one_epoch(task, take, epoch, epochs, seed, schedule)
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
    task: Task, take: Step, epoch: int, epochs: int, seed: int, schedule: Callable[[float], float]
) -> dict[str, float]:
    """Take a step for every batch, then look at the validation images."""
    seed_torch(seed, epoch)
    batches = task.batches(generator(seed, epoch))
    rates = [group.setdefault("initial_lr", group["lr"]) for group in task.optimiser.param_groups]
    task.network.train()
    said = []
    for number, rows in enumerate(batches):
        factor = schedule((epoch - 1 + number / len(batches)) / epochs)
        for group, rate in zip(task.optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        answer = memory.attempt(lambda: take(rows))  # noqa: B023 — called at once
        if answer is None:
            refuse(task, rows)
        said.append(answer)
    loss, accuracy = means(said, [len(rows) for rows in batches])
    task.network.eval()
    return finite({"train_loss": loss, "train_accuracy": accuracy} | task.validate(), epoch, epochs)


def finite(numbers: dict[str, float], epoch: int, epochs: int) -> dict[str, float]:
    """Give an epoch's numbers back, or say which of them shows that the training has diverged."""
    for name, value in numbers.items():
        if not math.isfinite(value):
            raise FloatingPointError(
                f"{name} is {value} in epoch {epoch} of {epochs}; lower the learning rate"
            )
    return numbers


def eager(task: Task) -> Step:
    """Give a step that reads a batch and learns from it."""
    return lambda rows: replay.step(task.optimiser, task.loss, *task.read(rows))


def recorded(task: Task) -> Step:
    """Give a step that SGD on single images replays on CUDA, after a first one as any other."""
    first, replayed = eager(task), None

    def take(rows: np.ndarray) -> tuple[Tensor, Tensor]:
        nonlocal replayed
        if len(rows) > 1:
            return first(rows)
        batch, labels = task.read(rows)
        if replayed is not None:
            return replayed(batch, labels)
        answer = replay.step(task.optimiser, task.loss, batch, labels)
        if batch.is_cuda and isinstance(task.optimiser, torch.optim.SGD):
            replayed = replay.Replay(task.network, task.optimiser, task.loss, batch, labels)
        return answer

    return take


def means(said: list[tuple[Tensor, Tensor]], sizes: list[int]) -> tuple[float, float]:
    """Give mean loss and accuracy over images, from each batch's loss and how many of it are right.

    The device is asked once, at the end: to ask for a number after each step is to wait for each step.
    """
    losses, right = (torch.stack(column).cpu().double() for column in zip(*said, strict=True))
    weights = torch.tensor(sizes, dtype=torch.float64)
    return (losses @ weights / weights.sum()).item(), (right.sum() / weights.sum()).item()


def refuse(task: Task, rows: np.ndarray) -> NoReturn:
    """Say which batch would fit. It is not taken: a smaller batch is another experiment."""
    fits = memory.largest(lambda count: eager(task)(rows[:count]), len(rows))
    advice = (
        f"one of {fits} does: write batch={fits}" if fits else "nor does a smaller one: write a smaller size"
    )
    raise MemoryError(
        f"a batch of {len(rows)} images does not fit into memory, {advice} in the task; "
        "it is another experiment then"
    )


def is_best(values: list[float]) -> bool:
    """Say whether the last value is above all before it; of equal ones the first is kept."""
    return len(values) == 1 or values[-1] > max(values[:-1])
