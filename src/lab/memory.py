"""A device whose memory is full: what is only computed goes on in smaller pieces, what learns does not.

A smaller batch of training is another experiment. Its owner decides, and is told which batch fits.
"""

from collections.abc import Callable
from typing import TypeVar

import torch

T = TypeVar("T")
# Of CUDA's libraries, Metal and the CPU; CUDA's own allocator has a class for it.
FULL = ("out of memory", "ALLOC_FAILED", "Invalid buffer size", "can't allocate memory")


def attempt(work: Callable[[], T]) -> T | None:
    """Do the work; give None where memory is full, once all that the work held is free again."""
    try:
        return work()
    except RuntimeError as error:
        if not isinstance(error, torch.OutOfMemoryError) and not any(text in str(error) for text in FULL):
            raise
    # Outside the handler: the error holds the frames that hold the tensors.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return None


def largest(work: Callable[[int], object], size: int) -> int:
    """Give the largest of size/2, size/4, … that the work can be done with, 2 at least; 0 if there is none."""
    while (size := size // 2) > 1:
        if attempt(lambda: (work(size),)) is not None:
            return size
    return 0
