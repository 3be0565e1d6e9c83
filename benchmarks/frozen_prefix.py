"""Ten epochs on a prefix that was run once, against ten epochs of the whole graph.

ResNet-50 at 128 px from its last convolution on, DenseNet-121 at 64 px from its last dense layer on; drawn images,
random weights, batches of 32, Adam, one thread of the CPU. The peer is the plain loop: every step runs the whole
network, frozen layers without gradients and with frozen statistics. The prefix is counted in ours. Equal means that
the training loss of every epoch is the same, to 1e-3 of the first in single precision and to 2e-2 with a prefix in
half precision: bfloat16 where the processor has it, else computed in single and kept in half, as the row then says.
"""

from interleaved import Row, options, show

# isort: split
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lab import backbone, batches, features, training
from lab.device import has_bfloat16
from lab.losses.cross_entropy import CrossEntropy
from lab.models import cut
from lab.models.densenet import densenet121
from lab.models.resnet import resnet50
from lab.models.tail import Tail
from lab.objective import Objective
from lab.seeding import generator, seed_torch
from lab.tail_training import Learner, TailTraining

CPU, CLASSES, BATCH, EPOCHS = torch.device("cpu"), 10, 32, 10
LR = 1e-4  # random weights give large features, from which larger steps magnify every rounding
NETWORKS = {
    "ResNet-50, 128 px": (resnet50, "layer4.2.conv3", 128),
    "DenseNet-121, 64 px": (densenet121, "features.denseblock4.denselayer16", 64),
}
Build = Callable[..., nn.Module]


class Quiet:
    """An attempt that keeps nothing."""

    def epoch(self, **numbers: float) -> None:
        """Report to nobody."""

    def save(self, state: dict[str, np.ndarray]) -> None:
        """Keep nothing."""

    def restore(self) -> None:
        """Have nothing."""


def images(count: int, size: int) -> dict[str, np.ndarray]:
    """Coloured noise whose mean tells the class; eight images to validate and to test."""
    random, data = np.random.default_rng(0), {}
    for part, number in (("train", count), ("validation", 8), ("test", 8)):
        labels = np.arange(number) % CLASSES
        shade = 10 * labels[:, None, None, None]
        data[f"{part}_images"] = (random.integers(0, 150, (number, size, size, 3)) + shade).astype(np.uint8)
        data[f"{part}_labels"] = labels
    return data


def weights(build: Build) -> dict[str, Any]:
    """Random weights, the same each time."""
    seed_torch(0)
    return backbone.arrays(build(classes=CLASSES), np.full(3, 0.5), np.full(3, 0.25))


def ours(build: Build, first: str, size: int, data: dict[str, Any], given: dict[str, Any], precision: str):
    """Train as the report does; give the training loss by epoch."""
    seed_torch(1)
    network = backbone.load(build, given, classes=CLASSES, device=CPU)
    tail, head = Tail(network, first), network.get_submodule(network.head).requires_grad_(True)
    objective = Objective(classes=CLASSES, width=tail.width, cross_entropy=CrossEntropy)
    kept = features.keep(network, first, data, given, size=size, device=CPU, precision=precision)
    work = TailTraining(Learner(tail, head, objective), kept, BATCH, 1, 0)
    return training.fit(Quiet(), work.task(lr=LR, center_lr=0.0), epochs=EPOCHS, seed=0)["history_train_loss"]


def plain(build: Build, first: str, size: int, data: dict[str, Any], given: dict[str, Any]) -> np.ndarray:
    """Train with the whole graph in every step; give the training loss by epoch."""
    seed_torch(1)
    network = backbone.load(build, given, classes=CLASSES, device=CPU).to(
        memory_format=torch.contiguous_format
    )
    layers = cut.freeze_before(network, first)
    learnt = [*layers.parameters(), *network.get_submodule(network.head).requires_grad_(True).parameters()]
    optimiser = torch.optim.Adam(learnt, lr=LR)
    read, labels = backbone.reader(data, "train", given, size, CPU), torch.tensor(data["train_labels"])
    layers.train()
    history = []
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for rows in batches.grouped(data["train_labels"], BATCH, 1)(generator(0, epoch)):
            loss = cross_entropy(network(read(rows).contiguous()), labels[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(rows)
        history.append(total / len(labels))
    return np.array(history)


def timed(work: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    """CPU seconds, and the training loss by epoch."""
    start = time.process_time()
    history = work()
    return time.process_time() - start, history


def race(name: str, count: int) -> dict[str, Row]:
    """One network: the plain loop once, ours in both precisions."""
    build, first, size = NETWORKS[name]
    data, given = images(count, size), weights(build)
    theirs, expected = timed(lambda: plain(build, first, size, data, given))
    rows: dict[str, Row] = {}
    for precision, rounding in (("single", 1e-3), ("half", 2e-2)):
        mine, history = timed(lambda: ours(build, first, size, data, given, precision))  # noqa: B023
        equal = bool(np.abs(history - expected).max() < rounding * expected[0])
        without = ", without bfloat16" if precision == "half" and not has_bfloat16(CPU) else ""
        rows[f"{name}, {precision}{without}"] = {
            "ours": mine,
            "peer": theirs,
            "ratio": theirs / mine,
            "equal": equal,
        }
    return rows


def main() -> None:
    """Race and print."""
    torch.set_num_threads(1)
    rows: dict[str, Row] = {}
    for name in NETWORKS:
        rows |= race(name, arguments.images)
    show(rows, as_json=arguments.json)


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=320, help="to train on")
    arguments = parser.parse_args()
    main()
