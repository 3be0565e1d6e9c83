"""Downloads from a real server on this machine that does all that servers do: the right file, or one clear line."""

from __future__ import annotations

import errno
import hashlib
import math
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from literate import download
from literate.errors import SourceError

from ..publisher import Answer, Publisher, busy, chunked, cut, misplaced, slow, unmeasured, whole

CONTENT = np.random.default_rng(0).bytes(300_000)
CHECKSUM = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher() as running:
        running.files["/a.zip"] = CONTENT
        yield running


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "WAIT", 0.0)


def fetch(
    publisher: Publisher, folder: Path, path: str = "/a.zip", most: float = math.inf
) -> list[tuple[int, int | None]]:
    told: list[tuple[int, int | None]] = []
    download.fetch(
        publisher.address + path,
        folder / "a.zip",
        CHECKSUM,
        lambda *said: told.append(said),
        lambda holder: None,
        most,
    )
    return told


def is_whole(folder: Path) -> bool:
    return [path.name for path in folder.iterdir()] == ["a.zip"] and (
        folder / "a.zip"
    ).read_bytes() == CONTENT


def test_a_file_is_fetched_and_nothing_lies_beside_it(publisher: Publisher, tmp_path: Path) -> None:
    told = fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert told[-1] == (len(CONTENT), len(CONTENT))


@pytest.mark.parametrize("tenth", range(10))
def test_a_cut_anywhere_is_gone_on_with_where_it_was(
    publisher: Publisher, tmp_path: Path, tenth: int
) -> None:
    at = len(CONTENT) * tenth // 10
    publisher.answers = [cut(at)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked == [("/a.zip", None), ("/a.zip", f"bytes={at}-" if at else None)]


def test_ten_cuts_in_one_download_cost_no_byte_twice(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [cut(len(CONTENT) * tenth // 10) for tenth in range(1, 10)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert [int((asked or "bytes=0-")[6:-1]) for _, asked in publisher.asked] == [
        len(CONTENT) * tenth // 10 for tenth in range(10)
    ]


def test_a_later_build_goes_on_with_what_an_earlier_one_left(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [cut(1000), *[busy(503)] * download.TRIES]
    with pytest.raises(SourceError, match="answers 503"):
        fetch(publisher, tmp_path)
    assert not (tmp_path / "a.zip").exists()
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked[-1] == ("/a.zip", "bytes=1000-")


def test_a_server_without_ranges_is_asked_for_the_whole_again(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [cut(1000), lambda handler, content: whole(handler, content, ranges=False)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


def test_a_file_that_changed_since_the_cut_is_fetched_anew(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/a.zip"] = bytes(len(CONTENT))
    publisher.answers = [cut(1000), busy(404)]
    with pytest.raises(SourceError):
        fetch(publisher, tmp_path)
    publisher.files["/a.zip"], publisher.tag = CONTENT, '"second"'
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert len(publisher.asked) == 3  # the third gave all of it


def test_a_mark_that_promises_too_little_is_not_relied_on(publisher: Publisher, tmp_path: Path) -> None:
    publisher.tag = 'W/"first"'  # a weak one: RFC 9110, section 8.8.1
    publisher.answers = [cut(1000)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(download, "TRIES", 1)
        refused(publisher, tmp_path)
    assert not (tmp_path / "a.zip.partial/mark").exists()
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


@pytest.mark.parametrize("kept", [1000, len(CONTENT), len(CONTENT) + 1])
def test_a_spoilt_beginning_is_not_gone_on_with_for_ever(
    publisher: Publisher, tmp_path: Path, kept: int
) -> None:
    (tmp_path / "a.zip.partial").mkdir()
    (tmp_path / "a.zip.partial/content").write_bytes(bytes(kept))
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


def test_a_download_killed_after_its_last_byte_is_only_checked(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "a.zip.partial").mkdir()
    (tmp_path / "a.zip.partial/content").write_bytes(CONTENT)
    assert fetch(publisher, tmp_path) == []
    assert is_whole(tmp_path)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(publisher: Publisher, tmp_path: Path, status: int) -> None:
    publisher.answers = [busy(status), busy(status)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert len(publisher.asked) == 3


def test_the_waits_double_and_are_as_long_as_the_server_asks(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(download, "WAIT", 1.0)
    monkeypatch.setattr(download.time, "sleep", waits.append)
    publisher.answers = [busy(503), busy(503), busy(503, Retry_After="7"), busy(503, Retry_After="100000")]
    fetch(publisher, tmp_path)
    assert waits == [1, 2, 7, download.LONGEST]


def test_a_slow_server_is_waited_for(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [slow(pieces=10, seconds=0.02)]
    told = fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert [here for here, _ in told] == sorted({here for here, _ in told})


def test_a_server_that_falls_silent_is_asked_for_the_rest(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TIMEOUT", 0.2)
    publisher.answers = [slow(pieces=2, seconds=0.5)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked[1] == ("/a.zip", f"bytes={len(CONTENT) // 2}-")


def test_a_redirect_is_followed_with_the_range(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["/b.zip"] = publisher.files.pop("/a.zip")
    moved = busy(302, Location=f"{publisher.address}/b.zip")
    publisher.answers = [moved, cut(1000), moved]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked[-1] == ("/b.zip", "bytes=1000-")


def test_a_file_of_unsaid_length_is_fetched(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [unmeasured]
    assert fetch(publisher, tmp_path)[-1] == (len(CONTENT), None)
    assert is_whole(tmp_path)


def test_a_file_in_chunks_is_fetched_and_gone_on_with_where_it_is_cut(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.answers = [chunked()]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    (tmp_path / "a.zip").unlink()
    publisher.answers = [chunked(until=200_000)]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked[2:] == [("/a.zip", "bytes=200000-")]


def test_another_part_than_was_asked_for_is_not_taken(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [cut(1000), misplaced]
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


def refused(publisher: Publisher, folder: Path, **more: Any) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(publisher, folder, **more)
    assert "\n" not in str(caught.value)
    assert not (folder / "a.zip").exists()
    return str(caught.value).replace(publisher.address, "")


def test_a_missing_file_is_asked_for_once_and_named(publisher: Publisher, tmp_path: Path) -> None:
    assert refused(publisher, tmp_path, path="/b.zip") == "/b.zip answers 404 Not Found"
    assert len(publisher.asked) == 1


def test_a_server_that_stays_busy_is_named(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [busy(503)] * download.TRIES
    assert refused(publisher, tmp_path) == "/a.zip answers 503 Service Unavailable"


def test_a_server_that_cuts_every_connection_at_once_is_named(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [cut(0)] * download.TRIES
    assert refused(publisher, tmp_path) == "/a.zip cuts the connection"


@pytest.mark.parametrize("given", [CONTENT[:-1], CONTENT + b"!", b"<html>Please log in</html>", b""])
def test_another_file_is_refused_and_not_kept(publisher: Publisher, tmp_path: Path, given: bytes) -> None:
    publisher.files["/a.zip"] = given
    said = refused(publisher, tmp_path)
    assert re.fullmatch(r"/a.zip gives another file: its sha256 is not [0-9a-f]{64}", said)
    assert not (tmp_path / "a.zip.partial/content").exists()
    publisher.files["/a.zip"] = CONTENT
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


@pytest.mark.parametrize("answer", [unmeasured, whole])
def test_a_file_that_goes_on_beyond_its_size_is_given_up_and_not_kept(
    publisher: Publisher, tmp_path: Path, answer: Answer
) -> None:
    publisher.answers = [answer]
    assert (
        refused(publisher, tmp_path, most=200_000) == "/a.zip gives another file: of more than 200,000 bytes"
    )
    assert not (tmp_path / "a.zip.partial/content").exists()
    fetch(publisher, tmp_path, most=len(CONTENT))
    assert is_whole(tmp_path)


def test_a_file_of_this_machine_is_no_download(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(CONTENT)
    with pytest.raises(SourceError, match="is no address of the web; a folder may be the mirror"):
        download.fetch((tmp_path / "b.zip").as_uri(), tmp_path / "a.zip", CHECKSUM, print, print)


def test_where_nobody_answers_it_is_said_at_once(publisher: Publisher, tmp_path: Path) -> None:
    publisher.close()
    assert refused(publisher, tmp_path) == "/a.zip cannot be reached (Connection refused)"


def test_a_disk_too_small_is_named_before_anything_is_fetched(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download.shutil, "disk_usage", lambda path: _Usage())
    assert refused(publisher, tmp_path) == f"needs 300,000 bytes in {tmp_path}, which has 299,999 free"


def test_the_room_on_the_disk_is_asked_for_once(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    usage = download.shutil.disk_usage
    monkeypatch.setattr(download.shutil, "disk_usage", lambda path: asked.append(path) or usage(path))
    monkeypatch.setattr(download, "PIECE", 1000)
    fetch(publisher, tmp_path)
    assert len(asked) == 1


@pytest.mark.parametrize("method", ["touch", "write_text", "unlink"])
def test_a_disk_that_takes_nothing_is_no_fault_of_the_server(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def full(path: Path, *said: Any, **more: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, method, full)
        said = refused(publisher, tmp_path)
    assert re.fullmatch(rf"{tmp_path}/a.zip.partial/(content|mark): No space left on device", said)
    assert len(publisher.asked) == 1
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)


def test_an_address_may_hold_a_space_and_letters_of_any_language(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["/my%20m%C3%BCsli%201/a.zip"] = CONTENT
    fetch(publisher, tmp_path, path="/my müsli%201/a.zip")
    assert is_whole(tmp_path)


def test_what_is_no_address_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"^http://localhost:8o80/a.zip is no address \(nonnumeric port"):
        download.fetch("http://localhost:8o80/a.zip", tmp_path / "a.zip", CHECKSUM, print, print)


class _Usage:
    free = len(CONTENT) - 1


def test_a_file_that_another_build_has_put_there_is_left_alone(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(CONTENT)
    fetch(publisher, tmp_path)
    assert is_whole(tmp_path)
    assert publisher.asked == []


def test_two_builds_fetch_a_file_once(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = [slow(pieces=10, seconds=0.02)]
    both = [threading.Thread(target=fetch, args=(publisher, tmp_path)) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert is_whole(tmp_path)
    assert len(publisher.asked) == 1
