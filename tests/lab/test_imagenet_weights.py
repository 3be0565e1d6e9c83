"""torchvision's weight files, saved here with random weights, read as a backbone."""

import re
from functools import partial
from pickle import UnpicklingError

import numpy as np
import pytest
import torch
import torchvision.models as peers

from lab import backbone, imagenet_weights
from lab.models.densenet import densenet121
from lab.models.resnet import resnet18


@pytest.mark.parametrize(("name", "model"), [("resnet18", resnet18), ("densenet121", densenet121)])
def test_the_network_is_torchvisions_but_for_the_head(attempt, tmp_path, name, model):
    peer = getattr(peers, name)().eval()
    state = {
        re.sub(r"(denselayer\d+\.(?:norm|conv))([12])", r"\1.\2", k): v for k, v in peer.state_dict().items()
    }
    torch.save(state, tmp_path / "weights.pth")
    weights = imagenet_weights.read(attempt, archive=str(tmp_path / "weights.pth"))
    ours = backbone.load(partial(model), weights, classes=5, device=torch.device("cpu")).eval()
    head = ours.get_submodule(ours.head)
    setattr(ours, ours.head, torch.nn.Identity())
    setattr(peer, ours.head, torch.nn.Identity())
    images = torch.randn(2, 3, 64, 64)
    torch.testing.assert_close(ours(images), peer(images), rtol=1e-4, atol=1e-5)
    assert head.out_features == 5
    np.testing.assert_allclose(weights["input_mean"], (0.485, 0.456, 0.406))


def test_a_file_that_would_run_code_is_refused(attempt, tmp_path):
    torch.save({"weight": print}, tmp_path / "evil.pth")
    with pytest.raises(UnpicklingError, match="weights_only"):
        imagenet_weights.read(attempt, archive=str(tmp_path / "evil.pth"))
