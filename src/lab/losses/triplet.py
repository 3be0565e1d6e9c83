"""Triplet losses with the triplets mined inside the batch, so that a step costs one forward pass.

    L = mean over triplets (a, p, n) of  [ ‖x_a − x_p‖ − ‖x_a − x_n‖ + margin ]₊

An anchor a, a positive p of its class, a negative n of another. The losses differ in the triplets chosen:

* `BatchHard`: for every anchor its farthest positive and its nearest negative
  (Hermans, Beyer and Leibe 2017, In defense of the triplet loss, arXiv:1703.07737, equation 5).
* `SemiHard`: for every anchor and positive the nearest negative that is farther than the positive,
  if it is inside the margin (Schroff, Kalenichenko and Philbin 2015, FaceNet, arXiv:1503.03832, equation 4).
* `RandomTriplets`: for every anchor any positive and any negative; the baseline that mining is to beat.

Triplets are chosen without gradient and their distances computed again with it: 2 N distances carry a
gradient instead of N². An anchor without a positive or a negative does not count; without any triplet L is 0.
"""

import torch
from torch import Tensor, nn

from lab.rows import take


def hinge(anchors: Tensor, positives: Tensor, negatives: Tensor, margin: float) -> Tensor:
    """One triplet a row: three times (T, D) to the losses (T,)."""
    to_positive = torch.linalg.vector_norm(anchors - positives, dim=1)  # (T,)
    to_negative = torch.linalg.vector_norm(anchors - negatives, dim=1)  # (T,)
    return torch.relu(to_positive - to_negative + margin)  # (T,)


def mean_of(losses: Tensor, chosen: Tensor) -> Tensor:
    """The mean of the chosen losses, 0 if none: (T,) and (T,) bool to a scalar."""
    weights = chosen.to(losses.dtype)  # (T,)
    return losses @ (weights / weights.sum().clamp(min=1))


def ranks(embeddings: Tensor) -> Tensor:
    """‖x_j‖² − 2 x_i·x_j, (N, D) to (N, N): it orders a row as the distances to x_i would."""
    return torch.addmm(embeddings.square().sum(dim=1), embeddings, embeddings.T, alpha=-2)


def has_both(same: Tensor) -> Tensor:
    """Which anchors have a positive and a negative in the batch: (N, N) bool to (N,) bool."""
    of_its_class = same.sum(dim=1)  # (N,), the anchor counted
    return (of_its_class > 1) & (of_its_class < len(same))


class BatchHard(nn.Module):
    """The mean over anchors of the hinge on the farthest positive and the nearest negative."""

    def __init__(self, *, margin: float = 1.0) -> None:
        super().__init__()
        self.margin = margin

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Embeddings (N, D) and labels (N,) to a scalar."""
        with torch.no_grad():
            rank = ranks(embeddings)  # (N, N)
            same = labels[:, None] == labels  # (N, N)
            # An anchor is the nearest to itself: its farthest positive only where it has no other.
            positive = rank.where(same, -torch.inf).max(dim=1).indices  # (N,)
            negative = rank.where(~same, torch.inf).min(dim=1).indices  # (N,)
        positives = take(embeddings, positive)  # (N, D)
        negatives = take(embeddings, negative)  # (N, D)
        return mean_of(hinge(embeddings, positives, negatives, self.margin), has_both(same))


class SemiHard(nn.Module):
    """The mean of the hinge over the pairs whose nearest farther negative is inside the margin."""

    def __init__(self, *, margin: float = 1.0) -> None:
        super().__init__()
        self.margin = margin

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Embeddings (N, D) and labels (N,) to a scalar."""
        with torch.no_grad():
            rank = ranks(embeddings)  # (N, N)
            same = labels[:, None] == labels  # (N, N)
            by_rank, order = rank.where(~same, torch.inf).sort(dim=1)  # (N, N), positives last
            farther = torch.searchsorted(by_rank, rank, right=True)  # (N, N), first negative beyond each
            exists = farther < (~same).sum(dim=1, keepdim=True)  # (N, N)
            pairs = same & exists & ~torch.eye(len(same), dtype=torch.bool, device=same.device)
            anchor, positive = pairs.nonzero(as_tuple=True)  # (T,) each
            negative = order[anchor, farther[anchor, positive]]  # (T,)
        anchors = take(embeddings, anchor)  # (T, D)
        positives = take(embeddings, positive)  # (T, D)
        negatives = take(embeddings, negative)  # (T, D)
        losses = hinge(anchors, positives, negatives, self.margin)  # (T,)
        return mean_of(losses, losses > 0)


class RandomTriplets(nn.Module):
    """The mean over anchors of the hinge on a positive and a negative drawn uniformly from the batch."""

    def __init__(self, *, margin: float = 1.0) -> None:
        super().__init__()
        self.margin = margin

    def forward(self, embeddings: Tensor, labels: Tensor) -> Tensor:
        """Embeddings (N, D) and labels (N,) to a scalar; draws from torch's global generator."""
        same = labels[:, None] == labels  # (N, N)
        # The largest of independent uniform draws is equally likely to be any of them.
        draw = torch.rand(same.shape, device=same.device)  # (N, N)
        positive = draw.where(same, -1).fill_diagonal_(-1).max(dim=1).indices  # (N,)
        negative = draw.where(~same, -1).max(dim=1).indices  # (N,)
        positives = take(embeddings, positive)  # (N, D)
        negatives = take(embeddings, negative)  # (N, D)
        return mean_of(hinge(embeddings, positives, negatives, self.margin), has_both(same))
