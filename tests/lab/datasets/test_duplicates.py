"""Duplicates planted between train and test are found, and the hash is the one of the paper."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy.fft import dctn

from lab.datasets import duplicates


def scene(seed, size=64):
    """A smooth picture that no other seed gives: a few broad waves."""
    random = np.random.default_rng(seed)
    across = np.linspace(0, 2 * np.pi, size)
    grey = np.zeros((size, size))
    for n, m in np.ndindex(4, 4):
        down, right = random.uniform(0, 6, 2)
        grey += random.normal() * np.outer(np.cos(n * across + down), np.cos(m * across + right))
    grey = (grey - grey.min()) / (grey.max() - grey.min())
    return np.stack([255 * grey, 200 * grey, 255 - 255 * grey], axis=2).astype(np.uint8)


def peer(image):
    """The hash by SciPy's transform and plain loops."""
    small = Image.fromarray(image).convert("L").resize((32, 32), Image.Resampling.LANCZOS)
    low = dctn(np.asarray(small, float), type=2)[:8, :8].ravel()
    middle = sorted(low)[31:33]
    code = 0
    for value in low:
        code = 2 * code + int(value > sum(middle) / 2)
    return code


@pytest.mark.parametrize("grey", [False, True])
def test_the_hash_is_that_of_another_implementation(grey):
    images = np.stack([scene(seed)[..., 0] if grey else scene(seed) for seed in range(300)])
    assert duplicates.hashes(images).tolist() == [peer(image) for image in images]


def test_flat_images_have_one_hash_each_time():
    images = np.stack([np.full((8, 8), value, np.uint8) for value in (3, 90, 255)])
    assert len(set(duplicates.hashes(images).tolist())) == 1


def test_the_nearest_is_that_of_a_plain_search():
    random = np.random.default_rng(0)
    ours, theirs = (random.integers(0, 2**64, count, dtype=np.uint64) for count in (20, 50))
    theirs[7] = ours[3] ^ np.uint64(5)
    rows, bits = duplicates.nearest(ours, theirs)
    for one, row, differing in zip(ours.tolist(), rows, bits, strict=True):
        counts = [(one ^ other).bit_count() for other in theirs.tolist()]
        assert (counts[row], differing) == (min(counts), min(counts))
    assert (rows[3], bits[3]) == (7, 2)


def coarse(image):
    """The same picture as a poor JPEG."""
    content = io.BytesIO()
    Image.fromarray(image).save(content, "JPEG", quality=40)
    return np.asarray(Image.open(content))


def test_exact_and_near_duplicates_are_named_and_others_are_not():
    images = {
        part: [scene(100 * place + n) for n in range(30)]
        for place, part in enumerate(("train", "validation", "test"))
    }
    images["test"][4] = images["train"][2]
    images["test"][9] = coarse(images["validation"][5])
    data = {f"{part}_images": np.stack(held) for part, held in images.items()}
    data |= {f"{part}_ids": np.array([f"{part}-{n}" for n in range(30)]) for part in images}
    found = duplicates.report(data)
    assert found["duplicates"] == [["test-4", "train-2", 0]]
    assert [pair[:2] for pair in found["near_duplicates"]] == [["test-9", "validation-5"]]
    assert 0 <= found["near_duplicates"][0][2] <= duplicates.NEAR
    assert duplicates.described(found).startswith(
        "Test images that train or validation has too: 1 pixel for pixel, 1 nearly"
    )


def test_a_set_without_test_images_has_none():
    empty = {f"{part}_images": np.empty((0, 8, 8, 3), np.uint8) for part in ("train", "validation", "test")}
    empty |= {f"{part}_ids": np.empty(0, str) for part in ("train", "validation", "test")}
    assert duplicates.report(empty) == {"duplicates": [], "near_duplicates": []}
