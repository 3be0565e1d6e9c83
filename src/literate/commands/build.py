"""doit's `run` with this project's habits: what was selected is known when tasks are made, and a build ends cleanly."""

from __future__ import annotations

import gc
import os
from typing import Any

from doit.cmd_run import Run

from literate import pipeline

INTERRUPTED = b"\ninterrupted: finished runs are kept, cut runs go on from their last epoch\n"


class Build(Run):  # type: ignore[misc]
    """`doit [q2 …]`: run what is needed, assemble the report, say what was made."""

    name = "run"
    doc_purpose = "build the report, or the questions named"
    doc_description = (
        "With -a everything is drawn and rendered again, but a kept result is never trained again: "
        "doit prune q3.adam removes it first. Kept results stay until doit prune."
    )

    def execute(self, params: Any, args: list[str]) -> int:
        """Run doit, then end the workers and say the last line. Ctrl-C keeps every finished run."""
        pipeline.selected = list(args)
        # a document's boxes live until it is written: the search took a tenth of the time
        gc.set_threshold(100_000, 20)
        try:
            status = int(super().execute(params, args) or 0)
        except KeyboardInterrupt:
            pipeline.close(finished=False)
            os.write(2, INTERRUPTED)  # not sys.stderr: doit swaps it while a task runs in a thread
            return 130
        except BaseException:
            pipeline.close(finished=False)
            raise
        failed = pipeline.close()
        gc.freeze()  # the process ends: what it leaves behind need not be searched for cycles
        return failed or status
