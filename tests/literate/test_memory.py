"""What a build remembers for the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import memory

REMEMBERED = {"a": {"stats": [1, 2, 3]}, "é": None}


def written(tmp_path: Path) -> Path:
    memory.write(tmp_path / "cache" / "known.json", 1, REMEMBERED)
    return tmp_path / "cache" / "known.json"


def test_what_is_written_is_remembered(tmp_path: Path) -> None:
    assert memory.read(written(tmp_path), 1) == REMEMBERED


def test_another_form_remembers_nothing(tmp_path: Path) -> None:
    assert memory.read(written(tmp_path), 2) == {}


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"[broken", b"{}", b"1 0\n{}", b"\xff\xfe\n{}", b'1\n{"a": {"stats": [1, 2, 3]}}']
)
def test_what_nobody_wrote_is_not_believed(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path)
    path.write_bytes(content)
    assert memory.read(path, 1) == {}
    assert memory.damaged(path)


def test_no_byte_of_it_can_be_changed_unnoticed(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    for n in range(len(whole)):
        path.write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        assert memory.read(path, 1) == {}, n


def test_no_file_remembers_nothing(tmp_path: Path) -> None:
    assert memory.read(tmp_path / "none.json", 1) == {}
    assert not memory.damaged(tmp_path / "none.json")


def test_what_an_older_engine_wrote_is_not_damaged(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert memory.read(path, 2) == {}
    assert not memory.damaged(path)
