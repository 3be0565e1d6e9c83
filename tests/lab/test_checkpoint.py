"""A training's place: what is packed comes back, in the layout that optimisers expect."""

import torch
from torch import nn

from lab import checkpoint


def step(network, optimiser):
    optimiser.zero_grad()
    network(torch.ones(2, 3, 8, 8)).square().mean().backward()
    optimiser.step()


def make():
    torch.manual_seed(0)
    network = nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)
    return network, torch.optim.Adam(network.parameters(), lr=0.1, fused=True)


def test_a_restored_optimiser_takes_the_same_step():
    network, optimiser = make()
    step(network, optimiser)
    state = checkpoint.pack(network, optimiser, {"train_loss": [0.5]}, network.state_dict())
    step(network, optimiser)
    other, fresh = make()
    history, best = checkpoint.unpack(state, other, fresh)
    step(other, fresh)
    assert history == {"train_loss": [0.5]}
    assert list(best) == ["weight", "bias"]
    assert torch.equal(network.weight, other.weight)


def test_a_moment_lies_in_memory_as_its_parameter_does():
    network, optimiser = make()
    step(network, optimiser)
    state = checkpoint.pack(network, optimiser, {}, {})
    other, fresh = make()
    checkpoint.unpack(state, other, fresh)
    assert fresh.state[other.weight]["exp_avg"].stride() == other.weight.stride()


def test_the_state_is_flat_named_arrays():
    network, optimiser = make()
    step(network, optimiser)
    names = checkpoint.pack(network, optimiser, {"train_loss": [1.0]}, {})
    assert "network.weight" in names
    assert "optimiser.0.exp_avg" in names
    assert "history.train_loss" in names
