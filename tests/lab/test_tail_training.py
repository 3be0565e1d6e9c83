"""Training a tail on kept features beside training it inside the whole network."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from lab import backbone, features
from lab.losses.cross_entropy import CrossEntropy
from lab.models.tail import Tail
from lab.objective import Objective
from lab.tail_training import Learner, TailTraining

FIRST = "layer4.2.conv3"


def make(bars, narrow_resnet50, precision="single"):
    model, weights = narrow_resnet50
    torch.manual_seed(0)
    network = backbone.load(model, weights, classes=3, device=torch.device("cpu"))
    tail = Tail(network, FIRST)
    head = network.fc.requires_grad_(True)
    objective = Objective(classes=3, width=tail.width, cross_entropy=CrossEntropy)
    cpu = torch.device("cpu")
    kept = features.keep(network, FIRST, bars, weights, size=32, device=cpu, precision=precision)
    read = backbone.reader(bars, "train", weights, 32, cpu)
    return network, read, TailTraining(Learner(tail, head, objective), kept, 8, 1, 0)


def test_a_step_on_kept_features_is_a_step_of_the_whole_network(bars, narrow_resnet50):
    network, read, work = make(bars, narrow_resnet50)
    rows = np.array([0, 3, 30, 31, 50, 60, 70, 71])
    work.learner.train()
    ours, _ = work.learner.loss(*work.read(rows))
    ours.backward()
    learning = [p for p in network.parameters() if p.requires_grad]
    gradients = [p.grad.clone() for p in learning]
    network.zero_grad()
    peer = cross_entropy(network(read(rows)), torch.tensor(bars["train_labels"])[rows])
    peer.backward()
    torch.testing.assert_close(ours, peer)
    for gradient, parameter in zip(gradients, learning, strict=True):
        torch.testing.assert_close(gradient, parameter.grad, rtol=1e-4, atol=1e-6)


def learn(network, forward, rows):
    """Ten steps of the learning parameters; they are put back, and what they came to is given."""
    learning = [p for p in network.parameters() if p.requires_grad]
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    optimiser = torch.optim.SGD(learning, lr=0.05)
    for _ in range(10):
        optimiser.zero_grad()
        forward(rows).backward()
        optimiser.step()
    after = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    network.load_state_dict(before)
    return before, after


@pytest.mark.parametrize(("precision", "rounding"), [("single", 1e-4), ("half", 0.1)])
def test_a_tail_learns_what_it_would_learn_in_the_whole_network(bars, narrow_resnet50, precision, rounding):
    network, read, work = make(bars, narrow_resnet50, precision)
    rows = np.arange(0, 72, 5)
    labels = torch.tensor(bars["train_labels"])[rows]
    work.learner.train()
    before, ours = learn(network, lambda rows: work.learner.loss(*work.read(rows))[0], rows)
    _, whole = learn(network, lambda rows: cross_entropy(network(read(rows)), labels), rows)
    for name, value in whole.items():
        moved = (value - before[name]).float().norm()
        assert (ours[name] - value).float().norm() <= rounding * moved, name
    assert (whole["fc.weight"] - before["fc.weight"]).norm() > 0.01


def test_frozen_statistics_stay_and_those_of_the_tail_move(bars, narrow_resnet50):
    network, _, work = make(bars, narrow_resnet50)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    work.learner.train()
    work.learner.loss(*work.read(np.arange(16)))
    moved = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert moved == {
        f"layer4.2.bn3.{name}" for name in ("running_mean", "running_var", "num_batches_tracked")
    }


def test_half_precision_halves_what_is_kept(bars, narrow_resnet50):
    kept = [
        make(bars, narrow_resnet50, precision)[2].kept.entering["train"] for precision in ("single", "half")
    ]
    single, half = (tensor.element_size() * tensor.numel() for tensor in kept)
    assert half == single / 2
    assert (kept[1] - kept[0]).norm() < 0.02 * kept[0].norm()


def test_validation_is_the_mean_over_images(bars, narrow_resnet50):
    _, _, work = make(bars, narrow_resnet50)
    logits, labels = work.logits("validation"), torch.tensor(bars["validation_labels"])
    numbers = work.validate()
    assert abs(numbers["validation_loss"] - cross_entropy(logits, labels).item()) < 1e-5
    assert numbers["validation_accuracy"] == (logits.argmax(1) == labels).double().mean().item()


@pytest.mark.parametrize("images", [33, 34, 65, 1])
def test_validation_counts_every_image_also_one_that_is_left_over(images):
    torch.manual_seed(0)
    entering, labels = torch.rand(images, 5), torch.arange(images) % 3
    learner = Learner(
        nn.Identity(), nn.Linear(5, 3), Objective(classes=3, width=5, cross_entropy=CrossEntropy)
    )
    work = TailTraining(learner, features.Kept({"validation": entering}, {"validation": labels}), 32, 1, 0)
    with torch.no_grad():
        logits = learner.head(entering)
    numbers = work.validate()
    assert numbers["validation_loss"] == pytest.approx(cross_entropy(logits, labels).item(), rel=1e-6)
    assert numbers["validation_accuracy"] == (logits.argmax(1) == labels).double().mean().item()
