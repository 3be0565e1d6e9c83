"""The tail of a network."""

import torch

from lab.models.resnet import resnet18
from lab.models.tail import Tail


def test_its_embedding_is_the_networks_own_or_of_the_width_asked_for():
    network = resnet18(classes=3, width=8)
    entering = torch.zeros(2, 32, 4, 4)
    assert Tail(network, "layer4")(entering).shape == (2, 64)
    assert Tail(network, "layer4", 16)(entering).shape == (2, 16)


def test_only_its_layers_train():
    network = resnet18(classes=3, width=8)
    Tail(network, "layer4")
    names = [name for name, parameter in network.named_parameters() if parameter.requires_grad]
    assert {name.split(".")[0] for name in names} == {"layer4"}


def test_it_is_channels_first_whatever_its_network_was():
    network = resnet18(classes=3, width=8).to(memory_format=torch.channels_last)
    tail = Tail(network, "layer4")
    assert all(weight.is_contiguous() for weight in tail.parameters())
    assert not network.conv1.weight.is_contiguous()
