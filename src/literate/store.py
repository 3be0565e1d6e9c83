"""Results on disk, complete or absent: a folder of `.npy` files and one `record.json`, named by the fingerprint.

A result appears by one durable rename. Its record holds every array's checksum and its own seal, so that a flipped
bit, a truncated file, an edit by hand or a folder renamed to another's place is noticed at the next read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from literate import spelling
from literate.errors import StoreError

if TYPE_CHECKING:
    import numpy as np

RECORD = "record.json"
ABANDONED = 3600  # seconds after which nobody is at work any more on a file that is written in milliseconds


class Result(Mapping[str, Any]):
    """A kept result as a mapping from names to arrays (memory-mapped, read-only) and values. Reading verifies."""

    def __init__(self, folder: Path, fingerprint: str = "") -> None:
        self.folder = folder
        self.record = read_record(folder, fingerprint)
        self._arrays: dict[str, np.ndarray] = {}

    def __getitem__(self, name: str) -> Any:
        if name in self.record["values"]:
            return self.record["values"][name]
        if name not in self._arrays:
            self._arrays[name] = self._array(name)
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.record["arrays"]
        yield from self.record["values"]

    def __len__(self) -> int:
        return len(self.record["arrays"]) + len(self.record["values"])

    def _array(self, name: str) -> np.ndarray:
        import numpy as np

        if name not in self.record["arrays"]:
            raise KeyError(name)
        verify(self.folder, self.record, name)
        path = self.folder / f"{name}.npy"
        array: np.ndarray = np.load(path, mmap_mode="r", allow_pickle=False)
        return array


def read_record(folder: Path, fingerprint: str = "") -> dict[str, Any]:
    """The record of a result named as its folder, or as said.

    Raises `StoreError` if there is none, it was edited, or it is the record of another result.
    """
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        seal = record.pop("seal")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise StoreError(f"{folder}: the record cannot be read ({type(error).__name__})") from None
    if seal != sealed(record)["seal"]:
        raise StoreError(f"{folder}: the record was changed since it was written")
    if record["fingerprint"] != (fingerprint or folder.name):
        raise StoreError(f"{folder}: holds the result {record['fingerprint']}, not its own")
    return record


def verify(folder: Path, record: dict[str, Any], name: str) -> None:
    """Compare an array's bytes with the record. Raises `StoreError`."""
    path = folder / f"{name}.npy"
    try:
        found = checksum(path)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from None
    if found != record["arrays"][name]["sha256"]:
        raise StoreError(f"{path}: the bytes differ from the record's checksum")


def sealed(record: dict[str, Any]) -> dict[str, Any]:
    """The record with a digest of itself."""
    return {**record, "seal": spelling.digest(spelling.canonical(record))}


def write(
    folder: Path,
    arrays: Mapping[str, np.ndarray],
    record: dict[str, Any],
    files: Mapping[str, Path] | None = None,
) -> None:
    """Write arrays and record as `folder`, complete or absent, durably. Raises `OSError` when the disk is full.

    files    those of the arrays that are `.npy` files on the same disk already: they are moved
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    listed = {}
    for name, array in arrays.items():
        path = partial / f"{name}.npy"
        _put(path, array, (files or {}).get(name))
        listed[name] = {"sha256": checksum(path), "shape": list(array.shape), "dtype": str(array.dtype)}
    with (partial / RECORD).open("w", encoding="utf-8") as file:
        # as it will be read: a key 1 becomes "1"
        plain = json.loads(json.dumps({**record, "arrays": listed}))
        json.dump(sealed(plain), file, indent=1, sort_keys=True, allow_nan=False)
        file.flush()
        _sync(file.fileno())
    _sync_folder(partial)
    rename(partial, folder)


def _put(path: Path, array: np.ndarray, there: Path | None) -> None:
    """Write an array, or move the file that holds it."""
    import numpy as np

    if there is None:
        with path.open("wb") as file:
            np.save(file, array, allow_pickle=False)
    elif os.name == "posix":
        there.replace(path)
    else:
        shutil.copyfile(there, path)  # Windows moves no file that is mapped
    with path.open("rb+") as file:
        _sync(file.fileno())


def rename(source: Path, target: Path) -> None:
    """Move a folder in one durable step; if the target is there already, the first to come has won."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(source, ignore_errors=True)
    _sync_folder(target.parent)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file in one step: a full disk or a kill leaves the old one, and what kills left half written goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what builds that were killed had begun to write in place of a file."""
    with os.scandir(path.parent) as there:
        for left in [entry for entry in there if entry.name.startswith(f".{path.name}.")]:
            with contextlib.suppress(OSError):  # another build removed it, or is done with it
                if time.time() - left.stat().st_mtime > ABANDONED:
                    os.unlink(left)


def occupied(folder: Path) -> int:
    """The bytes of a folder's files; those that a build removes meanwhile count as none."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_size
    return total


def checksum(path: Path, algorithm: str = "sha256") -> str:
    """The digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def matches(path: Path, expected: str) -> bool:
    """Is a file's digest `algorithm:digest`, of which the start will do?"""
    algorithm, _, digest = expected.partition(":")
    return bool(digest) and checksum(path, algorithm).startswith(digest)


def _sync(descriptor: int) -> None:
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """A rename is durable only when its folder is; Windows cannot open folders and needs none of it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
