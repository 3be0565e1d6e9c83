"""The race of optimisers: one network, scored by running and by batch statistics."""

from functools import partial

import numpy as np
import pytest
import torch

from lab import optimiser_race
from lab.models.small_cnn import small_cnn

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
