"""A device whose memory is full: what is only computed goes on in smaller pieces, what learns does not.

A smaller batch of training is another experiment. Its owner decides, and is told which batch fits.
"""

from collections.abc import Callable
from typing import TypeVar

import torch

T = TypeVar("T")
# Of CUDA's libraries, Metal and the CPU; CUDA's own allocator has a class for it.
FULL = (
    "out of memory",
    "ALLOC_FAILED",
    "ALLOCATION_FAILED",
    "Invalid buffer size",
    "can't allocate memory",
    "unable to find an engine",  # cuDNN's when none has room to work, or when none can do it at all
)


def is_full(error: RuntimeError) -> bool:
    """Say whether the device may be asking for less."""
    return isinstance(error, torch.OutOfMemoryError) or any(text in str(error) for text in FULL)


def attempt(work: Callable[[], T]) -> T | None:
    """Do the work; give None where memory is full, once all that the work held is free again. The log keeps why."""
    try:
        return work()
    except RuntimeError as error:
        if not is_full(error):
            raise
        print(f"memory is full: {first_line(error)}", flush=True)
    # Outside the handler: the error holds the frames that hold the tensors.
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return None


def insist(work: Callable[[], T], said: str) -> T:
    """Do the work; where memory is full, raise MemoryError with what is to be said and what the device said."""
    try:
        return work()
    except RuntimeError as error:
        if not is_full(error):
            raise
        raise MemoryError(f"{said} ({first_line(error)})") from None


def first_line(error: RuntimeError) -> str:
    """Give an error's first line: PyTorch's go on with advice for programmers."""
    return str(error).partition("\n")[0].strip()


def largest(work: Callable[[int], object], size: int) -> int:
    """Give the largest of size/2, size/4, … that the work can be done with, 2 at least; 0 if there is none."""
    while (size := size // 2) > 1:
        if attempt(lambda: (work(size),)) is not None:
            return size
    return 0
