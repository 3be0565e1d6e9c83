"""A process that carries out jobs one after another, so that torch is imported once.

    python -m literate worker            jobs as JSON lines on standard input, answers on standard output
    python -m literate worker FOLDER     one folder, for a cluster or by hand

A worker ends with its parent: when standard input closes, it stops at once, in the middle of a run.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from literate import exhibit
from literate.attempts import ERROR
from literate.errors import FULL, BuildError, told
from literate.execute import execute

Say = Callable[[dict[str, Any]], None]


def main(arguments: list[str]) -> int:
    """Serve a parent, or carry out one folder and say in one line how it ended."""
    if not arguments:
        serve()
        return 0
    folder = Path(arguments[0])
    if not (folder / "spec.json").is_file():
        print(f"{folder}: has no spec.json, so there is nothing to carry out", file=sys.stderr)
        return 2
    try:
        execute(folder, lambda said: print(json.dumps(said), flush=True))
    except Exception as error:
        print(described(error, folder), file=sys.stderr)
        return 1
    return 0


def serve() -> None:
    """Answer jobs until standard input closes. Each job gets any number of lines, the last with `done` or `error`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    jobs: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()

    def say(said: dict[str, Any]) -> None:
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()

    while True:
        job = jobs.get()
        folder = Path(job["folder"])
        try:
            _redirect(folder / "log.txt")
            answer = {"done": _carry_out(job, folder, say)}
        except Exception as error:
            answer = {"error": described(error, folder)}
        _redirect(Path(os.devnull))  # an open log could not be removed on every system
        say(answer)


def described(error: BaseException, folder: Path) -> str:
    """One line for people: what, where; a traceback, if it helps, is left in the folder."""
    said = str(error) if isinstance(error, BuildError) else "".join(traceback.format_exception(error))
    with contextlib.suppress(OSError):  # a full disk must not hide the reason
        (folder / ERROR).write_text(said, encoding="utf-8")
    if isinstance(error, BuildError):
        return said
    if isinstance(error, OSError) and error.errno in FULL:
        return told(error)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{os.sep}src{os.sep}" in frame.filename] or frames
    place = f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""
    text = " ".join(str(error).split()) or "no message"
    return f"{type(error).__name__}: {text}{place}; all of it in {folder / ERROR}"


def _carry_out(job: dict[str, Any], folder: Path, say: Say) -> Any:
    if job["kind"] == "run":
        execute(folder, say)
        _give_back()
        return None
    return exhibit.make(job["spec"])


def _give_back() -> None:
    """A GPU's memory goes back to it, for the worker that trains while this one waits."""
    torch = sys.modules.get("torch")  # never imported here: not every run needs it
    if torch is not None and torch.cuda.is_initialized():
        gc.collect()  # what refers to itself still holds tensors
        torch.cuda.empty_cache()


def _listen(stream: BinaryIO, jobs: queue.Queue[dict[str, Any]]) -> None:
    for line in stream:
        jobs.put(json.loads(line))
    os._exit(3)  # the parent is gone: no orphan goes on training


def _redirect(log: Path) -> None:
    """What a run prints, and what a crash of the interpreter says, goes to the run's own log."""
    if log.name != os.path.basename(os.devnull):
        log.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
