"""A pretrained network: its weights as arrays under `weight.`, and the scale of the images it learnt from."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn

from lab import inputs
from lab.device import layout

PREFIX = "weight."


def arrays(network: nn.Module, mean: np.ndarray, std: np.ndarray) -> dict[str, np.ndarray]:
    """Give a network as a run's result."""
    weights = {PREFIX + name: tensor.cpu().numpy() for name, tensor in network.state_dict().items()}
    return {**weights, "input_mean": np.asarray(mean), "input_std": np.asarray(std)}


def load(
    model: Callable[..., nn.Module], backbone: Mapping[str, Any], *, classes: int, device: torch.device
) -> nn.Module:
    """Build the model for these classes with the backbone's weights; the head stays as it was drawn.

    Raises RuntimeError, from PyTorch, where the weights are of another network.
    """
    network = model(classes=classes, channels=len(backbone["input_mean"]))
    drawn = network.state_dict()
    kept = {name: value for name, value in drawn.items() if name.startswith(network.head + ".")}
    names = [name for name in backbone if name.startswith(PREFIX)]
    weights = {name.removeprefix(PREFIX): torch.from_numpy(np.array(backbone[name])) for name in names}
    network.load_state_dict(weights | kept)
    return network.to(device, memory_format=layout(device))


def reader(
    data: Mapping[str, Any], part: str, backbone: Mapping[str, Any], size: int, device: torch.device
) -> Callable[[np.ndarray], torch.Tensor]:
    """Give a function from rows of a part to the backbone's input."""
    scale = {"mean": backbone["input_mean"], "std": backbone["input_std"]}
    return inputs.reader(data, part, size=size, device=device, **scale)
