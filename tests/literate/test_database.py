"""doit's database, which may be lost at any time."""

from __future__ import annotations

from pathlib import Path

import pytest
from doit.dependency import JSONCodec

from literate import store
from literate.database import Database


def opened(path: Path) -> Database:
    return Database(str(path), JSONCodec())


def test_what_is_dumped_is_there_again(tmp_path: Path) -> None:
    first = opened(tmp_path / "doit.json")
    first.set("q1", "ignore:", "1")
    first.dump()
    assert opened(tmp_path / "doit.json").get("q1", "ignore:") == "1"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null"])
def test_a_broken_one_counts_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "doit.json"
    path.write_bytes(content)
    broken = opened(path)
    assert not broken.in_("q1")
    broken.set("q1", "result:", "1")
    broken.dump()
    assert opened(path).in_("q1")


def test_without_room_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "doit.json"
    first = opened(path)
    first.set("q1", "result:", "1")
    first.dump()

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_atomically", full)
    first.set("q2", "result:", "1")
    first.dump()
    assert opened(path).in_("q1")
    assert not opened(path).in_("q2")
