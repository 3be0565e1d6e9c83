"""Photographs out of a zip archive, decoded once; those that cannot be are skipped and named."""

import io
import zipfile
from collections.abc import Iterable, Iterator

import numpy as np
from PIL import Image, UnidentifiedImageError

MOST_PIXELS, MOST_BYTES = 50_000_000, 50_000_000  # a larger file is no photograph of these sets


def decode(
    archive: zipfile.ZipFile, names: Iterable[str], size: int
) -> Iterator[tuple[str, np.ndarray | None]]:
    """Give each name with its picture, uint8 (size, size, 3), or with None where it is none."""
    for name in names:
        bomb = archive.getinfo(name).file_size > MOST_BYTES
        yield name, None if bomb else picture(archive.read(name), size)


def picture(content: bytes, size: int) -> np.ndarray | None:
    """Decode any mode that Pillow knows to RGB; scale to `size` × `size` where it is of another size."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            image.draft("RGB", (size, size))  # lets a large JPEG be decoded at a half, a quarter or an eighth
            rgb = image.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None
    if rgb.size != (size, size):
        rgb = rgb.resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(rgb)


def stack(archive: zipfile.ZipFile, names: list[str], size: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Give the pictures (M, size, size, 3), which of the names they are (M,), and the names of the broken."""
    images = np.empty((len(names), size, size, 3), np.uint8)
    good, broken = [], []
    for row, (name, decoded) in enumerate(decode(archive, names, size)):
        if decoded is None:
            broken.append(name)
        else:
            images[len(good)] = decoded
            good.append(row)
    return images[: len(good)], np.array(good, dtype=np.int64), broken
