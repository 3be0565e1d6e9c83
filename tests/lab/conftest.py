"""A data set and a backbone small enough to train in a second."""

import errno
from functools import partial

import numpy as np
import pytest
import torch

from lab import pretrain
from lab.models.resnet import resnet18, resnet50


class Cut(Exception):
    """The run was cut."""


class Grown:
    """Keeps its rows in memory."""

    def __init__(self, shape, dtype):
        self.rows = [np.empty((0, *shape), dtype)]

    def append(self, rows):
        self.rows.append(np.array(rows))

    def whole(self):
        return np.concatenate(self.rows)


class Unreadable:
    """An open file whose disk fails when it is read."""

    def __init__(self, file):
        self.file = file

    def __getattr__(self, name):
        return getattr(self.file, name)

    def read(self, size=-1):
        raise OSError(errno.EIO, "Input/output error")


class Attempt:
    """Keeps its state in memory; can be cut after an epoch."""

    def __init__(self, cut_after=None, state=None):
        self.cut_after, self.state, self.epochs = cut_after, state, []

    def epoch(self, *, epoch, of, **numbers):
        self.epochs.append((epoch, of, numbers))
        if epoch == self.cut_after:
            raise Cut

    def save(self, state):
        self.state = {name: np.array(value) for name, value in state.items()}

    def restore(self):
        return self.state

    def grow(self, name, shape, dtype):
        return Grown(shape, dtype)


@pytest.fixture(autouse=True)
def one_thread():
    """Several threads add up in another order: other bits."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def unreadable():
    """Give a function that makes an open file one that cannot be read."""
    return Unreadable


@pytest.fixture
def attempt():
    return Attempt()


@pytest.fixture
def attempt_anew():
    """Give a function that gives a new attempt."""
    return Attempt


@pytest.fixture(scope="session")
def bars():
    """Three classes of 16×16 images: a bright bar at the top, in the middle, at the bottom."""
    random = np.random.default_rng(0)
    data = {"classes": np.array(["top", "middle", "bottom"])}
    for part, count in (("train", 24), ("validation", 8), ("test", 12)):
        labels = np.repeat(np.arange(3), count)
        images = random.integers(0, 90, size=(len(labels), 16, 16), dtype=np.uint8)
        for image, label in zip(images, labels, strict=True):
            image[2 + 5 * label : 5 + 5 * label] += 120
        data[f"{part}_images"], data[f"{part}_labels"] = images, labels.astype(np.int64)
        data[f"{part}_ids"] = np.array([f"{part}-{row}" for row in range(len(labels))])
    return data


def pretrained(model, data, width):
    narrow = partial(model, width=width, stem="small", zero_init=True)
    return narrow, pretrain.train(Attempt(), data=data, model=narrow, size=32, batch=8, epochs=8, seed=1)


@pytest.fixture(scope="session")
def narrow_resnet18(bars):
    """Give a model and its backbone."""
    # oneDNN writes past its memory in the gradient of a strided 1 × 1 convolution of fewer than 16 channels.
    return pretrained(resnet18, bars, 16)


@pytest.fixture(scope="session")
def narrow_resnet50(bars):
    """Give a model and its backbone."""
    return pretrained(resnet50, bars, 4)


@pytest.fixture
def interrupted():
    """Run a kept function whole, and again cut after its first epoch; give both results."""

    def both(function, **arguments):
        whole = function(Attempt(), **arguments)
        first = Attempt(cut_after=1)
        with pytest.raises(Cut):
            function(first, **arguments)
        second = Attempt(state=first.state)
        return whole, function(second, **arguments), second

    return both
