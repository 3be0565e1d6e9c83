"""The weights that torchvision publishes for networks trained on ImageNet, as a backbone.

    Deng et al., ImageNet: a large-scale hierarchical image database, CVPR 2009.

The published files are zipped pickles, so this is the one place that calls `torch.load`: with
`weights_only=True` it builds tensors and nothing else, and the file's checksum is verified before.
"""

import re
from typing import Any

import numpy as np
import torch

from lab.attempt import Attempt
from lab.backbone import PREFIX

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet's channels, as torchvision trains
OLD_DENSE_NAME = re.compile(r"(denselayer\d+\.(?:norm|conv))\.([12])")  # "norm.1" was renamed "norm1"


def read(attempt: Attempt, *, archive: str) -> dict[str, Any]:
    """Read a file such as `resnet50-0676ba61.pth`; give what `lab.backbone` reads, as `lab.pretrain` does.

    Those are the arrays `weight.*` and `input_{mean,std}`; besides, `parameters`, `licence`, `source` and `citation`.
    Raises UnpicklingError, from Python, for a file that holds anything but tensors.
    """
    state = torch.load(archive, map_location="cpu", weights_only=True)
    named = {OLD_DENSE_NAME.sub(r"\1\2", name): tensor for name, tensor in state.items()}
    weights = {PREFIX + name: tensor.detach().numpy() for name, tensor in named.items()}
    return {
        **weights,
        "input_mean": np.array(MEAN),
        "input_std": np.array(STD),
        "parameters": sum(t.numel() for name, t in named.items() if name.endswith(("weight", "bias"))),
        "licence": "BSD-3-Clause (torchvision); trained on ImageNet, for research",
        "source": "https://download.pytorch.org/models/",
        "citation": "torchvision; Deng, J. et al. (2009). ImageNet. CVPR.",
    }
