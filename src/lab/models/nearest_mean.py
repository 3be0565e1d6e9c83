"""A head without weights to learn: the class whose mean embedding is nearest.

logit_k(x) = −‖x − m_k‖²      Mensink et al., Distance-based image classification, 2013, PAMI 35 (11)
"""

import torch
from torch import Tensor, nn

from lab import rows


class NearestMean(nn.Module):
    """Squared distances to the class means, with a minus; the means are set, not trained."""

    def __init__(self, classes: int, width: int) -> None:
        super().__init__()
        self.register_buffer("means", torch.zeros(classes, width))  # (K, D)

    @torch.no_grad()
    def update(self, embeddings: Tensor, labels: Tensor) -> None:
        """Set the means to those of embeddings (N, D) with labels (N,); each class needs one at least."""
        counts = torch.bincount(labels, minlength=len(self.means))  # (K,)
        self.means.copy_(rows.sums(embeddings, labels, len(self.means)) / counts[:, None])

    def forward(self, embeddings: Tensor) -> Tensor:
        """Give logits (N, K) of embeddings (N, D)."""
        return -torch.cdist(embeddings, self.means).square()
