import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from pytorch_metric_learning import distances, losses, miners, reducers
from torch import Tensor

from lab.losses import triplet

LOSSES = [triplet.BatchHard, triplet.SemiHard, triplet.RandomTriplets]


def batch(
    size: int, classes: int, *, seed: int = 0, dimension: int = 5, dtype=torch.float64
) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    embeddings = torch.randn(size, dimension, generator=generator, dtype=dtype)
    return embeddings, torch.randint(classes, (size,), generator=generator)


def distance(x: Tensor, y: Tensor) -> float:
    return sum((a - b) ** 2 for a, b in zip(x.tolist(), y.tolist(), strict=True)) ** 0.5


def candidates(labels: Tensor, anchor: int) -> tuple[list[int], list[int]]:
    others = [j for j in range(len(labels)) if j != anchor]
    positives = [j for j in others if labels[j] == labels[anchor]]
    return positives, [j for j in others if labels[j] != labels[anchor]]


def batch_hard_by_loops(x: Tensor, labels: Tensor, margin: float) -> float:
    terms = []
    for a in range(len(x)):
        positives, negatives = candidates(labels, a)
        if positives and negatives:
            farthest = max(distance(x[a], x[p]) for p in positives)
            nearest = min(distance(x[a], x[n]) for n in negatives)
            terms.append(max(0.0, farthest - nearest + margin))
    return sum(terms) / len(terms) if terms else 0.0


def semi_hard_by_loops(x: Tensor, labels: Tensor, margin: float) -> float:
    terms = []
    for a in range(len(x)):
        positives, negatives = candidates(labels, a)
        for p in positives:
            to_positive = distance(x[a], x[p])
            farther = [d for n in negatives if (d := distance(x[a], x[n])) > to_positive]
            if farther and min(farther) < to_positive + margin:
                terms.append(to_positive - min(farther) + margin)
    return sum(terms) / len(terms) if terms else 0.0


def metric_learning_loss(x: Tensor, labels: Tensor, margin: float) -> Tensor:
    euclidean = distances.LpDistance(normalize_embeddings=False)
    loss = losses.TripletMarginLoss(margin=margin, distance=euclidean, reducer=reducers.MeanReducer())
    return loss(x, labels, miners.BatchHardMiner(distance=euclidean)(x, labels))


batches = st.builds(batch, st.integers(1, 20), st.integers(1, 6), seed=st.integers(0, 10**6))


@given(batches, st.floats(0.01, 3))
@settings(deadline=None, max_examples=50)
def test_every_anchor_gets_its_farthest_positive_and_nearest_negative(drawn, margin):
    x, labels = drawn
    ours = triplet.BatchHard(margin=margin)(x, labels)
    assert ours.item() == pytest.approx(batch_hard_by_loops(x, labels, margin), abs=1e-12)


@given(batches, st.floats(0.01, 3))
@settings(deadline=None, max_examples=50)
def test_every_pair_gets_its_nearest_farther_negative_inside_the_margin(drawn, margin):
    x, labels = drawn
    ours = triplet.SemiHard(margin=margin)(x, labels)
    assert ours.item() == pytest.approx(semi_hard_by_loops(x, labels, margin), abs=1e-12)


@pytest.mark.parametrize("size", [32, 128])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_batch_hard_equals_pytorch_metric_learning_in_value_and_gradient(size, dtype):
    x, labels = batch(size, size // 4, dimension=64, dtype=dtype)
    ours, theirs = x.clone().requires_grad_(), x.clone().requires_grad_()
    value, expected = triplet.BatchHard(margin=1.0)(ours, labels), metric_learning_loss(theirs, labels, 1.0)
    value.backward()
    expected.backward()
    torch.testing.assert_close(value, expected, rtol=0, atol=1e-6)
    torch.testing.assert_close(ours.grad, theirs.grad, rtol=0, atol=1e-6)


@pytest.mark.parametrize("loss", LOSSES)
def test_gradients_equal_finite_differences(loss):
    x, labels = batch(10, 3, seed=4)

    def value(embeddings: Tensor) -> Tensor:
        torch.manual_seed(0)  # the same draw at every evaluation
        return loss(margin=1.0)(embeddings, labels)

    assert value(x) > 0
    assert torch.autograd.gradcheck(value, x.requires_grad_())


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("labels", [[0, 1, 2, 3], [1, 1, 1, 1]], ids=["no positives", "no negatives"])
def test_a_batch_without_triplets_gives_zero_and_a_zero_gradient(loss, labels):
    x = torch.randn(4, 3, requires_grad=True)
    value = loss()(x, torch.tensor(labels))
    value.backward()
    assert value.item() == 0
    assert x.grad.count_nonzero() == 0


@pytest.mark.parametrize("loss", LOSSES)
def test_coinciding_embeddings_give_finite_gradients(loss):
    x = torch.ones(6, 3, requires_grad=True)
    loss()(x, torch.tensor([0, 0, 0, 1, 1, 1])).backward()
    assert torch.isfinite(x.grad).all()


def test_random_triplets_are_drawn_uniformly_from_the_batch():
    # The margin is wide enough for every triplet to count, so that the mean loss has a closed form.
    x, labels = torch.tensor([[0.0], [1.0], [3.0], [100.0], [107.0]]), torch.tensor([0, 0, 0, 1, 1])
    torch.manual_seed(0)
    drawn = torch.stack([triplet.RandomTriplets(margin=500.0)(x, labels) for _ in range(4000)])
    means = []
    for a in range(5):
        positives, negatives = candidates(labels, a)
        to_positive = sum(distance(x[a], x[p]) for p in positives) / len(positives)
        means.append(to_positive - sum(distance(x[a], x[n]) for n in negatives) / len(negatives) + 500)
    standard_error = drawn.std() / len(drawn) ** 0.5
    assert abs(drawn.mean() - sum(means) / 5) < 4 * standard_error


def test_mining_finds_harder_triplets_than_chance():
    x, labels = batch(60, 5)
    torch.manual_seed(0)
    assert triplet.BatchHard()(x, labels) > triplet.RandomTriplets()(x, labels)
