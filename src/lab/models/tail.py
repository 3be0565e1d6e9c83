"""The part of a network that trains, from what enters its first layer to an embedding."""

import torch
from torch import Tensor, nn

from lab.models import cut


class Tail(nn.Module):
    """The layers of a network from `first` on, without its head; then, if `width` is given, a linear layer.

    Everything before is frozen. `width` is afterwards the embedding's. It learns in single precision, whatever
    that of the prefix, and channels first: in small maps of many channels a step takes half the time.
    """

    def __init__(self, network: nn.Module, first: str, width: int | None = None) -> None:
        super().__init__()
        features = network.get_submodule(network.head).in_features
        self.layers = cut.freeze_before(network, first).to(memory_format=torch.contiguous_format)
        self.run = cut.between(network, first, network.head)
        self.embed = nn.Identity() if width is None else nn.Linear(features, width)
        self.width = features if width is None else width

    def forward(self, entering: Tensor) -> Tensor:
        """Give embeddings (N, width) of what enters the first layer."""
        return self.embed(self.run(entering.float()))
