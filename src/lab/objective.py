"""What a training minimises: a sum of losses on embeddings and logits.

L = cross-entropy(logits) + triplet(embeddings) + λ · center(embeddings)
"""

from collections.abc import Callable

from torch import Tensor, nn

Build = Callable[..., nn.Module]


class Objective(nn.Module):
    """The losses that are asked for, built here; None leaves one out. `weight` is λ.

    A center loss has weights of its own, `centers` (classes, width), which are trained with the network.
    """

    def __init__(
        self,
        *,
        classes: int,
        width: int,
        cross_entropy: Build | None = None,
        triplet: Build | None = None,
        center: Build | None = None,
        weight: float = 1.0,
    ) -> None:
        super().__init__()
        self.cross_entropy = cross_entropy() if cross_entropy else None
        self.triplet = triplet() if triplet else None
        self.center = center(classes=classes, dimension=width) if center else None
        self.weight = weight

    def forward(self, embeddings: Tensor, logits: Tensor, labels: Tensor) -> Tensor:
        """Embeddings (N, D), logits (N, K) and labels (N,) to a scalar."""
        total = embeddings.new_zeros(())
        if self.cross_entropy:
            total = total + self.cross_entropy(logits, labels)
        if self.triplet:
            total = total + self.triplet(embeddings, labels)
        if self.center:
            total = total + self.weight * self.center(embeddings, labels)
        return total
