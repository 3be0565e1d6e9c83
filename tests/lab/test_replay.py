"""A step and its replay."""

import pytest
import torch
from torch.nn.functional import cross_entropy

from lab import optimiser_race, replay, training, whole_training
from lab.batches import shuffled
from lab.device import choose
from lab.models.small_cnn import small_cnn
from lab.seeding import generator, seed_torch

NEEDS_CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="CUDA graphs need CUDA")


def make(device, **settings):
    seed_torch(0)
    choose()  # as every experiment does: convolutions are exact from there on
    network = small_cnn(classes=2, widths=(8, 8, 4)).to(device)
    optimiser = torch.optim.SGD(network.parameters(), lr=0.05, **settings)

    def loss(images, labels):
        logits = network(images)
        return cross_entropy(logits, labels), (logits.argmax(1) == labels).sum()

    return network, optimiser, loss


def test_a_step_is_stochastic_gradient_descent():
    network, optimiser, loss = make("cpu")
    images, labels = torch.rand(4, 3, 32, 32), torch.tensor([0, 1, 1, 0])
    before = [p.clone() for p in network.parameters()]
    value, right = replay.step(optimiser, loss, images, labels)
    for parameter, old in zip(network.parameters(), before, strict=True):
        torch.testing.assert_close(parameter, old - 0.05 * parameter.grad)
    assert not value.requires_grad
    assert 0 <= right <= 4


def unrecordable(message, error=RuntimeError):
    """Give a recording that fails after it has warmed up."""

    def record(take, device):
        for _ in range(replay.WARM_UP):
            take()
        raise error(message)

    return record


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_a_step_that_cannot_be_recorded_is_taken_as_it_comes(monkeypatch, capsys, momentum):
    monkeypatch.setattr(
        replay, "record", unrecordable("operation not permitted when stream is capturing\nCompile")
    )
    images, labels = torch.rand(3, 1, 3, 32, 32), torch.tensor([[0], [1], [1]])
    (eager, by_hand, loss), (replayed, optimiser, own) = (make("cpu", momentum=momentum) for _ in range(2))
    expected = [replay.step(by_hand, loss, x, y) for x, y in zip(images, labels, strict=True)]
    first = replay.step(optimiser, own, images[0], labels[0])
    step = replay.Replay(replayed, optimiser, own, images[0], labels[0])
    said = [first, *(step(x, y) for x, y in zip(images[1:], labels[1:], strict=True))]
    torch.testing.assert_close(said, expected, rtol=0, atol=0)
    torch.testing.assert_close(replayed.state_dict(), eager.state_dict(), rtol=0, atol=0)
    line = "a step cannot be recorded, and is taken as it comes: operation not permitted when stream is capturing\n"
    assert capsys.readouterr().out == line


def test_full_memory_is_not_gone_on_with_and_the_weights_are_those_before(monkeypatch):
    monkeypatch.setattr(replay, "record", unrecordable("CUDA out of memory.", torch.OutOfMemoryError))
    network, optimiser, loss = make("cpu")
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    with pytest.raises(torch.OutOfMemoryError):
        replay.Replay(network, optimiser, loss, torch.rand(1, 3, 32, 32), torch.tensor([0]))
    torch.testing.assert_close(network.state_dict(), before, rtol=0, atol=0)


@pytest.mark.gpu
@NEEDS_CUDA
def test_steps_are_replayed_also_on_a_gpu_that_is_not_the_current_one():
    last = torch.device("cuda", torch.cuda.device_count() - 1)
    network, optimiser, loss = make(last)
    images, labels = torch.rand(1, 3, 32, 32, device=last), torch.tensor([0], device=last)
    step = replay.Replay(network, optimiser, loss, images, labels)
    assert step.graph is not None
    assert step(images, labels)[0].device == last


@pytest.mark.gpu
@NEEDS_CUDA
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_replayed_steps_are_eager_steps(momentum):
    images, labels = torch.rand(6, 1, 3, 32, 32).cuda(), torch.tensor([[0], [1], [1], [0], [1], [0]]).cuda()
    (eager, by_hand, loss), (replayed, optimiser, own) = (make("cuda", momentum=momentum) for _ in range(2))
    expected = [replay.step(by_hand, loss, x, y) for x, y in zip(images, labels, strict=True)]
    first = replay.step(optimiser, own, images[0], labels[0])
    step = replay.Replay(replayed, optimiser, own, images[0], labels[0])
    said = [first, *(step(x, y) for x, y in zip(images[1:], labels[1:], strict=True))]
    torch.testing.assert_close(said, expected)
    torch.testing.assert_close(replayed.state_dict(), eager.state_dict())


@pytest.mark.gpu
@NEEDS_CUDA
@pytest.mark.parametrize("precision", ["single", "half"])
def test_an_epoch_as_the_report_trains_is_the_same_replayed(bars, precision):
    """Fused, channels last, under autocast, and cut and gone on with after the first epoch."""

    def trained(take_of):
        seed_torch(0)
        work, _ = whole_training.prepare(small_cnn, bars, ("train",), 64, torch.device("cuda"), precision)
        optimiser = optimiser_race.build("sgd", work.network, 1e-3, 0.9)
        work.network.train()
        losses = []
        for epoch in range(2):
            take = take_of(work.task(optimiser, 1))  # a new recording, as after a cut
            order = shuffled(len(bars["train_labels"]), 1)(generator(0, epoch))
            losses += [take(rows)[0] for rows in order]
        return torch.stack(losses), work.network.state_dict()

    torch.testing.assert_close(trained(training.recorded), trained(training.eager))
