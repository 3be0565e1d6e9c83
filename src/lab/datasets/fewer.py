"""A data set cut to fewer images, for a machine on which the whole would take too long."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets.parts import PARTS, parts
from lab.seeding import generator


def make(attempt: Attempt, *, data: Mapping[str, Any], most: int, seed: int = 0) -> dict[str, Any]:
    """Cut every part that has more than `most` images to that many at most, as many of each class, drawn by `seed`.

    Raises ValueError where a part would keep fewer than two images a class.
    """
    cut: dict[str, np.ndarray] = {}
    for place, part in enumerate(PARTS):
        images, labels, ids = (data[f"{part}_{name}"] for name in ("images", "labels", "ids"))
        rows = evenly(np.asarray(labels), most, generator(seed, place))
        cut |= parts(images, labels, ids, {part: rows})
    return {
        **cut,
        "classes": np.array(data["classes"]),
        **{name: data[name] for name in ("licence", "source", "citation")},
        "notes": f"Cut to at most {most} images in each part, as many of each class. Of the whole: {data['notes']}",
    }


def evenly(labels: np.ndarray, most: int, random: np.random.Generator) -> np.ndarray:
    """Give rows in order, `most` at most and as many of each class; all of them where they are not more."""
    if len(labels) <= most:
        return np.arange(len(labels))
    classes = np.unique(labels)
    each = most // len(classes)
    if each < 2:
        raise ValueError(f"images={most} leaves {each} of each of {len(classes)} classes; allow more")
    drawn = [random.permutation(np.flatnonzero(labels == label))[:each] for label in classes]
    return np.sort(np.concatenate(drawn))
