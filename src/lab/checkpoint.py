"""A training's place as flat named arrays: network, optimiser, history and the best epoch so far.

There is no random state to keep: each epoch seeds its own generators, and schedules hold none.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

History = dict[str, list[float]]
Weights = dict[str, Tensor]


def pack(
    network: nn.Module, optimiser: torch.optim.Optimizer, history: History, best: Weights
) -> dict[str, np.ndarray]:
    """Give all that the next epoch depends on."""
    state = {f"network.{name}": array(tensor) for name, tensor in network.state_dict().items()}
    state |= {f"best.{name}": array(tensor) for name, tensor in best.items()}
    state |= {f"history.{name}": np.array(values) for name, values in history.items()}
    for number, slots in optimiser.state_dict()["state"].items():
        kept = {name: value for name, value in slots.items() if value is not None}
        state |= {f"optimiser.{number}.{name}": array(value) for name, value in kept.items()}
    return state


def unpack(
    state: Mapping[str, np.ndarray], network: nn.Module, optimiser: torch.optim.Optimizer
) -> tuple[History, Weights]:
    """Put the state back; give the history and the best weights so far."""
    network.load_state_dict(tensors(state, "network."))
    learnt = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    slots: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors(state, "optimiser.").items():
        number, slot = name.split(".", 1)
        slots.setdefault(int(number), {})[slot] = laid_out(tensor, learnt[int(number)])
    groups = optimiser.state_dict()["param_groups"]
    optimiser.load_state_dict({"state": slots, "param_groups": groups})
    history = {name: tensor.tolist() for name, tensor in tensors(state, "history.").items()}
    return history, tensors(state, "best.")


def laid_out(tensor: Tensor, parameter: Tensor) -> Tensor:
    """Give a moment the memory layout of its parameter, which fused optimisers take for granted."""
    if tensor.shape != parameter.shape:
        return tensor
    return torch.empty_like(parameter, device=tensor.device, requires_grad=False).copy_(tensor)


def array(tensor: Tensor) -> np.ndarray:
    """Copy a tensor into an array."""
    return tensor.detach().cpu().numpy().copy()


def tensors(state: Mapping[str, np.ndarray], prefix: str) -> Weights:
    """Give copies of the arrays under a prefix, which is taken off."""
    chosen = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
    return {name: torch.from_numpy(np.array(value)) for name, value in chosen.items()}
