"""Results on disk: complete or absent, and nothing believed that is not so."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from literate import store
from literate.errors import StoreError
from literate.kept import Kept
from literate.store import Result

NAME = "0" * 32
ARRAYS = {
    "labels": np.arange(5),
    "scores": np.linspace(0, 1, 10).reshape(5, 2),
    "ids": np.array(["a", "bc", "d", "e", "f"]),
}


def written(tmp_path: Path, arrays: dict[str, Any] | None = None) -> Path:
    folder = tmp_path / "results" / NAME
    store.write(folder, ARRAYS if arrays is None else arrays, {"fingerprint": NAME, "values": {"note": "ok"}})
    return folder


def read_all(folder: Path) -> dict[str, Any]:
    result = Result(folder)
    return {name: result[name] for name in result}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = read_all(written(tmp_path))
    assert set(found) == {"labels", "scores", "ids", "note"}
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(found[name], array)


def test_arrays_are_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    scores = Result(written(tmp_path))["scores"]
    assert isinstance(scores, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        scores[0] = 1


@given(
    array=hnp.arrays(
        st.sampled_from([np.int64, np.float32, np.uint8, np.dtype("U3"), np.bool_]),
        hnp.array_shapes(min_side=0),
    )
)
def test_any_array_survives(tmp_path_factory: pytest.TempPathFactory, array: np.ndarray) -> None:
    folder = written(tmp_path_factory.mktemp("any"), {"x": array})
    np.testing.assert_array_equal(Result(folder)["x"], array)


def every_damage(path: Path) -> list[bytes]:
    """A flipped bit at each of several places, a truncation, an empty file."""
    content = path.read_bytes()
    places = sorted({0, len(content) // 2, len(content) - 1, 130 % len(content)})
    flipped = [content[:n] + bytes([content[n] ^ 1]) + content[n + 1 :] for n in places]
    return [*flipped, content[:-1], content[: len(content) // 2], b"", content + b" x"]


@pytest.mark.parametrize("name", ["labels.npy", "scores.npy", "ids.npy", "record.json"])
def test_every_damage_of_every_file_is_noticed(tmp_path: Path, name: str) -> None:
    folder = written(tmp_path)
    path = folder / name
    whole = path.read_bytes()
    for damaged in every_damage(path):
        path.write_bytes(damaged)
        with pytest.raises(StoreError):
            read_all(folder)
        path.write_bytes(whole)
    read_all(folder)


def test_a_record_edited_by_hand_is_noticed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    record = json.loads((folder / "record.json").read_text())
    record["values"]["note"] = "better"
    (folder / "record.json").write_text(json.dumps(record))
    with pytest.raises(StoreError, match="changed since it was written"):
        Result(folder)


def test_a_result_in_anothers_place_is_noticed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    other = folder.with_name("1" * 32)
    folder.rename(other)
    with pytest.raises(StoreError, match="not its own"):
        Result(other)


def test_two_arrays_swapped_are_noticed(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a": np.zeros(3), "b": np.ones(3)})
    (folder / "a.npy").rename(folder / "c.npy")
    (folder / "b.npy").rename(folder / "a.npy")
    (folder / "c.npy").rename(folder / "b.npy")
    with pytest.raises(StoreError, match="differ from the record"):
        Result(folder)["a"]


def test_a_full_disk_leaves_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "_sync", full)
    with pytest.raises(OSError, match="No space"):
        written(tmp_path)
    assert not (tmp_path / "results" / NAME).exists()


def test_numbers_as_keys_of_values_are_kept_as_texts(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    store.write(folder, {}, {"fingerprint": NAME, "values": {"counts": {9: 1, 10: 2}}})
    assert Result(folder)["counts"] == {"9": 1, "10": 2}


def test_the_first_result_of_a_name_stays(tmp_path: Path) -> None:
    folder = written(tmp_path)
    written(tmp_path, {"other": np.zeros(1)})
    assert set(read_all(folder)) == {"labels", "scores", "ids", "note"}


def test_no_pickles_are_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Object arrays cannot be saved"):
        written(tmp_path, {"x": np.array([{}], dtype=object)})


def test_what_a_kill_left_half_written_is_removed_when_nobody_can_be_at_it_any_more(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".page.json.7.1", ".page.json.8.1", ".pages.json.7.1"))
    for path in (old, new, other):
        path.write_text("half")
    for path in (old, other):
        os.utime(path, (0, 0))
    store.write_atomically(tmp_path / "page.json", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, other.name, "page.json"]


def test_kept_trusts_an_untouched_file_and_verifies_a_touched_one(tmp_path: Path) -> None:
    folder = written(tmp_path)
    kept = Kept(tmp_path)
    assert kept.result(NAME)
    (folder / "labels.npy").touch()
    assert kept.result(NAME)
    assert not kept.notices


def test_kept_sets_a_damaged_result_aside_and_says_so(tmp_path: Path) -> None:
    folder = written(tmp_path)
    kept = Kept(tmp_path)
    assert kept.result(NAME)
    content = (folder / "labels.npy").read_bytes()
    (folder / "labels.npy").write_bytes(content[:-1] + b"x")
    kept = Kept(tmp_path)
    assert not kept.result(NAME)
    assert "differ from the record" in kept.notices[0]
    assert not folder.exists()
    assert (tmp_path / "damaged" / NAME / "labels.npy").exists()


def test_kept_remembers_between_builds_and_reads_no_bytes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path)
    first = Kept(tmp_path)
    first.result(NAME)
    first.save()
    monkeypatch.delattr(store, "verify")
    assert Kept(tmp_path).result(NAME)


def test_a_lost_or_broken_memory_costs_only_a_check(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "verified.json").write_text("[broken")
    assert Kept(tmp_path).result(NAME)
