"""The triplet loss against pytorch-metric-learning's, and a mined step against three forward passes.

Forward and backward of 256-d embeddings, four images a class; equal means values and gradients to 1e-6.
A step is ResNet-18 on 32 images of 64 px, forward to optimiser; the peer takes 32 triplets drawn beforehand
and passes anchors, positives and negatives through the network in turn. There, equal means that on the same
triplets both have the same value to 1e-5 (torch adds 1e-6 to each coordinate).
"""

from interleaved import Row, options, race, show

# isort: split
import torch
from pytorch_metric_learning import distances, losses, miners, reducers
from torch import Tensor
from torch.nn import functional
from torchvision.models import resnet18

from lab.losses import triplet

EUCLIDEAN = distances.LpDistance(normalize_embeddings=False)
MINER = miners.BatchHardMiner(distance=EUCLIDEAN)
PEER = losses.TripletMarginLoss(margin=1.0, distance=EUCLIDEAN, reducer=reducers.MeanReducer())
OURS = triplet.BatchHard(margin=1.0)


def value_and_gradient(loss, points: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """A loss of points (N, D) and labels (N,), forward and backward."""
    embeddings = points.clone().requires_grad_()
    value = loss(embeddings, labels)
    value.backward()
    return value.detach(), embeddings.grad


def mined_by_library(embeddings: Tensor, labels: Tensor) -> Tensor:
    """The peer's batch-hard loss."""
    return PEER(embeddings, labels, MINER(embeddings, labels))


def batch_hard(size: int) -> Row:
    """One forward and backward of the loss alone."""
    points, labels = torch.randn(size, 256), torch.arange(size) % (size // 4)
    ours, theirs = (value_and_gradient(loss, points, labels) for loss in (OURS, mined_by_library))
    return race(
        lambda: value_and_gradient(OURS, points, labels),
        lambda: value_and_gradient(mined_by_library, points, labels),
        equal=all(torch.allclose(a, b, rtol=0, atol=1e-6) for a, b in zip(ours, theirs, strict=True)),
        turns=101,
        calls=5,
    )


def step() -> Row:
    """One training step: a mined batch against three forward passes."""
    network = resnet18(num_classes=256).to(memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(network.parameters(), fused=True)
    anchors, positives, negatives = torch.randn(3, 32, 3, 64, 64)
    labels = torch.arange(32) % 8

    def take(loss: Tensor) -> None:
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

    def three_passes() -> None:
        take(functional.triplet_margin_loss(network(anchors), network(positives), network(negatives)))

    with torch.no_grad():
        embedded = [network(images) for images in (anchors, positives, negatives)]
    ours, theirs = triplet.hinge(*embedded, margin=1.0).mean(), functional.triplet_margin_loss(*embedded)
    equal = torch.allclose(ours, theirs, rtol=0, atol=1e-5)
    return race(lambda: take(OURS(network(anchors), labels)), three_passes, equal=equal, turns=9)


def main() -> None:
    """Race and print."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = {f"batch-hard, batch {size}": batch_hard(size) for size in (32, 128, 512)}
    show(rows | {"mined step, three passes": step()}, as_json=arguments.json)


if __name__ == "__main__":
    arguments = options(__doc__.splitlines()[0]).parse_args()
    main()
