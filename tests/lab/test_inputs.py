"""Inputs: scale, channels and statistics, beside NumPy and Pillow."""

import numpy as np
import pytest
import torch
from PIL import Image

from lab import inputs

PLAIN = {"mean": torch.zeros(1), "std": torch.ones(1)}
IMAGES = np.random.default_rng(0).integers(0, 256, (3, 8, 8), np.uint8)
COLOURED = np.random.default_rng(1).integers(0, 256, (3, 8, 8, 3), np.uint8)


def test_images_are_normalised_channel_by_channel():
    mean, std = np.float32([0.4, 0.5, 0.6]), np.float32([0.1, 0.2, 0.3])
    ours = inputs.to_tensor(COLOURED, size=8, mean=torch.tensor(mean), std=torch.tensor(std))
    peer = ((COLOURED / 255 - mean) / std).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(ours.numpy(), peer, rtol=1e-4, atol=1e-5)


def test_enlarging_is_pillows_bilinear():
    ours = inputs.to_tensor(IMAGES, size=24, **PLAIN)[:, 0] * 255
    for image, large in zip(IMAGES, ours.numpy(), strict=True):
        peer = Image.fromarray(image.astype(np.float32)).resize((24, 24), Image.Resampling.BILINEAR)
        np.testing.assert_allclose(large, np.asarray(peer), atol=0.01)


def test_grey_is_repeated_for_a_network_of_three_channels():
    ours = inputs.to_tensor(IMAGES, size=8, mean=torch.zeros(3), std=torch.ones(3)).numpy()
    np.testing.assert_array_equal(ours[:, 0], ours[:, 2])


def test_colour_for_a_grey_network_is_refused():
    with pytest.raises(ValueError, match="images of 3 channels for a network of 1"):
        inputs.to_tensor(COLOURED, size=8, **PLAIN)


@pytest.mark.parametrize("images", [IMAGES, COLOURED])
def test_statistics_are_numpys(images):
    mean, std = inputs.statistics(images)
    axes = (0, 1, 2)
    np.testing.assert_allclose(mean, np.atleast_1d((images / 255).mean(axis=axes)))
    np.testing.assert_allclose(std, np.atleast_1d((images / 255).std(axis=axes)))
