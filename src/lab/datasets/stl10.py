"""STL-10: photographs of ten classes, 96 px, in the publisher's binary layout.

    Coates, Lee and Ng, An analysis of single-layer networks in unsupervised feature learning, AISTATS 2011.

An image is 3 × 96 × 96 bytes, channel by channel and column by column; labels are the bytes 1 … 10.
"""

import tarfile
from typing import Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets.parts import carve, parts
from lab.seeding import generator

SIDE = 96


def make(attempt: Attempt, *, archive: str, validation: float = 0.1, seed: int = 0) -> dict[str, Any]:
    """Read `stl10_binary.tar.gz`; the same part of each class is carved from train for validation.

    Images are uint8 (N, 96, 96, 3); ids are the place in the publisher's file, as "train-00042".
    """
    files = {"train_X.bin", "train_y.bin", "test_X.bin", "test_y.bin", "class_names.txt"}
    content = members(archive, files)
    train, test = (pictures(content[f"{part}_X.bin"]) for part in ("train", "test"))
    labels = {part: targets(content[f"{part}_y.bin"]) for part in ("train", "test")}
    stay, carved = carve(labels["train"], validation, generator(seed))
    names = {part: numbered(part, len(labels[part])) for part in labels}
    return {
        **parts(train, labels["train"], names["train"], {"train": stay, "validation": carved}),
        **parts(test, labels["test"], names["test"], {"test": np.arange(len(test))}),
        "classes": np.array(content["class_names.txt"].decode().split()),
        "licence": "images from ImageNet, for research",
        "source": "https://cs.stanford.edu/~acoates/stl10/",
        "citation": "Coates, A., Lee, H. and Ng, A. (2011). An Analysis of Single-Layer Networks. AISTATS.",
        "notes": f"The publisher's train and test; {validation:.0%} of each class's train is validation.",
    }


def members(archive: str, names: set[str]) -> dict[str, bytes]:
    """Read the named files of a tar archive, wherever they lie in it; nothing is unpacked to disk."""
    content = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.rsplit("/", 1)[-1]
            if member.isfile() and name in names:
                content[name] = tar.extractfile(member).read()
    if missing := names - content.keys():
        raise ValueError(f"{archive}: no {', '.join(sorted(missing))} in it; fetch stl10_binary.tar.gz again")
    return content


def pictures(content: bytes) -> np.ndarray:
    """Turn column-major bytes into images, uint8 (N, 96, 96, 3)."""
    columns = np.frombuffer(content, np.uint8).reshape(-1, 3, SIDE, SIDE)  # (N, channel, column, row)
    return np.ascontiguousarray(columns.transpose(0, 3, 2, 1))


def targets(content: bytes) -> np.ndarray:
    """Turn the bytes 1 … 10 into labels 0 … 9."""
    return np.frombuffer(content, np.uint8).astype(np.int64) - 1


def numbered(part: str, count: int) -> np.ndarray:
    """Name the images of a file by their place."""
    return np.array([f"{part}-{row:05d}" for row in range(count)])
