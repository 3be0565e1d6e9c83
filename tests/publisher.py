"""A publisher on this machine: a real HTTP server that answers each request in the way that a test asks for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler", bytes], None]


class Publisher:
    """`answers` are used up, one a request; then files are given as they should be. `asked` is what was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.tag = '"first"'
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str | None]] = []  # path, range
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.publisher = self  # type: ignore[attr-defined]
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *said: object) -> None:
        self.close()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers GET by what the publisher has in store."""

    protocol_version = "HTTP/1.1"

    @property
    def publisher(self) -> Publisher:
        return self.server.publisher  # type: ignore[attr-defined, no-any-return]

    def do_GET(self) -> None:
        publisher = self.publisher
        publisher.asked.append((self.path, self.headers["Range"]))
        content = publisher.files.get(self.path)
        if publisher.answers:
            publisher.answers.pop(0)(self, content or b"")
        elif content is None:
            self.send_error(404)
        else:
            whole(self, content)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


def whole(handler: Handler, content: bytes, until: int | None = None, ranges: bool = True) -> None:
    """The file, or the rest of it that is asked for, cut after the byte `until`."""
    asked, tag = handler.headers["Range"], handler.publisher.tag
    start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and ranges else 0
    if handler.headers["If-Range"] not in (None, tag):
        start = 0
    if start and start >= len(content):
        handler.send_error(416)
        return
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Length", str(len(content) - start))
    handler.send_header("ETag", tag)
    if start:
        handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
    handler.end_headers()
    handler.wfile.write(content[start:until])


def cut(until: int, ranges: bool = True) -> Answer:
    """End the connection after a byte of the file."""
    return lambda handler, content: whole(handler, content, until, ranges)


def busy(status: int, **headers: str) -> Answer:
    """Refuse."""

    def answer(handler: Handler, content: bytes) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def slow(pieces: int, seconds: float) -> Answer:
    """Give the file piece by piece."""

    def answer(handler: Handler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        size = -(-len(content) // pieces)
        for start in range(0, len(content), size):
            handler.wfile.write(content[start : start + size])
            handler.wfile.flush()
            time.sleep(seconds)

    return answer


def unmeasured(handler: Handler, content: bytes) -> None:
    """Give the file without saying how long it is."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(content)


def chunked(until: int | None = None) -> Answer:
    """Give the file in chunks, as proxies do; the last are missing where it is cut."""

    def answer(handler: Handler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(content[:until]), 70_000):
            chunk = content[:until][start : start + 70_000]
            handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        handler.wfile.write(b"" if until else b"0\r\n\r\n")

    return answer


def misplaced(handler: Handler, content: bytes) -> None:
    """Give another part of the file than was asked for."""
    handler.send_response(206)
    handler.send_header("Content-Length", str(len(content) - 1))
    handler.send_header("Content-Range", f"bytes 1-{len(content) - 1}/{len(content)}")
    handler.end_headers()
    handler.wfile.write(content[1:])
