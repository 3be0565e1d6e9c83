"""Rows of a matrix, taken and added up: where a row is named twice, its terms are added in the same order each time.

PyTorch's usual way is exact on a CPU and adds in any order on CUDA; the way that is ordered on CUDA is slower, and
unordered on a CPU.
"""

import torch
from torch import Tensor


def take(matrix: Tensor, rows: Tensor) -> Tensor:
    """Give these rows (T,) of (N, D), as (T, D); their gradient is ordered."""
    # index_select: its backward on a CPU is several times cheaper than that of matrix[rows].
    return matrix[rows] if matrix.is_cuda else matrix.index_select(0, rows)


def sums(values: Tensor, rows: Tensor, count: int) -> Tensor:
    """Add up the values (T, D) of each row's number (T,): (count, D)."""
    total = torch.zeros(count, values.shape[1], dtype=values.dtype, device=values.device)
    if values.is_cuda:
        return total.index_put_((rows,), values, accumulate=True)
    return total.index_add_(0, rows, values)
