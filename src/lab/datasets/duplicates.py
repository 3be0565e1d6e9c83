"""Images of the test set that are also in train or validation, exactly or nearly: an accuracy on them is no test.

    hash(x) = [ c > median(c) ],   c = the 8 × 8 lowest frequencies of DCT-II( x in grey, 32 × 32 px )

Zauner, Implementation and benchmarking of perceptual image hash functions, 2010. Two images whose hashes of 64 bits
differ in at most `NEAR` bits are counted as near duplicates. They are counted and named, and left where they are.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from PIL import Image

SIDE, KEPT = 32, 8  # pixels that are transformed, frequencies that count; along each axis
NEAR = 4  # bits
BLOCK = 256  # images at once


def report(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give `duplicates` and `near_duplicates`: [test id, id in train or validation, bits that differ], closest first.

    A test image counts once, with the closest that it has.
    """
    there = {part: data[f"{part}_images"] for part in ("train", "validation")}
    ids = np.concatenate([data[f"{part}_ids"] for part in there])
    known = {
        digest: row for row, digest in enumerate(d for images in there.values() for d in digests(images))
    }
    exact = {row: known[d] for row, d in enumerate(digests(data["test_images"])) if d in known}
    rows, bits = nearest(hashes(data["test_images"]), np.concatenate([hashes(i) for i in there.values()]))
    near = [row for row in np.argsort(bits, kind="stable") if bits[row] <= NEAR and row not in exact]
    names = data["test_ids"]
    return {
        "duplicates": [[str(names[row]), str(ids[other]), 0] for row, other in exact.items()],
        "near_duplicates": [[str(names[row]), str(ids[rows[row]]), int(bits[row])] for row in near],
    }


def described(found: Mapping[str, Any]) -> str:
    """Say how many there are."""
    exact, near = len(found["duplicates"]), len(found["near_duplicates"])
    return (
        f"Test images that train or validation has too: {exact} pixel for pixel, "
        f"{near} nearly (perceptual hashes at most {NEAR} of 64 bits apart)."
    )


def digests(images: np.ndarray) -> Iterator[bytes]:
    """Give a digest of each image's pixels."""
    return (hashlib.blake2b(np.ascontiguousarray(image), digest_size=16).digest() for image in images)


def hashes(images: np.ndarray) -> np.ndarray:
    """Give the perceptual hashes of uint8 images (N, H, W) or (N, H, W, 3) as uint64 (N,)."""
    blocks = [images[start : start + BLOCK] for start in range(0, len(images), BLOCK)]
    return np.concatenate([np.empty(0, np.uint64), *map(_hashes, blocks)])


def nearest(ours: np.ndarray, theirs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give, for each of our hashes, the row of the closest of theirs, and in how many bits the two differ."""
    rows, bits = np.zeros(len(ours), np.int64), np.full(len(ours), 65)
    for place, one in enumerate(ours if len(theirs) else ()):
        differing = np.bitwise_count(theirs ^ one)
        rows[place] = differing.argmin()
        bits[place] = differing[rows[place]]
    return rows, bits


def _hashes(images: np.ndarray) -> np.ndarray:
    small = np.stack([_grey(image) for image in images]).astype(np.float64)  # (B, 32, 32)
    places = np.arange(SIDE)
    waves = np.cos(np.pi / SIDE * (places + 0.5) * np.arange(KEPT)[:, None])  # (8, 32)
    low = (waves @ small @ waves.T).reshape(-1, KEPT * KEPT).round(6)  # (B, 64); of a flat image exactly 0
    bits = low > np.median(low, axis=1, keepdims=True)
    return np.packbits(bits, axis=1).view(">u8").ravel().astype(np.uint64)


def _grey(image: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(image).convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS))
