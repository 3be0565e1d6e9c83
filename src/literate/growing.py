"""An array that grows on disk, for what does not fit in memory: an `.npy` file whose header is completed at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy


class Growing:
    """An array of `shape` a row, of which there are as many as will be appended."""

    def __init__(self, path: Path, shape: tuple[int, ...], dtype: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._shape, self._dtype = tuple(shape), np.dtype(dtype)
        self._count = 0
        self._whole: np.ndarray | None = None
        path.write_bytes(b"")
        self._write_header()

    def append(self, rows: np.ndarray) -> None:
        """Write more rows. Raises `ValueError` for rows of another shape or type."""
        if rows.shape[1:] != self._shape or rows.dtype != self._dtype:
            given, due = (rows.shape[1:], rows.dtype), (self._shape, self._dtype)
            raise ValueError(f"{self.path.stem}: rows are {given[1]} {given[0]}, not {due[1]} {due[0]}")
        with self.path.open("ab") as file:
            file.write(np.ascontiguousarray(rows).data)
        self._count += len(rows)

    def whole(self) -> np.ndarray:
        """All rows, memory-mapped, read-only; nothing can be appended any more."""
        if self._whole is None:
            self._write_header()
            self._whole = np.load(self.path, mmap_mode="r", allow_pickle=False)
        return self._whole

    def gave(self, array: Any) -> bool:
        """Is this the very array that `whole` gave?"""
        return array is not None and array is self._whole

    def _write_header(self) -> None:
        """NumPy pads a header so that the count of rows may become longer without moving what follows."""
        described = npy.dtype_to_descr(self._dtype)
        header = {"descr": described, "fortran_order": False, "shape": (self._count, *self._shape)}
        with self.path.open("rb+") as file:
            npy.write_array_header_1_0(file, header)
