"""The one cycle beside torch's."""

import pytest
import torch

from lab import schedules


def test_the_cycle_is_torchs_to_a_step():
    steps = 1000
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    peer = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 1.0, total_steps=steps, pct_start=0.3, div_factor=25
    )
    for step in range(steps):
        assert schedules.one_cycle(step / steps) == pytest.approx(optimiser.param_groups[0]["lr"], abs=0.006)
        optimiser.step()
        peer.step()


def test_it_begins_low_and_peaks_after_the_warm_up():
    assert schedules.one_cycle(0) == 1 / 25
    assert schedules.one_cycle(0.3) == 1
    assert schedules.constant(0.5) == 1
