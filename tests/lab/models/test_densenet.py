"""DenseNet-121 beside torchvision's."""

import torch
import torchvision.models as peers

from lab.models import densenet


def test_equal_weights_give_torchvisions_outputs():
    peer = peers.densenet121(num_classes=7).eval()
    ours = densenet.densenet121(classes=7).eval()
    for statistics in (v for k, v in peer.named_buffers() if "running" in k):
        statistics.uniform_(0.5, 1.5)
    ours.load_state_dict(peer.state_dict())
    images = torch.randn(2, 3, 64, 64)
    torch.testing.assert_close(ours(images), peer(images), rtol=1e-4, atol=1e-5)


def test_parameters_stand_in_torchvisions_order():
    peer = dict(peers.densenet121().named_parameters())
    assert list(dict(densenet.densenet121(classes=1000).named_parameters())) == list(peer)


def test_a_narrow_network_has_the_same_layers():
    wide = densenet.densenet121(classes=1000)
    narrow = densenet.densenet121(classes=1000, growth=8, channels=1, stem="small")
    assert list(wide.state_dict()) == list(narrow.state_dict())
    assert narrow(torch.zeros(2, 1, 32, 32)).shape == (2, 1000)
