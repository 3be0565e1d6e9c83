"""The published weights, against torchvision that publishes them."""

import pytest
from tasks.backbones import IMAGENET
from torchvision import models


@pytest.mark.parametrize("name", IMAGENET)
def test_the_weights_are_those_that_torchvision_names_first(name: str) -> None:
    source, theirs = IMAGENET[name], models.get_model_weights(name).IMAGENET1K_V1
    assert source.url == theirs.url
    assert source.file == theirs.url.rpartition("/")[2]
    assert round(source.size / 2**20, 3) == theirs.meta["_file_size"]


@pytest.mark.parametrize("name", IMAGENET)
def test_a_file_is_named_after_the_start_of_its_checksum(name: str) -> None:
    source = IMAGENET[name]
    start = source.file.removesuffix(".pth").rpartition("-")[2]
    assert source.checksum.startswith(f"sha256:{start}")
    assert len(source.checksum) == len("sha256:") + 64
