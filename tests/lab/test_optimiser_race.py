"""The race of optimisers: one network, scored by running and by batch statistics."""

from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

from lab import optimiser_race
from lab.models.small_cnn import small_cnn
from lab.seeding import generator, seed_torch

MODEL = partial(small_cnn, widths=(8, 8, 4))


def settings(bars, **others):
    return {"data": bars, "model": MODEL, "size": 32, "epochs": 2, **others}


@pytest.mark.parametrize(
    "optimiser",
    [
        {"optimiser": "sgd", "batch": 1},
        {"optimiser": "sgd", "momentum": 0.9},
        {"optimiser": "adam"},
        {"precision": "half"},
    ],
)
def test_a_cut_run_ends_with_the_same_bits(bars, interrupted, optimiser):
    whole, resumed, _ = interrupted(optimiser_race.train, **settings(bars, **optimiser))
    for name in whole:
        np.testing.assert_array_equal(whole[name], resumed[name], err_msg=name)


def plain(bars, optimiser, batch, epochs=2):
    """Test probabilities by the original way: ReLU before pooling, images in PyTorch's own layout, a loop of steps."""
    seed_torch(0)
    conv, norm, relu, pool = (
        partial(nn.Conv2d, kernel_size=3, padding=1),
        nn.BatchNorm2d,
        nn.ReLU,
        nn.MaxPool2d,
    )
    network = nn.Sequential(
        conv(1, 8, bias=False), norm(8), relu(), pool(2), conv(8, 8), relu(), pool(2),
        conv(8, 4, bias=False), norm(4), relu(), nn.AdaptiveAvgPool2d(8), nn.Flatten(), nn.Linear(256, 3),
    )  # fmt: skip
    train, test = (torch.tensor(bars[f"{part}_images"]).unsqueeze(1) / 255 for part in ("train", "test"))
    train, test = ((each - train.mean()) / train.std(correction=0) for each in (train, test))
    train, test = (nn.functional.interpolate(each, (32, 32), mode="bilinear") for each in (train, test))
    labels, steps = torch.tensor(bars["train_labels"]), optimiser(network.parameters())
    for epoch in range(1, epochs + 1):
        order = generator(0, epoch).permutation(len(labels))
        for rows in (order[start : start + batch] for start in range(0, len(order), batch)):
            steps.zero_grad()
            nn.functional.cross_entropy(network(train[rows]), labels[rows]).backward()
            steps.step()
    return network.eval()(test).softmax(dim=1).detach().numpy()


@pytest.mark.parametrize(
    ("arguments", "optimiser"),
    [
        ({"optimiser": "sgd", "batch": 1}, partial(torch.optim.SGD, lr=1e-3)),
        ({"optimiser": "sgd", "batch": 32}, partial(torch.optim.SGD, lr=1e-3)),
        ({"optimiser": "sgd", "momentum": 0.9, "batch": 32}, partial(torch.optim.SGD, lr=1e-3, momentum=0.9)),
        ({"optimiser": "adam", "batch": 32}, partial(torch.optim.Adam, lr=1e-3)),
    ],
)
def test_in_single_precision_a_row_takes_the_steps_of_a_plain_loop(attempt, bars, arguments, optimiser):
    result = optimiser_race.train(attempt, **settings(bars, lr=1e-3, **arguments))
    np.testing.assert_allclose(result["test_scores"], plain(bars, optimiser, arguments["batch"]), atol=1e-4)


def test_adam_learns_and_its_training_images_are_scored_too(attempt, bars):
    result = optimiser_race.train(attempt, **settings(bars, optimiser="adam", lr=1e-2, epochs=8))
    for part in ("train", "test"):
        assert np.mean(result[f"{part}_scores"].argmax(1) == bars[f"{part}_labels"]) > 0.9
    assert result["images"] == 72


def test_half_precision_learns_and_scores_in_single(attempt, bars):
    result = optimiser_race.train(
        attempt, **settings(bars, optimiser="adam", lr=1e-2, epochs=8, precision="half")
    )
    assert np.mean(result["test_scores"].argmax(1) == bars["test_labels"]) > 0.9
    scores = torch.from_numpy(result["test_scores"])
    assert not torch.equal(scores, scores.bfloat16().float())


def test_an_unknown_precision_is_refused(attempt, bars):
    with pytest.raises(ValueError, match='choose "single" or "half"'):
        optimiser_race.train(attempt, **settings(bars, precision="double"))


def test_batch_statistics_normalise_each_batch_as_training_does():
    network = MODEL(classes=3, channels=1)
    images = torch.rand(4, 1, 32, 32)
    kept = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    with optimiser_race.batch_statistics(network.eval()):
        scored = network(images)
    for name, tensor in network.state_dict().items():
        torch.testing.assert_close(tensor, kept[name], msg=name)
    torch.testing.assert_close(scored, network.train()(images))
    assert not torch.allclose(network.eval()(images), scored)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"optimiser": "adm"}, 'choose "sgd" or "adam"'),
        ({"optimiser": "adam", "momentum": 0.9}, "moments of its own"),
    ],
)
def test_an_optimiser_that_cannot_be_is_refused(attempt, bars, arguments, message):
    with pytest.raises(ValueError, match=message):
        optimiser_race.train(attempt, **settings(bars, **arguments))


def test_a_loss_that_is_no_number_ends_the_run(attempt, bars):
    with pytest.raises(
        FloatingPointError, match=r"train_loss is (nan|inf) in epoch 1 of 2; lower the learning rate"
    ):
        optimiser_race.train(attempt, **settings(bars, lr=1e30, momentum=0.9))
