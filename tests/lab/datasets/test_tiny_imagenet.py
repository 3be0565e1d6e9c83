"""Tiny ImageNet's layout, written here and read back pixel for pixel."""

import io
import re
import zipfile

import numpy as np
import pytest
from PIL import Image

from lab.datasets import tiny_imagenet

WNIDS = ("n02", "n01")  # in the publisher's order, which is not sorted


def jpeg(random, mode="RGB"):
    shape = (64, 64) if mode == "L" else (64, 64, len(mode))
    image = Image.fromarray(random.integers(0, 256, shape, np.uint8), mode=None)
    if mode == "CMYK":
        image = image.convert("CMYK")
    content = io.BytesIO()
    image.save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
def published(tmp_path):
    random = np.random.default_rng(0)
    files = {
        "wnids.txt": "\n".join(WNIDS),
        "words.txt": "n01\tgoldfish, Carassius auratus\nn02\treel\nn03\tcat\n",
    }
    for wnid in WNIDS:
        for number in range(10):
            files[f"train/{wnid}/images/{wnid}_{number}.JPEG"] = jpeg(random, "L" if number == 3 else "RGB")
    files["train/n01/images/n01_9.JPEG"] = b""
    lines = [f"val_{number}.JPEG\t{WNIDS[number % 2]}\t0\t0\t9\t9\n" for number in range(4)]
    files |= {f"val/images/val_{number}.JPEG": jpeg(random) for number in range(4)}
    files["val/val_annotations.txt"] = "".join(lines)
    return write(tmp_path / "tiny.zip", files), files


def write(path, files):
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(f"tiny-imagenet-200/{name}", content)
    return path


def pixels(content):
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_every_pixel_is_where_it_was(attempt, published):
    archive, files = published
    data = tiny_imagenet.make(attempt, archive=str(archive), validation=0.2)
    for part in ("train", "validation"):
        for image, label, name in zip(
            *(data[f"{part}_{k}"] for k in ("images", "labels", "ids")), strict=True
        ):
            wnid = name.split("_")[0]
            assert WNIDS[label] == wnid
            np.testing.assert_array_equal(image, pixels(files[f"train/{wnid}/images/{name}"]))
    for number in range(4):
        np.testing.assert_array_equal(
            data["test_images"][number], pixels(files[f"val/images/val_{number}.JPEG"])
        )


def test_the_published_validation_images_are_the_test_set(attempt, published):
    data = tiny_imagenet.make(attempt, archive=str(published[0]))
    assert data["test_labels"].tolist() == [0, 1, 0, 1]
    assert data["classes"].tolist() == ["reel", "goldfish"]


def test_a_broken_image_is_skipped_and_named(attempt, published):
    data = tiny_imagenet.make(attempt, archive=str(published[0]), validation=0.2)
    assert data["skipped"] == ["tiny-imagenet-200/train/n01/images/n01_9.JPEG"]
    assert len(data["train_ids"]) + len(data["validation_ids"]) == 19


TRAIN = "train/n01/images/n01_0.JPEG"
SOUND = {
    "wnids.txt": "n01\n",
    "words.txt": "n01\tgoldfish\n",
    TRAIN: b"",
    "val/val_annotations.txt": "val_0.JPEG\tn01\t0\t0\t9\t9\n",
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"train/n02/images/n02_0.JPEG": b""},
            "wnids.txt does not list n02; fetch tiny-imagenet-200.zip again",
        ),
        ({TRAIN: None}, "no training images in it; fetch"),
        ({"wnids.txt": "n01\nn02\n", "words.txt": "n01\ta\nn02\tb\n"}, "no images of n02; fetch"),
        ({"words.txt": "n02\treel\nno tab\n"}, "words.txt does not name n01; fetch"),
        (
            {"val/val_annotations.txt": "a.JPEG\tn01\t0\nb.JPEG\n"},
            "line 2 of val_annotations.txt gives no class",
        ),
        ({"val/val_annotations.txt": "a.JPEG\tn03\t0\n"}, "line 1 of val_annotations.txt gives no class"),
        ({"val/val_annotations.txt": ""}, "val_annotations.txt is empty; fetch"),
        ({"wnids.txt": None}, "has no tiny-imagenet-200/wnids.txt"),
    ],
)
def test_another_archive_is_refused(attempt, tmp_path, changed, said):
    files = {name: content for name, content in (SOUND | changed).items() if content is not None}
    archive = str(write(tmp_path / "other.zip", files))
    with pytest.raises(ValueError, match=f"^{re.escape(f'{archive}: {said}')}"):
        tiny_imagenet.make(attempt, archive=archive)
