import math

import pytest
import torch
from torch.nn import functional

from lab.losses import cross_entropy

SMOOTHINGS = [0.0, 0.1, 0.6]


def example() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(7, 5, generator=generator, dtype=torch.float64)
    return logits, torch.randint(5, (7,), generator=generator)


def by_loops(logits: list[list[float]], labels: list[int], smoothing: float) -> float:
    total = 0.0
    for row, label in zip(logits, labels, strict=True):
        normaliser = math.log(sum(math.exp(z) for z in row))
        for k, z in enumerate(row):
            target = (1 - smoothing) * (k == label) + smoothing / len(row)
            total -= target * (z - normaliser)
    return total / len(labels)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_it_equals_the_formula_written_as_loops(smoothing):
    logits, labels = example()
    expected = by_loops(logits.tolist(), labels.tolist(), smoothing)
    assert cross_entropy.CrossEntropy(smoothing=smoothing)(logits, labels).item() == pytest.approx(
        expected, abs=1e-12
    )


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_it_equals_torch(smoothing):
    logits, labels = example()
    expected = functional.cross_entropy(logits, labels, label_smoothing=smoothing)
    torch.testing.assert_close(cross_entropy.CrossEntropy(smoothing=smoothing)(logits, labels), expected)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_gradients_equal_finite_differences(smoothing):
    logits, labels = example()
    loss = cross_entropy.CrossEntropy(smoothing=smoothing)
    assert torch.autograd.gradcheck(lambda z: loss(z, labels), logits.requires_grad_())


def test_huge_logits_do_not_overflow():
    logits = torch.tensor([[1e4, -1e4]])
    assert cross_entropy.CrossEntropy()(logits, torch.tensor([1])).item() == pytest.approx(2e4)


@pytest.mark.parametrize("smoothing", [-0.1, 1.0, math.nan])
def test_a_smoothing_outside_its_range_is_refused(smoothing):
    with pytest.raises(ValueError, match=r"smoothing is .*; give a number in \[0, 1\)"):
        cross_entropy.CrossEntropy(smoothing=smoothing)
