"""What every experiment returns under the same names, so that any figure can be drawn from any run."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import nn


def answers(data: Mapping[str, Any], part: str, scores: np.ndarray) -> dict[str, np.ndarray]:
    """Give the scores (N, K) of a part beside its labels and ids, so that each image can be found again."""
    return {
        f"{part}_scores": scores.astype(np.float32),
        f"{part}_labels": np.array(data[f"{part}_labels"]),
        f"{part}_ids": np.array(data[f"{part}_ids"]),
    }


def sizes(*modules: nn.Module) -> dict[str, int]:
    """Count parameters, each once, and those of them that are trained."""
    parameters = {id(p): p for module in modules for p in module.parameters()}.values()
    return {
        "parameters": sum(p.numel() for p in parameters),
        "trainable": sum(p.numel() for p in parameters if p.requires_grad),
    }
