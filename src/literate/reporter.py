"""doit's reporter, silenced: the build speaks for itself."""

from __future__ import annotations

import sys
from typing import Any

from doit.reporter import ZeroReporter


class Quiet(ZeroReporter):  # type: ignore[misc]
    """The build speaks for itself; only what doit itself finds wrong is passed on."""

    desc = "what the build says"

    def add_failure(self, task: Any, fail_info: Any) -> None:
        """A fault of the engine, never of a run: show all there is."""
        sys.stderr.write(f"{task.name}: {fail_info.get_msg()}\n")
