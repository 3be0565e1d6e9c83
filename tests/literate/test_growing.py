"""An array that grows on disk is the array that NumPy would have saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from literate.growing import Growing


@pytest.mark.parametrize("counts", [[], [0], [3], [1, 2, 300], [99_999, 1]])
@pytest.mark.parametrize(("shape", "dtype"), [((2, 3), "uint8"), ((), "float32")])
def test_the_file_is_byte_for_byte_what_numpy_saves(
    tmp_path: Path, counts: list[int], shape: tuple[int, ...], dtype: str
) -> None:
    random = np.random.default_rng(0)
    blocks = [(255 * random.random((count, *shape))).astype(dtype) for count in counts]
    growing = Growing(tmp_path / "a" / "grown.npy", shape, dtype)
    for block in blocks:
        growing.append(block)
    whole = np.concatenate([np.empty((0, *shape), dtype), *blocks])
    np.testing.assert_array_equal(growing.whole(), whole)
    np.save(tmp_path / "saved.npy", whole)
    assert (tmp_path / "a/grown.npy").read_bytes() == (tmp_path / "saved.npy").read_bytes()


def test_rows_of_every_layout_in_memory_are_written_in_order(tmp_path: Path) -> None:
    rows = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    growing = Growing(tmp_path / "grown.npy", (3, 4), "uint8")
    growing.append(rows.transpose(0, 2, 1))
    np.testing.assert_array_equal(growing.whole(), rows.transpose(0, 2, 1))


@pytest.mark.parametrize("rows", [np.zeros((1, 3), np.uint8), np.zeros((1, 2), np.float32)])
def test_rows_of_another_shape_or_type_are_refused(tmp_path: Path, rows: np.ndarray) -> None:
    growing = Growing(tmp_path / "grown.npy", (2,), "uint8")
    with pytest.raises(ValueError, match=r"grown: rows are \w+ \(\d,\), not uint8 \(2,\)"):
        growing.append(rows)


def test_the_array_cannot_be_written_to(tmp_path: Path) -> None:
    growing = Growing(tmp_path / "grown.npy", (2,), "uint8")
    growing.append(np.zeros((1, 2), np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        growing.whole()[0] = 1
