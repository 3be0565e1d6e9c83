"""What a build says: one line for each run that ends, a passing line of what is training, a last line of what was made.

doit swaps `sys.stdout` while a task runs in a thread, so the stream is taken once, at the start.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
import time
from typing import Any, TextIO

NAME = 22  # letters, to which a name is filled up
SHOWN = {"loss": ("train_loss", "loss"), "accuracy": ("validation_accuracy", "accuracy")}


class Terminal:
    """Lines from many threads, whole; on a real terminal the last line shows the epochs as they pass."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._lock = threading.Lock()
        self._training: dict[str, str] = {}

    def line(self, text: str) -> None:
        """Say a whole line."""
        with self._lock:
            self._write(text + "\n")

    def about(self, name: str, text: str) -> None:
        """Say a line about one thing: its name, then what is said of it."""
        self.line(f"{name:{NAME}}  {text}")

    def passing(self, name: str, text: str | None) -> None:
        """Show, or with None no longer show, where a run is."""
        with self._lock:
            self._training.pop(name, None)
            if text is not None:
                self._training[name] = text
            self._write("")

    def _write(self, text: str) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            text = (
                "\r\033[K" + text + "   ".join(f"{name} {at}" for name, at in self._training.items())[:width]
            )
        with contextlib.suppress(BrokenPipeError):  # nobody listens: build on
            self._stream.write(text)
            self._stream.flush()


class Progress:
    """What one run has said so far, as its line on the terminal."""

    def __init__(self, name: str, terminal: Terminal) -> None:
        self.name = name
        self._terminal = terminal
        self._said: dict[str, Any] = {}
        self._started = time.monotonic()

    def tell(self, said: dict[str, Any]) -> None:
        """Take what the worker says: an epoch, or whom it waits for."""
        if "waiting" in said:
            self._terminal.about(self.name, f"waiting: process {said['waiting']} is training it")
            return
        self._said = said
        self._terminal.passing(self.name, self._epoch())

    def done(self) -> None:
        """Say the line of a finished run."""
        self._terminal.passing(self.name, None)
        self._terminal.about(self.name, f"{self._epoch():44}{time.monotonic() - self._started:7.1f} s")

    def failed(self, why: str, silent: bool = False) -> None:
        """Say the line of a run that has no result."""
        self._terminal.passing(self.name, None)
        if not silent:
            self._terminal.about(self.name, f"FAILED  {why}")

    def _epoch(self) -> str:
        if not self._said:
            return ""
        found = {word: next((key for key in keys if key in self._said), None) for word, keys in SHOWN.items()}
        numbers = [f"{word} {self._said[key]:.3f}" for word, key in found.items() if key]
        return "  ".join([f"{self._said['epoch']:>3}/{self._said['of']}", *numbers])
