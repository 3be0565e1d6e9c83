"""Dogs vs Cats: about 25 000 photographs of two classes, some of them empty or no image at all.

Elson, Douceur, Howell and Saul, Asirra, ACM CCS 2007.
"""

import re
import zipfile
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets import photographs
from lab.datasets.parts import carve, parts
from lab.seeding import generator

CLASSES = ("Cat", "Dog")
PICTURE = re.compile(r"PetImages/(Cat|Dog)/(\d+)\.jpg")


def make(
    attempt: Attempt,
    *,
    archive: str,
    size: int = 128,
    test: float = 0.3,
    validation: float = 0.1,
    seed: int = 42,
) -> dict[str, Any]:
    """Read `kagglecatsanddogs_5340.zip`; `test` of each class are held out, `validation` of the rest.

    Images are uint8 (N, size, size, 3), scaled without regard to their proportions; ids are as "Cat/42.jpg".
    Broken images are skipped; `skipped` names them.
    """
    with zipfile.ZipFile(archive) as zipped:
        names = sorted(filter(PICTURE.fullmatch, zipped.namelist()), key=place)
        if not names:
            raise ValueError(f"{archive}: no PetImages/ in it; fetch kagglecatsanddogs_5340.zip again")
        images, good, broken = photographs.stack(zipped, names, size)
    labels = np.array([place(name)[0] for name in names])[good]
    ids = np.array([name.removeprefix("PetImages/") for name in names])[good]
    return {
        **parts(images, labels, ids, split(labels, test, validation, seed)),
        "classes": np.array(CLASSES),
        "skipped": broken,
        "licence": "Microsoft Research, for research",
        "source": "https://www.microsoft.com/en-us/download/details.aspx?id=54765",
        "citation": "Elson, J., Douceur, J. R., Howell, J. and Saul, J. (2007). Asirra. ACM CCS.",
        "notes": f"{test:.0%} of each class are test images (seed {seed}), {validation:.0%} of the others "
        f"validation images. {len(broken)} broken images are skipped.",
    }


def place(name: str) -> tuple[int, int]:
    """Give the label and the number in a picture's name."""
    found = PICTURE.fullmatch(name)
    return CLASSES.index(found[1]), int(found[2])


def split(labels: np.ndarray, test: float, validation: float, seed: int) -> dict[str, np.ndarray]:
    """Give the rows of each part."""
    rest, held_out = carve(labels, test, generator(seed))
    stay, carved = carve(labels[rest], validation, generator(seed, 1))
    return {"train": rest[stay], "validation": rest[carved], "test": held_out}
