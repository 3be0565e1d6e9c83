"""Blobs whose spread stands in a published file: a data set that comes from an archive."""

from pathlib import Path

from lab import blobs


def make(attempt, *, archive: str):
    """Points around the corners of a polygon, as far from them as the file says."""
    return blobs.make(attempt, spread=float(Path(archive).read_text()))
