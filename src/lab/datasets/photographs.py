"""Photographs out of a zip archive, decoded once into arrays on disk; those that cannot be are skipped and named.

Which part an image belongs to is decided before it is decoded: it does not depend on what this machine can read.
"""

import io
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, UnidentifiedImageError

from lab.attempt import Attempt
from lab.datasets import zipped

BATCH = 256  # images in memory at once
FEW = 6  # names in a sentence
MOST_PIXELS = 50_000_000  # a larger one is no photograph of these sets
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
NO_PICTURE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, *BOMBS)


class Photograph(NamedTuple):
    """A member of an archive, its class, and its name in the results."""

    member: str
    label: int
    id: str


def decode(
    attempt: Attempt, archive: zipfile.ZipFile, parts: Mapping[str, Sequence[Photograph]], size: int
) -> dict[str, Any]:
    """Give `{part}_images` (N, size, size, 3) uint8, `{part}_labels` and `{part}_ids`; `skipped` names the broken."""
    made: dict[str, Any] = {"skipped": []}
    for part, listed in parts.items():
        images, good = attempt.grow(f"{part}_images", (size, size, 3), "uint8"), []
        for batch, decoded in pictures(archive, listed, size):
            there = [place for place, image in enumerate(decoded) if image is not None]
            made["skipped"] += [batch[place].member for place in range(len(batch)) if place not in there]
            good += [batch[place] for place in there]
            if there:
                images.append(np.stack([decoded[place] for place in there]))
        made[f"{part}_images"] = images.whole()
        made[f"{part}_labels"] = np.array([one.label for one in good], dtype=np.int64)
        made[f"{part}_ids"] = np.array([one.id for one in good], dtype=np.str_)
    return made


def described(skipped: Sequence[str]) -> str:
    """Say how many files were broken, and where they are few which."""
    names = f" ({', '.join(skipped)})" if 0 < len(skipped) <= FEW else ""
    return f"Broken files that are skipped: {len(skipped)}{names}."


def pictures(
    archive: zipfile.ZipFile, listed: Sequence[Photograph], size: int
) -> Iterator[tuple[Sequence[Photograph], list[np.ndarray | None]]]:
    """Give photographs by the batch with their pictures, None where there is none; as many threads decode as help."""
    reading = threading.Lock()  # an archive is read by one at a time

    def decoded(one: Photograph) -> np.ndarray | None:
        with reading:
            content = read(archive, one.member)
        return picture(content, size)

    with ThreadPoolExecutor() as threads:
        for start in range(0, len(listed), BATCH):
            batch = listed[start : start + BATCH]
            yield batch, list(threads.map(decoded, batch))


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Give a member's bytes; none of one that cannot be read, which then is no picture."""
    try:
        return zipped.content(archive, name)
    except ValueError:
        return b""


def picture(content: bytes, size: int) -> np.ndarray | None:
    """Decode any mode that Pillow knows to RGB; scale to `size` × `size` where it is of another size."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.draft("RGB", (size, size))  # lets a large JPEG be decoded at a half, a quarter or an eighth
            rgb = image.convert("RGB")
    except NO_PICTURE:
        return None
    if rgb.size != (size, size):
        rgb = rgb.resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(rgb)
