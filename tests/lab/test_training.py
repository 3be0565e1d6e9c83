"""The training loop: its numbers, and what it says when a batch does not fit."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lab import batches, training


class Small(nn.Linear):
    """A network on a device in which `most` images fit."""

    def __init__(self, most):
        super().__init__(2, 3)
        self.most = most

    def forward(self, images):
        if len(images) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return super().forward(images)


def make(most, batch=32, validation_loss=lambda: 0.0):
    torch.manual_seed(0)
    network, images, labels = Small(most), torch.rand(40, 2), torch.arange(40) % 3

    def loss(images, labels):
        logits = network(images)
        return cross_entropy(logits, labels), (logits.argmax(1) == labels).sum()

    return training.Task(
        network,
        torch.optim.SGD(network.parameters(), lr=0.1),
        batches.shuffled(40, batch),
        lambda rows: (images[rows], labels[rows]),
        loss,
        lambda: {"validation_loss": validation_loss(), "validation_accuracy": 0.0},
    )


@pytest.mark.parametrize(
    ("most", "said"), [(31, "one of 16 does"), (9, "one of 8 does: write batch=8"), (1, "nor does")]
)
def test_a_batch_that_does_not_fit_is_refused_with_one_that_does(attempt, most, said):
    with pytest.raises(MemoryError, match=rf"^a batch of 32 images does not fit into memory, {said}"):
        training.fit(attempt, make(most), epochs=1, seed=0)
    assert attempt.epochs == []


@pytest.mark.parametrize("diverged", [np.inf, np.nan])
def test_an_epoch_that_diverged_is_refused_and_not_kept_for_the_next_try(attempt, diverged):
    """The state is that of the epoch before, so that the next try is refused as well."""
    for _ in range(2):
        losses = iter([0.5] * (2 - len(attempt.epochs)) + [diverged])
        with pytest.raises(
            FloatingPointError,
            match=rf"^validation_loss is {diverged} in epoch 3 of 4; lower the learning rate$",
        ):
            training.fit(attempt, make(100, validation_loss=lambda: next(losses)), epochs=4, seed=0)  # noqa: B023
        assert attempt.state["history.validation_loss"].tolist() == [0.5, 0.5]
    assert [epoch for epoch, _, _ in attempt.epochs] == [1, 2]


def test_the_mean_loss_counts_images_not_batches(attempt):
    said = [(torch.tensor(1.0), torch.tensor(3)), (torch.tensor(4.0), torch.tensor(1))]
    assert training.means(said, [4, 2]) == (2.0, 4 / 6)


def test_the_history_is_that_of_a_plain_loop(attempt):
    history = training.fit(attempt, make(100), epochs=1, seed=3)
    task = make(100)
    total = 0.0
    for rows in task.batches(np.random.default_rng((3, 1))):
        loss, _ = task.loss(*task.read(rows))
        total += loss.item() * len(rows)
        task.optimiser.zero_grad()
        loss.backward()
        task.optimiser.step()
    assert history["history_train_loss"][0] == pytest.approx(total / 40, rel=1e-6)
