"""Evaluation: in order, in any batch, and in smaller ones where memory is full."""

import numpy as np
import pytest
import torch
from torch import nn

from lab import evaluation

IMAGES = torch.arange(20.0).reshape(10, 2)


class Small(nn.Module):
    """A device in which `most` images fit."""

    def __init__(self, most, error=torch.OutOfMemoryError):
        super().__init__()
        self.most, self.error, self.seen = most, error, []

    def forward(self, images):
        self.seen.append(len(images))
        if len(images) > self.most:
            raise self.error("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return 2 * images


def read(rows):
    return IMAGES[rows]


@pytest.mark.parametrize("error", [torch.OutOfMemoryError, RuntimeError])
def test_batches_shrink_until_they_fit(error):
    network = Small(3, error)
    torch.testing.assert_close(evaluation.apply(network, read, 10), 2 * IMAGES)
    assert network.seen == [10, 5, 2, 2, 2, 2, 2]


def test_an_image_that_does_not_fit_is_said_in_a_line():
    said = r"memory is full even with 1 images at once; give .* size \(CUDA out of memory. Tried to .*\)$"
    with pytest.raises(MemoryError, match=said):
        evaluation.apply(Small(0), read, 10)


def test_answers_that_do_not_fit_all_together_are_said_too():
    class Answer(torch.Tensor):
        def new_empty(self, *shape):
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 80.00 GiB.")

    with pytest.raises(MemoryError, match=r"Tried to allocate 80\.00 GiB"):
        evaluation.apply(lambda images: images.as_subclass(Answer), read, 10)


def test_a_fixed_batch_is_never_shrunk():
    with pytest.raises(MemoryError, match="even with 4 images"):
        evaluation.apply(Small(3), read, 10, at_once=4)


def test_another_error_is_not_taken_for_full_memory():
    def broken(images):
        raise RuntimeError("sizes do not match")

    with pytest.raises(RuntimeError, match="sizes do not match"):
        evaluation.apply(broken, read, 10)


def test_answers_keep_their_order():
    images = torch.rand(7, 3, 4, 4).contiguous(memory_format=torch.channels_last)
    given = evaluation.apply(nn.Identity(), lambda rows: images[rows], 7, at_once=3)
    torch.testing.assert_close(given, images)
    assert given.is_contiguous()
    assert not np.shares_memory(given.numpy(), images.numpy())
