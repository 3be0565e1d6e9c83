"""Tiny ImageNet: photographs of 200 classes, 64 px; the published validation images are the test set here.

    Le and Yang, Tiny ImageNet visual recognition challenge, Stanford CS231N, 2015.

The published test images have no labels. Validation is carved from train.
"""

import re
import zipfile
from collections.abc import Mapping
from typing import Any, NoReturn

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
        names = classes(opened)
        number = {wnid: label for label, wnid in enumerate(names)}
        listed = training(opened, number)
        stay, carved = carve(np.array([one.label for one in listed]), validation, generator(seed))
        parts = {
            "train": [listed[row] for row in stay],
            "validation": [listed[row] for row in carved],
            "test": test(opened, number),
        }
        data = photographs.decode(attempt, opened, parts, SIDE)
    same = duplicates.report(data)
    return {
        **data,
        **same,
        "classes": np.array(list(names.values())),
        "wnids": np.array(list(names)),
        "licence": "images from ImageNet, for research",
        "source": "http://cs231n.stanford.edu/tiny-imagenet-200.zip",
        "citation": "Le, Y. and Yang, X. (2015). Tiny ImageNet Visual Recognition Challenge. CS231N.",
        "notes": f"Test is the published validation set; {validation:.0%} of each class's train validates. "
        f"{photographs.described(data['skipped'])} {duplicates.described(same)}",
    }


def classes(opened: zipfile.ZipFile) -> dict[str, str]:
    """Give the name of each class by its folder's, in the publisher's order."""
    words = dict(line.partition("\t")[::2] for line in zipped.lines(opened, f"{ROOT}/words.txt"))
    wnids = zipped.lines(opened, f"{ROOT}/wnids.txt")
    for wnid in wnids:
        if wnid not in words:
            refuse(opened, f"words.txt does not name {wnid}")
    return {wnid: words[wnid].split(",")[0] for wnid in wnids}


def training(opened: zipfile.ZipFile, number: Mapping[str, int]) -> list[Photograph]:
    """List the training images, each once, by class and number."""
    matches = [match for name in dict.fromkeys(opened.namelist()) if (match := TRAINING.fullmatch(name))]
    if not matches:
        refuse(opened, "no training images in it")
    for wnid in sorted({match[1] for match in matches} ^ number.keys()):
        refuse(opened, f"no images of {wnid}" if wnid in number else f"wnids.txt does not list {wnid}")
    matches.sort(key=lambda match: (number[match[1]], int(match[3])))
    return [Photograph(match[0], number[match[1]], match[2]) for match in matches]


def test(opened: zipfile.ZipFile, number: Mapping[str, int]) -> list[Photograph]:
    """List the published validation images with the labels that `val_annotations.txt` gives them."""
    fields = [line.split("\t") for line in zipped.lines(opened, f"{ROOT}/val/val_annotations.txt")]
    if not fields:
        refuse(opened, "val_annotations.txt is empty")
    for line, (_, *rest) in enumerate(fields, start=1):
        if not rest or rest[0] not in number:
            refuse(opened, f"line {line} of val_annotations.txt gives no class of wnids.txt")
    return [Photograph(f"{ROOT}/val/images/{name}", number[wnid], name) for name, wnid, *_ in fields]


def refuse(opened: zipfile.ZipFile, found: str) -> NoReturn:
    """Raise `ValueError` for an archive that is not the published one."""
    raise ValueError(f"{opened.filename}: {found}; fetch tiny-imagenet-200.zip again")
