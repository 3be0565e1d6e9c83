"""Dogs vs Cats: about 25 000 photographs of two classes, some of them empty or no image at all.

Elson, Douceur, Howell and Saul, Asirra, ACM CCS 2007.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets import duplicates, photographs, zipped
from lab.datasets.parts import carve
from lab.datasets.photographs import Photograph
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
    """Read `kagglecatsanddogs_5340.zip`; `test` of each class's files are held out, `validation` of the rest.

    Images are uint8 (N, size, size, 3), scaled without regard to their proportions; ids are as "Cat/42.jpg".
    Broken images are skipped; `skipped` names them. Raises `ValueError` if the archive is another.
    """
    with zipped.members(archive) as opened:
        listed = sorted(found(opened.namelist()), key=lambda one: (one.label, number(one)))
        if not listed:
            raise ValueError(f"{archive}: no PetImages/ in it; fetch kagglecatsanddogs_5340.zip again")
        data = photographs.decode(attempt, opened, split(listed, test, validation, seed), size)
    same = duplicates.report(data)
    return {
        **data,
        **same,
        "classes": np.array(CLASSES),
        "licence": "Microsoft Research, for research",
        "source": "https://www.microsoft.com/en-us/download/details.aspx?id=54765",
        "citation": "Elson, J., Douceur, J. R., Howell, J. and Saul, J. (2007). Asirra. ACM CCS.",
        "notes": f"{test:.0%} of each class are test images (seed {seed}), {validation:.0%} of the others "
        f"validation images. {photographs.described(data['skipped'])} {duplicates.described(same)}",
    }


def found(names: Sequence[str]) -> list[Photograph]:
    """List the members that are photographs, each once."""
    matches = [match for name in dict.fromkeys(names) if (match := PICTURE.fullmatch(name))]
    return [Photograph(m[0], CLASSES.index(m[1]), f"{m[1]}/{m[2]}.jpg") for m in matches]


def number(one: Photograph) -> int:
    """Give the number in a photograph's name."""
    return int(PICTURE.fullmatch(one.member)[2])


def split(
    listed: Sequence[Photograph], test: float, validation: float, seed: int
) -> dict[str, list[Photograph]]:
    """Give the photographs of each part."""
    labels = np.array([one.label for one in listed])
    rest, held_out = carve(labels, test, generator(seed))
    stay, carved = carve(labels[rest], validation, generator(seed, 1))
    rows = {"train": rest[stay], "validation": rest[carved], "test": held_out}
    return {part: [listed[row] for row in chosen] for part, chosen in rows.items()}
