"""A step of SGD on one image as the report takes it, against the eager step.

The network of question 3 at 128 px. On a CPU ours is channels-last, fused and in half precision (loss in single), one
thread; half is bfloat16 where the processor has it, else single, as the row then says. The peer is PyTorch's own step
as it comes: float32, channels first, one operation a parameter, each ReLU before its pool. Both keep their memory from
step to step, as the report's workers do. On CUDA ours is also replayed as a graph. Equal means that the mean losses of
an epoch on the same images differ by less than 2 %.
"""

from interleaved import Row, keep_memory, options, race, show

# isort: split
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lab import device, optimiser_race, whole_training
from lab.batches import shuffled
from lab.models.small_cnn import small_cnn
from lab.seeding import seed_torch
from lab.training import recorded

SIZE, COUNT, LR, CLASSES = 128, 64, 1e-3, 2


def images() -> dict[str, np.ndarray]:
    """Noise, one class brighter than the other."""
    random, labels = np.random.default_rng(0), np.arange(COUNT) % CLASSES
    pixels = random.integers(0, 200, (COUNT, SIZE, SIZE, 3)) + 50 * labels[:, None, None, None]
    return {
        "train_images": pixels.astype(np.uint8),
        "train_labels": labels,
        "classes": np.array(["dark", "bright"]),
    }


class Ours:
    """The report's step."""

    def __init__(self, data: dict[str, np.ndarray], where: torch.device) -> None:
        seed_torch(0)
        self.work, _ = whole_training.prepare(small_cnn, data, ("train",), SIZE, where, "half")
        optimiser = optimiser_race.build("sgd", self.work.network, LR, 0.0)
        self.take = recorded(self.work.task(optimiser, 1))
        self.work.network.train()

    def step(self, row: int) -> torch.Tensor:
        """Learn from one image; give its loss."""
        return self.take(np.array([row]))[0]


class Eager:
    """The step of a plain loop."""

    def __init__(self, data: dict[str, np.ndarray], where: torch.device) -> None:
        seed_torch(0)
        self.work, _ = whole_training.prepare(small_cnn, data, ("train",), SIZE, where)
        layers = list(self.work.network.to(memory_format=torch.contiguous_format))
        layers[2:4], layers[5:7] = layers[3:1:-1], layers[6:4:-1]
        self.network = nn.Sequential(*layers).train()
        self.optimiser = torch.optim.SGD(self.network.parameters(), lr=LR, foreach=False)

    def step(self, row: int) -> torch.Tensor:
        """Learn from one image; give its loss."""
        inputs, labels = self.work.batch(np.array([row]))
        loss = cross_entropy(self.network(inputs.contiguous()), labels)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        return loss.detach()


def epoch(contender: Ours | Eager) -> float:
    """Learn from every image once; give the mean loss."""
    rows = shuffled(COUNT, 1)(np.random.default_rng(0))
    return torch.stack([contender.step(int(row[0])) for row in rows]).mean().item()


def finished(contender: Ours | Eager, where: torch.device) -> Callable[[], None]:
    """Give a step that is over when it returns: a GPU only takes orders."""

    def step() -> None:
        contender.step(0)
        if where.type == "cuda":
            torch.cuda.synchronize()

    return step


def main() -> None:
    """Race and print."""
    torch.set_num_threads(1)
    where, data = device.choose(), images()
    ours, eager = Ours(data, where), Eager(data, where)
    losses = [epoch(contender) for contender in (ours, eager)]
    equal = abs(losses[0] / losses[1] - 1) < 0.02
    clock = time.process_time if where.type == "cpu" else time.perf_counter
    first, second = (finished(contender, where) for contender in (ours, eager))
    row: Row = race(first, second, equal=equal, turns=arguments.turns, calls=10, clock=clock)
    show({f"SGD on one image, {device.name(where, 'half')}": row}, as_json=arguments.json)


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=15)
    arguments = parser.parse_args()
    keep_memory()
    main()
