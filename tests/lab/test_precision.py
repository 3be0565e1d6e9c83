"""Half precision where the device has it, and single where it would only be emulated."""

from functools import partial

import numpy as np
import pytest
import torch

from lab import backbone, device, features, optimiser_race, precision
from lab.models.small_cnn import small_cnn

CPU, FIRST = torch.device("cpu"), "layer4.2.conv3"


@pytest.fixture
def having(monkeypatch):
    """Give a function that says whether this device has bfloat16."""
    return lambda has: monkeypatch.setattr(precision, "has_bfloat16", lambda device: has)


@pytest.mark.parametrize(
    ("asked", "has", "computed"),
    [("half", True, torch.bfloat16), ("half", False, torch.float32), ("single", True, torch.float32)],
)
def test_convolutions_are_in_half_precision_where_it_is_asked_for_and_there(having, asked, has, computed):
    having(has)
    with precision.autocast(CPU, asked):
        assert torch.nn.Conv2d(3, 4, 3)(torch.rand(2, 3, 8, 8)).dtype == computed


def test_without_bfloat16_half_precision_trains_as_single_does(having, attempt_anew, bars):
    having(False)
    model = partial(small_cnn, widths=(8, 8, 4))
    half, single = (
        optimiser_race.train(attempt_anew(), data=bars, model=model, size=32, epochs=2, precision=asked)
        for asked in ("half", "single")
    )
    for name in [name for name, value in single.items() if isinstance(value, np.ndarray)]:
        np.testing.assert_array_equal(half[name], single[name], err_msg=name)


def kept(bars, narrow_resnet50, asked):
    model, weights = narrow_resnet50
    network = backbone.load(model, weights, classes=3, device=CPU).requires_grad_(False)
    given = features.keep(network, FIRST, bars, weights, size=32, device=CPU, precision=asked)
    return given.entering["train"]


@pytest.mark.parametrize("has", [True, False])
def test_what_a_prefix_gives_is_kept_in_half_storage_either_way(having, bars, narrow_resnet50, has):
    having(has)
    half, single = (kept(bars, narrow_resnet50, asked) for asked in ("half", "single"))
    assert (half.dtype, single.dtype) == (torch.bfloat16, torch.float32)
    assert torch.equal(half, single.bfloat16()) is not has


@pytest.mark.parametrize(("asked", "end"), [("half", ", without bfloat16"), ("single", ")")])
def test_the_result_says_where_half_precision_was_computed_in_single(monkeypatch, attempt, bars, asked, end):
    for module in (device, precision):
        monkeypatch.setattr(module, "has_bfloat16", lambda device: False)
    model = partial(small_cnn, widths=(8, 8, 4))
    result = optimiser_race.train(attempt, data=bars, model=model, size=32, epochs=1, precision=asked)
    assert result["device"].endswith(end)
