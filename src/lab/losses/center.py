"""The center loss: it pulls each embedding to the center of its class, and the centers learn.

    L = 1/(2N) Σ_i ‖x_i − c_{y_i}‖²

Wen, Zhang, Li and Qiao 2016, A discriminative feature learning approach for deep face recognition, ECCV,
equation 2, divided by the batch size N, so that its weight beside a cross-entropy does not depend on N.
It keeps classes compact and nothing apart: use it beside a cross-entropy. The centers are parameters, so that
any optimiser moves them: give them to it, with their own learning rate.
"""

import torch
from torch import Tensor, nn

from lab.rows import take


class Center(nn.Module):
    """Half the mean squared distance between embeddings and the centers of their classes."""

    def __init__(self, *, classes: int, dimension: int) -> None:
        super().__init__()
        # Of length one in the mean: distinct from the first step on, whatever the dimension.
        self.centers = nn.Parameter(torch.randn(classes, dimension) / dimension**0.5)  # (K, D)

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Embeddings (N, D) and labels (N,) to a scalar."""
        offsets = embeddings - take(self.centers, labels)  # (N, D)
        return offsets.square().sum(dim=1).mean() / 2
