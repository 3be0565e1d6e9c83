"""Rows taken and added up, beside a loop."""

import pytest
import torch

from lab import rows

DEVICES = [
    "cpu",
    pytest.param(
        "cuda",
        marks=[
            pytest.mark.gpu,
            pytest.mark.skipif(not torch.cuda.is_available(), reason="the other way is CUDA's"),
        ],
    ),
]


@pytest.fixture(params=DEVICES)
def named(request):
    """A matrix, and rows of it of which many are named often."""
    torch.manual_seed(0)
    return torch.randn(50, 16, device=request.param), torch.randint(0, 7, (5000,), device=request.param)


def test_rows_are_those_named(named):
    matrix, numbers = named
    assert torch.equal(rows.take(matrix, numbers), torch.stack([matrix[number] for number in numbers]))


def test_sums_are_those_of_a_loop(named):
    _, numbers = named
    values = torch.randn(len(numbers), 3, device=numbers.device, dtype=torch.float64)
    summed = torch.zeros(50, 3, device=numbers.device, dtype=torch.float64)
    for number, value in zip(numbers, values, strict=True):
        summed[number] += value
    torch.testing.assert_close(rows.sums(values, numbers, 50), summed)


def test_gradient_and_sums_are_the_same_bits_each_time(named):
    """On a CPU with several threads: the way of the other device gives other bits there each time."""
    torch.set_num_threads(4)
    matrix, numbers = named
    values = torch.randn(len(numbers), 16, device=numbers.device)

    def once():
        leaf = matrix.clone().requires_grad_()
        (rows.take(leaf, numbers) * values).sum().backward()
        return torch.stack([leaf.grad, rows.sums(values, numbers, 50)])

    first = once()
    assert all(torch.equal(once(), first) for _ in range(5))


def test_the_gradient_adds_up_what_was_taken_often(named):
    matrix, numbers = named
    leaf = matrix.clone().requires_grad_()
    rows.take(leaf, numbers).sum().backward()
    counts = torch.bincount(numbers, minlength=50).float()
    torch.testing.assert_close(leaf.grad, counts[:, None].expand(50, 16))
