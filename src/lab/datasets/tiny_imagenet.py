"""Tiny ImageNet: photographs of 200 classes, 64 px; the published validation images are the test set here.

    Le and Yang, Tiny ImageNet visual recognition challenge, Stanford CS231N, 2015.

The published test images have no labels. Validation is carved from train.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets import duplicates, photographs, zipped
from lab.datasets.parts import carve
from lab.datasets.photographs import Photograph
from lab.seeding import generator

ROOT = "tiny-imagenet-200"
SIDE = 64
TRAINING = re.compile(rf"{ROOT}/train/(n\d+)/images/(\1_(\d+)\.JPEG)")


def make(attempt: Attempt, *, archive: str, validation: float = 0.1, seed: int = 0) -> dict[str, Any]:
    """Read `tiny-imagenet-200.zip`; the same part of each class's files is carved from train for validation.

    Images are uint8 (N, 64, 64, 3), grey ones repeated thrice; ids are file names, as "n01443537_42.JPEG".
    Broken images are skipped; `skipped` names them. Raises `ValueError` if the archive is another.
    """
    with zipped.members(archive) as opened:
        wnids = zipped.lines(opened, f"{ROOT}/wnids.txt")
        number = {wnid: label for label, wnid in enumerate(wnids)}
        listed = training(opened.namelist(), number)
        stay, carved = carve(np.array([one.label for one in listed]), validation, generator(seed))
        parts = {
            "train": [listed[row] for row in stay],
            "validation": [listed[row] for row in carved],
            "test": test(opened, number),
        }
        words = dict(line.split("\t", 1) for line in zipped.lines(opened, f"{ROOT}/words.txt"))
        data = photographs.decode(attempt, opened, parts, SIDE)
    same = duplicates.report(data)
    return {
        **data,
        **same,
        "classes": np.array([words[wnid].split(",")[0] for wnid in wnids]),
        "wnids": np.array(wnids),
        "licence": "images from ImageNet, for research",
        "source": "http://cs231n.stanford.edu/tiny-imagenet-200.zip",
        "citation": "Le, Y. and Yang, X. (2015). Tiny ImageNet Visual Recognition Challenge. CS231N.",
        "notes": f"Test is the published validation set; {validation:.0%} of each class's train validates. "
        f"{photographs.described(data['skipped'])} {duplicates.described(same)}",
    }


def training(names: Sequence[str], number: Mapping[str, int]) -> list[Photograph]:
    """List the training images, each once, by class and number."""
    matches = [match for name in dict.fromkeys(names) if (match := TRAINING.fullmatch(name))]
    matches.sort(key=lambda match: (number[match[1]], int(match[3])))
    return [Photograph(match[0], number[match[1]], match[2]) for match in matches]


def test(opened: zipfile.ZipFile, number: Mapping[str, int]) -> list[Photograph]:
    """List the published validation images with the labels that `val_annotations.txt` gives them."""
    fields = [line.split("\t") for line in zipped.lines(opened, f"{ROOT}/val/val_annotations.txt")]
    return [Photograph(f"{ROOT}/val/images/{name}", number[wnid], name) for name, wnid, *_ in fields]
