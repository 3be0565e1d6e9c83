"""doit's `run` with this project's habits: what was selected is known when tasks are made, and a build ends cleanly."""

from __future__ import annotations

import sys
from typing import Any

from doit.cmd_run import Run
from doit.reporter import ZeroReporter

from literate import pipeline


class Build(Run):  # type: ignore[misc]
    """`doit [q2 …]`: run what is needed, assemble the report, say what was made."""

    name = "run"
    doc_purpose = "build the report, or the questions named"

    def execute(self, params: Any, args: list[str]) -> int:
        """Run doit, then end the workers and say the last line. Ctrl-C keeps every finished run."""
        pipeline.selected = list(args)
        try:
            status = int(super().execute(params, args) or 0)
        except KeyboardInterrupt:
            pipeline.close()
            print("\ninterrupted: finished runs are kept, cut runs go on from their last epoch", file=sys.stderr)
            return 130
        except BaseException:
            pipeline.close()
            raise
        return pipeline.close() or status


class Quiet(ZeroReporter):  # type: ignore[misc]
    """The build speaks for itself; only what doit itself finds wrong is passed on."""

    desc = "what the build says"

    def add_failure(self, task: Any, fail_info: Any) -> None:
        """A fault of the engine, never of a run: show all there is."""
        sys.stderr.write(f"{task.name}: {fail_info.get_msg()}\n")
