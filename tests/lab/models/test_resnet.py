"""ResNet beside torchvision's."""

import pytest
import torch
import torchvision.models as peers

from lab.models import resnet


@pytest.mark.parametrize("name", ["resnet18", "resnet50"])
def test_equal_weights_give_torchvisions_outputs(name):
    peer = getattr(peers, name)(num_classes=7).eval()
    ours = getattr(resnet, name)(classes=7).eval()
    for statistics in (v for k, v in peer.named_buffers() if "running" in k):
        statistics.uniform_(0.5, 1.5)
    ours.load_state_dict(peer.state_dict())
    images = torch.randn(2, 3, 64, 64)
    torch.testing.assert_close(ours(images), peer(images), rtol=1e-4, atol=1e-5)


def test_parameters_stand_in_torchvisions_order():
    peer = dict(peers.resnet50().named_parameters())
    ours = dict(resnet.resnet50(classes=1000).named_parameters())
    assert list(ours) == list(peer)


def test_the_small_stem_halves_the_image_once():
    net = resnet.resnet18(classes=3, channels=1, width=8, stem="small")
    assert net.begin(torch.zeros(1, 1, 32, 32)).shape == (1, 8, 16, 16)


def test_zero_initialised_blocks_begin_as_the_identity():
    block = resnet.resnet50(classes=3, width=8, zero_init=True).eval().layer1[1]
    x = torch.rand(2, 32, 4, 4)
    torch.testing.assert_close(block(x), x)


def test_an_unknown_stem_is_refused():
    with pytest.raises(ValueError, match='choose "imagenet"'):
        resnet.resnet18(classes=2, stem="large")
