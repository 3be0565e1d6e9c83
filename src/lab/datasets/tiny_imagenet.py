"""Tiny ImageNet: photographs of 200 classes, 64 px; the published validation images are the test set here.

    Le and Yang, Tiny ImageNet visual recognition challenge, Stanford CS231N, 2015.

The published test images have no labels. Validation is carved from train.
"""

import zipfile
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets import photographs
from lab.datasets.parts import carve, parts
from lab.seeding import generator

ROOT = "tiny-imagenet-200"
SIDE = 64


def make(attempt: Attempt, *, archive: str, validation: float = 0.1, seed: int = 0) -> dict[str, Any]:
    """Read `tiny-imagenet-200.zip`; the same part of each class is carved from train for validation.

    Images are uint8 (N, 64, 64, 3), grey ones repeated thrice; ids are file names, as "n01443537_42.JPEG".
    Broken images are skipped; `skipped` names them.
    """
    with zipfile.ZipFile(archive) as zipped:
        wnids = zipped.read(f"{ROOT}/wnids.txt").decode().split()
        train, labels, ids, broken = read(zipped, training_files(zipped, wnids))
        test, test_labels, test_ids, broken_there = read(zipped, test_files(zipped, wnids))
        words = dict(line.split("\t", 1) for line in zipped.read(f"{ROOT}/words.txt").decode().splitlines())
    stay, carved = carve(labels, validation, generator(seed))
    return {
        **parts(train, labels, ids, {"train": stay, "validation": carved}),
        **parts(test, test_labels, test_ids, {"test": np.arange(len(test))}),
        "classes": np.array([words[wnid].split(",")[0] for wnid in wnids]),
        "wnids": np.array(wnids),
        "skipped": broken + broken_there,
        "licence": "images from ImageNet, for research",
        "source": "http://cs231n.stanford.edu/tiny-imagenet-200.zip",
        "citation": "Le, Y. and Yang, X. (2015). Tiny ImageNet Visual Recognition Challenge. CS231N.",
        "notes": f"Test is the published validation set; {validation:.0%} of each class's train validates. "
        f"{len(broken) + len(broken_there)} broken images are skipped.",
    }


def training_files(zipped: zipfile.ZipFile, wnids: list[str]) -> list[tuple[str, int]]:
    """List the training images with their labels, by class and number."""
    number = {wnid: label for label, wnid in enumerate(wnids)}
    found = []
    for name in zipped.namelist():
        folder = name.split("/")
        if len(folder) == 5 and folder[1] == "train" and folder[3] == "images" and name.endswith(".JPEG"):
            found.append((name, number[folder[2]]))
    return sorted(found)


def test_files(zipped: zipfile.ZipFile, wnids: list[str]) -> list[tuple[str, int]]:
    """List the published validation images with the labels that `val_annotations.txt` gives them."""
    number = {wnid: label for label, wnid in enumerate(wnids)}
    lines = zipped.read(f"{ROOT}/val/val_annotations.txt").decode().splitlines()
    fields = [line.split("\t") for line in lines]
    return [(f"{ROOT}/val/images/{name}", number[wnid]) for name, wnid, *_ in fields]


def read(
    zipped: zipfile.ZipFile, files: list[tuple[str, int]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Give images, labels, ids and the names of the broken."""
    images, good, broken = photographs.stack(zipped, [name for name, _ in files], SIDE)
    labels = np.array([label for _, label in files], dtype=np.int64)[good]
    ids = np.array([name.rsplit("/", 1)[-1] for name, _ in files])[good]
    return images, labels, ids, broken
