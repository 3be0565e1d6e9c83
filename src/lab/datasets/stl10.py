"""STL-10: photographs of ten classes, 96 px, in the publisher's binary layout.

    Coates, Lee and Ng, An analysis of single-layer networks in unsupervised feature learning, AISTATS 2011.

An image is 3 × 96 × 96 bytes, channel by channel and column by column; labels are the bytes 1 … 10. The archive is read
in one pass, and nothing of it is unpacked under a name that it gives.
"""

import gzip
import tarfile
import zlib
from collections.abc import Mapping
from typing import IO, Any

import numpy as np

from lab.attempt import Attempt
from lab.datasets import duplicates
from lab.datasets.parts import carve
from lab.seeding import generator

SIDE = 96
IMAGE = 3 * SIDE * SIDE  # bytes
BATCH = 256  # images in memory at once
IMAGES, SMALL = ("train_X.bin", "test_X.bin"), ("train_y.bin", "test_y.bin", "class_names.txt")
MOST_IMAGES, MOST_BYTES = 100_000, 1_000_000  # in a file of images; in one of labels or names
DAMAGED = (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error)  # any other OSError is the disk's


def make(attempt: Attempt, *, archive: str, validation: float = 0.1, seed: int = 0) -> dict[str, Any]:
    """Read `stl10_binary.tar.gz`; the same part of each class is carved from train for validation.

    Images are uint8 (N, 96, 96, 3); ids are the place in the publisher's file, as "train-00042".
    Raises `ValueError` if the archive is another.
    """
    content = read(attempt, archive)
    classes = content["class_names.txt"].decode().split()
    labels = {part: targets(content[f"{part}_y.bin"], len(classes), archive) for part in ("train", "test")}
    for part in labels:
        if len(labels[part]) != len(content[f"{part}_X.bin"]):
            raise ValueError(f"{archive}: {part} has not one label an image; fetch stl10_binary.tar.gz again")
    stay, carved = carve(labels["train"], validation, generator(seed))
    data = {
        **chosen(attempt, "train", "train", content, labels, stay),
        **chosen(attempt, "validation", "train", content, labels, carved),
        **chosen(attempt, "test", "test", content, labels, np.arange(len(labels["test"]))),
    }
    same = duplicates.report(data)
    return {
        **data,
        **same,
        "classes": np.array(classes),
        "licence": "images from ImageNet, for research",
        "source": "https://cs.stanford.edu/~acoates/stl10/",
        "citation": "Coates, A., Lee, H. and Ng, A. (2011). An Analysis of Single-Layer Networks. AISTATS.",
        "notes": f"The publisher's train and test; {validation:.0%} of each class's train is validation. "
        f"{duplicates.described(same)}",
    }


def read(attempt: Attempt, archive: str) -> dict[str, Any]:
    """Give the images of the tar archive as arrays on disk and the rest of its files as bytes, by file name."""
    content: dict[str, Any] = {}
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                name = member.name.rsplit("/", 1)[-1]
                if member.isfile() and name in IMAGES + SMALL and name not in content:
                    check_size(archive, name, member.size)
                    file = tar.extractfile(member)
                    content[name] = pictures(attempt, name, file) if name in IMAGES else file.read()
    except DAMAGED as error:
        raise ValueError(f"{archive}: cannot be read ({error}); fetch stl10_binary.tar.gz again") from None
    if missing := {*IMAGES, *SMALL} - content.keys():
        raise ValueError(f"{archive}: no {', '.join(sorted(missing))} in it; fetch stl10_binary.tar.gz again")
    return content


def check_size(archive: str, name: str, size: int) -> None:
    """Raise `ValueError` for a file that is no list of images, or too large to be what its name says."""
    if name in IMAGES and (size % IMAGE or size > MOST_IMAGES * IMAGE):
        raise ValueError(f"{archive}: {name} of {size:,} bytes is no list of images of {SIDE} × {SIDE} px")
    if name in SMALL and size > MOST_BYTES:
        raise ValueError(f"{archive}: {name} would be {size:,} bytes")


def pictures(attempt: Attempt, name: str, file: IO[bytes]) -> np.ndarray:
    """Turn column-major bytes into images, uint8 (N, 96, 96, 3), on disk as long as the attempt lasts."""
    images = attempt.grow(name.replace("_X.bin", "_published"), (SIDE, SIDE, 3), "uint8")
    while content := file.read(BATCH * IMAGE):
        columns = np.frombuffer(content, np.uint8).reshape(-1, 3, SIDE, SIDE)  # (N, channel, column, row)
        images.append(columns.transpose(0, 3, 2, 1))
    return images.whole()


def targets(content: bytes, classes: int, archive: str) -> np.ndarray:
    """Turn the bytes 1 … 10 into labels 0 … 9. Raises `ValueError` for others."""
    labels = np.frombuffer(content, np.uint8).astype(np.int64) - 1
    if len(labels) and not 0 <= labels.min() <= labels.max() < classes:
        raise ValueError(f"{archive}: has labels that are not 1 … {classes}")
    return labels


def chosen(
    attempt: Attempt,
    part: str,
    file: str,
    content: Mapping[str, Any],
    labels: Mapping[str, np.ndarray],
    rows: np.ndarray,
) -> dict[str, np.ndarray]:
    """Give the rows of a published file as a part: images, labels and ids."""
    images = attempt.grow(f"{part}_images", (SIDE, SIDE, 3), "uint8")
    for start in range(0, len(rows), BATCH):
        images.append(content[f"{file}_X.bin"][rows[start : start + BATCH]])
    return {
        f"{part}_images": images.whole(),
        f"{part}_labels": labels[file][rows],
        f"{part}_ids": np.array([f"{file}-{row:05d}" for row in rows], dtype=np.str_),
    }
