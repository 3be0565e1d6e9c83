"""doit's reporter, silenced: the build speaks for itself."""

from __future__ import annotations

import sys
from typing import Any

from doit.reporter import ZeroReporter


class Quiet(ZeroReporter):  # type: ignore[misc]
    """The build speaks for itself; only what doit itself finds wrong is passed on."""

    desc = "what the build says"

    def __init__(self, outstream: Any, options: Any) -> None:
        super().__init__(outstream, options)
        self._stream = sys.stderr  # taken once: doit swaps it while a task runs in a thread

    def add_failure(self, task: Any, fail_info: Any) -> None:
        """A fault of the engine, never of a run: show all there is."""
        self._stream.write(f"{task.name}: {fail_info.get_msg()}\n")
