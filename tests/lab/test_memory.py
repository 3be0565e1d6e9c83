"""What a device says when its memory is full."""

import pytest
import torch

from lab import memory

FULL = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    RuntimeError("CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED"),
    RuntimeError("GET was unable to find an engine to execute this computation"),
    RuntimeError("Invalid buffer size: 20.00 GiB"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory"),
]


def failing(error):
    def work():
        raise error

    return work


@pytest.mark.parametrize("error", FULL, ids=str)
def test_full_memory_is_known_by_what_each_library_says(capsys, error):
    assert memory.attempt(failing(error)) is None
    assert capsys.readouterr().out == f"memory is full: {str(error).splitlines()[0]}\n"


def test_what_must_fit_says_both_what_to_do_and_what_the_device_said():
    with pytest.raises(MemoryError, match=r"^write a smaller size \(GET was unable to find an engine .*\)$"):
        memory.insist(failing(FULL[4]), "write a smaller size")


@pytest.mark.parametrize("do", [memory.attempt, lambda work: memory.insist(work, "")])
def test_another_error_stays_what_it_is(do):
    with pytest.raises(RuntimeError, match="sizes do not match"):
        do(failing(RuntimeError("sizes do not match")))


def test_the_largest_that_fits_is_found_by_halves():
    def work(size):
        if size > 9:
            raise FULL[0]

    assert memory.largest(work, 32) == 8
    assert memory.largest(lambda size: work(99), 32) == 0
