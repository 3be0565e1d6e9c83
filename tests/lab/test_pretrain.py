"""Pretraining: learns, repeats itself, resumes, and gives weights that load."""

from functools import partial

import numpy as np
import torch

from lab import backbone, inputs, pretrain
from lab.models.resnet import resnet18

# Not narrower: see narrow_resnet18 in conftest.py.
MODEL = partial(resnet18, width=16, stem="small", zero_init=True)


def test_the_network_learns(attempt, bars):
    assert (
        pretrain.train(attempt, data=bars, model=MODEL, size=32, batch=8, epochs=8)["validation_accuracy"]
        > 0.9
    )


def test_the_same_seed_gives_the_same_bits_and_another_seed_others(attempt_anew, bars):
    first, again, other = (
        pretrain.train(attempt_anew(), data=bars, model=MODEL, size=32, seed=seed) for seed in (0, 0, 1)
    )
    for name in first:
        np.testing.assert_array_equal(first[name], again[name], err_msg=name)
    assert not np.array_equal(first["weight.conv1.weight"], other["weight.conv1.weight"])


def test_a_cut_run_ends_with_the_same_bits(bars, interrupted):
    whole, resumed, _ = interrupted(pretrain.train, data=bars, model=MODEL, size=32, epochs=3)
    for name in whole:
        np.testing.assert_array_equal(whole[name], resumed[name], err_msg=name)


def test_its_weights_load_but_for_the_head(bars, narrow_resnet18):
    model, result = narrow_resnet18
    network = backbone.load(model, result, classes=7, device=torch.device("cpu"))
    np.testing.assert_array_equal(network.conv1.weight.detach(), result["weight.conv1.weight"])
    assert network.fc.out_features == 7


def test_the_inputs_scale_is_that_of_the_training_images(bars, narrow_resnet18):
    _, result = narrow_resnet18
    np.testing.assert_allclose(result["input_mean"], bars["train_images"].mean() / 255)
    np.testing.assert_allclose(result["input_std"], bars["train_images"].std() / 255)
    scale = {name: torch.tensor(result[f"input_{name}"], dtype=torch.float32) for name in ("mean", "std")}
    scaled = inputs.to_tensor(bars["train_images"], size=16, **scale)
    assert abs(scaled.mean()) < 1e-5
    assert abs(scaled.std() - 1) < 1e-3


def test_a_backbone_for_colours_can_learn_from_grey_images(attempt, bars):
    result = pretrain.train(attempt, data=bars, model=MODEL, size=32, epochs=1, channels=3)
    assert result["weight.conv1.weight"].shape[1] == 3
    assert result["input_mean"].shape == result["input_std"].shape == (3,)
    network = backbone.load(MODEL, result, classes=7, device=torch.device("cpu"))
    coloured = np.repeat(bars["test_images"][:4, :, :, None], 3, axis=3)
    read = backbone.reader({"test_images": coloured}, "test", result, 32, torch.device("cpu"))
    assert network(read(np.arange(4))).shape == (4, 7)
