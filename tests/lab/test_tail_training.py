"""Training a tail on kept features beside training it inside the whole network."""

import torch
from torch.nn.functional import cross_entropy

from lab import backbone, features
from lab.losses.cross_entropy import CrossEntropy
from lab.models.tail import Tail
from lab.objective import Objective
from lab.tail_training import Learner, TailTraining

FIRST = "layer4.2.conv3"


def make(bars, narrow_resnet50):
    model, weights = narrow_resnet50
    network = backbone.load(model, weights, classes=3, device=torch.device("cpu"))
    tail = Tail(network, FIRST)
    head = network.fc.requires_grad_(True)
    objective = Objective(classes=3, width=tail.width, cross_entropy=CrossEntropy)
    kept = features.keep(network, FIRST, bars, weights, size=32, device=torch.device("cpu"))
    read = backbone.reader(bars, "train", weights, 32, torch.device("cpu"))
    return network, read, TailTraining(Learner(tail, head, objective), kept, 8, 1, 0)


def test_a_step_on_kept_features_is_a_step_of_the_whole_network(bars, narrow_resnet50):
    network, read, work = make(bars, narrow_resnet50)
    rows = torch.tensor([0, 3, 30, 31, 50, 60, 70, 71]).numpy()
    work.learner.train()
    ours, _ = work.loss(rows)
    ours.backward()
    learning = [p for p in network.parameters() if p.requires_grad]
    gradients = [p.grad.clone() for p in learning]
    network.zero_grad()
    peer = cross_entropy(network(read(rows)), torch.tensor(bars["train_labels"])[rows])
    peer.backward()
    torch.testing.assert_close(ours, peer)
    for gradient, parameter in zip(gradients, learning, strict=True):
        torch.testing.assert_close(gradient, parameter.grad, rtol=1e-4, atol=1e-6)


def test_validation_is_the_mean_over_images(bars, narrow_resnet50):
    _, _, work = make(bars, narrow_resnet50)
    logits, labels = work.logits("validation"), torch.tensor(bars["validation_labels"])
    numbers = work.validate()
    assert abs(numbers["validation_loss"] - cross_entropy(logits, labels).item()) < 1e-5
    assert numbers["validation_accuracy"] == (logits.argmax(1) == labels).double().mean().item()
