"""A published file on its way here: received in one piece or in several, checked, and only then in its place.

What came before a connection was cut lies in `FILE.partial/` and is gone on with, now or by a later build. The client
is the standard library's: it knows proxies and redirects, and going on where a download was cut is left to the caller
by every other client too.
"""

from __future__ import annotations

import contextlib
import http.client
import math
import re
import shutil
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from literate import lock, store
from literate.errors import SourceError

TRIES = 5  # in a row that bring nothing
# seconds before the second try, doubled before each further one; the most that a server may ask for
WAIT, LONGEST = 1.0, 60.0
TIMEOUT = 30.0  # seconds without a byte
PIECE = 1 << 18  # bytes
BUSY = (408, 425, 429, 500, 502, 503, 504)  # the statuses that may be better next time
# trying again soon is no use
NOBODY = (socket.gaierror, ConnectionRefusedError, ssl.SSLCertVerificationError)
ADDRESS = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is in an address; a space becomes %20

Tell = Callable[[int, int | None], None]  # bytes that are here, bytes in all


def fetch(
    url: str, target: Path, checksum: str, tell: Tell, waiting: Callable[[str], None], most: float = math.inf
) -> None:
    """Make `target` the whole file at `url`, of this `algorithm:digest` and `most` bytes, or leave no such file.

    Raises `SourceError` that names the address and what is wrong with it. `waiting` is told which process fetches it.
    """
    folder = target.with_name(target.name + ".partial")
    folder.mkdir(parents=True, exist_ok=True)
    with lock.held(folder, waiting) as mine:
        if mine and not target.exists():  # else another build has fetched it
            part = Part(folder, most)
            _complete(url, part, checksum, tell)
            part.path.replace(target)
        if mine:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A full disk is no fault of a server, which would be asked again. Raises `SourceError` for it."""
    try:
        yield
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from None


class Part:
    """What is here of a file, and the mark by which its server knows whether it is still the same file.

    Raises `SourceError` where the disk does not take it.
    """

    def __init__(self, folder: Path, most: float) -> None:
        self.most = most
        self.path = folder / "content"
        self._mark = folder / "mark"
        self.size = self.path.stat().st_size if self.path.exists() else 0  # bytes

    def clear(self) -> None:
        """Start over."""
        with _writing(self.path):
            self.path.unlink(missing_ok=True)
            self._mark.unlink(missing_ok=True)
        self.size = 0

    def append(self, piece: bytes) -> None:
        """Write what came, at once, so that a kill costs nothing."""
        with _writing(self.path), self.path.open("ab") as file:
            file.write(piece)
        self.size += len(piece)

    def asking(self) -> dict[str, str]:
        """The headers that ask for the rest, or for all of it if the file has changed (RFC 9110, section 13.1.5)."""
        if not self.size:
            return {}
        mark = {"If-Range": self._mark.read_text(encoding="latin-1")} if self._mark.exists() else {}
        return {"Range": f"bytes={self.size}-", **mark}

    def begin(self, response: http.client.HTTPResponse) -> None:
        """Make ready for what is answered: the rest of the file, or the whole of it, which replaces what is here."""
        answered = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
        if response.status == 206 and answered and int(answered[1]) == self.size:
            return
        self.clear()
        if response.status == 206:
            raise http.client.HTTPException("answers with another part of the file than was asked for")
        tag = response.headers.get("ETag", "")
        mark = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")
        with _writing(self._mark):
            self.path.touch()
            if mark:
                self._mark.write_text(mark, encoding="latin-1")


def _complete(url: str, part: Part, checksum: str, tell: Tell) -> None:
    """Receive the file and check it. Raises `SourceError` if it is another, of which nothing is kept."""
    resumed = part.size > 0
    _receive(url, part, tell)
    if resumed and not store.matches(part.path, checksum):
        part.clear()  # the beginning was of another file
        _receive(url, part, tell)
    if not store.matches(part.path, checksum):
        part.clear()
        algorithm, _, digest = checksum.partition(":")
        raise SourceError(f"{url} gives another file: its {algorithm} is not {digest}")


def _receive(url: str, part: Part, tell: Tell) -> None:
    """Ask until the file is whole. Raises `SourceError` when that cannot be, or when `TRIES` in a row bring nothing."""
    tries, reached = 0, False
    while True:
        before = part.size
        try:
            return _ask(url, part, tell)
        except (OSError, http.client.HTTPException) as error:
            refused = isinstance(error, http.client.InvalidURL) or (
                isinstance(error, urllib.error.HTTPError) and error.code not in BUSY
            )
            nobody = not reached and isinstance(getattr(error, "reason", None), NOBODY)
            tries, reached = 1 if part.size > before else tries + 1, True
            if refused or nobody or tries == TRIES:
                raise SourceError(f"{url} {_said(error)}") from None
            time.sleep(max(WAIT * 2 ** (tries - 1), _asked_for(error)))


def _ask(url: str, part: Part, tell: Tell) -> None:
    """Receive what one answer holds. Raises `OSError` or `HTTPException` when it is cut or refused."""
    address = urllib.parse.quote(url, safe=ADDRESS)
    request = urllib.request.Request(address, headers={"User-Agent": "literate-report", **part.asking()})
    try:
        response = urllib.request.urlopen(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and part.size:
            return  # there is no rest: the checksum will say whether this is it
        raise
    if not isinstance(response, http.client.HTTPResponse):
        raise SourceError(f"{url} is no address of the web; a folder may be the mirror")
    with response:
        part.begin(response)
        length = response.headers.get("Content-Length")
        total = part.size + int(length) if length else None
        _check_size(url, part, total or 0)
        _check_room(part, total or 0)
        while (total is None or part.size < total) and (piece := response.read1(PIECE)):
            part.append(piece)
            _check_size(url, part, part.size)
            tell(part.size, total)
    if total is not None and part.size < total:
        raise http.client.HTTPException("cuts the connection")


def _check_size(url: str, part: Part, total: int) -> None:
    """Raise `SourceError` for more than a file may have, of which nothing is kept."""
    if total > part.most:
        part.clear()
        raise SourceError(f"{url} gives another file: of more than {part.most:,} bytes")


def _check_room(part: Part, total: int) -> None:
    """Raise `SourceError` for more than the disk can hold, before any of it is received."""
    free = shutil.disk_usage(part.path.parent).free
    if total - part.size > free:
        where = part.path.parent.parent
        raise SourceError(f"needs {total - part.size:,} bytes in {where}, which has {free:,} free")


def _asked_for(error: Exception) -> float:
    """The seconds that a busy server asks to wait, in reason."""
    asked = error.headers.get("Retry-After", "") if isinstance(error, urllib.error.HTTPError) else ""
    return min(float(asked), LONGEST) if asked.isdecimal() else 0.0


def _said(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"answers {error.code} {error.reason}"
    if isinstance(error, http.client.InvalidURL):
        return f"is no address ({error})"
    if isinstance(error, http.client.HTTPException):
        return str(error) or type(error).__name__
    reason = getattr(error, "reason", error)
    return f"cannot be reached ({getattr(reason, 'strerror', None) or reason})"
