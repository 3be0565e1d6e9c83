"""A network cut in two is the same network."""

import pytest
import torch

from lab.models import cut
from lab.models.densenet import densenet121
from lab.models.resnet import resnet18, resnet50

CUTS = [
    (resnet18, "layer4"),
    (resnet50, "layer4.2.conv3"),
    (densenet121, "features.denseblock4.denselayer16"),
]


@pytest.mark.parametrize(("model", "first"), CUTS)
def test_prefix_and_tail_make_the_whole(model, first):
    net = model(classes=5).eval()
    images = torch.randn(2, 3, 64, 64)
    features = cut.between(net, first, net.head)(cut.before(net, first)(images))
    torch.testing.assert_close(net.get_submodule(net.head)(features), net(images))


@pytest.mark.parametrize(
    ("model", "first", "classes", "trainable"),
    [
        (resnet50, "layer4.2.conv3", 10, 1_073_162),
        (densenet121, "features.denseblock4.denselayer16", 200, 373_128),
    ],
)
def test_as_many_parameters_train_as_the_protocol_says(model, first, classes, trainable):
    net = model(classes=classes)
    tail = cut.freeze_before(net, first)
    head = net.get_submodule(net.head)
    assert sum(p.numel() for p in (*tail.parameters(), *head.parameters())) == trainable


def test_the_prefix_keeps_its_running_statistics():
    net = resnet18(classes=5, width=8)
    cut.freeze_before(net, "layer4").train()
    kept = net.layer3[0].bn1.running_mean.clone()
    moved = net.layer4[0].bn1.running_mean.clone()
    net(torch.randn(4, 3, 64, 64))
    torch.testing.assert_close(net.layer3[0].bn1.running_mean, kept)
    assert not torch.equal(net.layer4[0].bn1.running_mean, moved)


def test_an_impossible_cut_names_the_possible_ones():
    with pytest.raises(ValueError, match=r'cannot be cut at "layer9"; choose one of conv1, layer1'):
        cut.before(resnet18(classes=2, width=8), "layer9")
