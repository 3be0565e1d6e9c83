"""Worker processes that outlive a job, one for each job at a time; when one dies, the job that it had is told.

doit's own parallel processes wait for ever for a killed child and leave orphans when doit is killed. Here a thread
of the build reads from its worker's pipe: a dead worker is the end of the pipe, and so is a dead build for a worker.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from literate.errors import RunError

# glibc gives large blocks back and has them faulted in anew, zeroed, at the next step: up to a third of a small one.
# Above 32 MB it always does; PyTorch then asks for pages of 2 MB, which are fewer: a quarter of a step at 128 px.
KEEP_MEMORY = {
    "MALLOC_TRIM_THRESHOLD_": str(2**32),
    "MALLOC_MMAP_THRESHOLD_": str(2**25),
    "THP_MEM_ALLOC_ENABLE": "1",
}


class Pool:
    """Workers started when first needed; `submit` may be called from many threads."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**KEEP_MEMORY, **os.environ, **environment}
        self._idle: queue.LifoQueue[subprocess.Popen[bytes]] = queue.LifoQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()

    def submit(self, job: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> Any:
        """Give a job to an idle or new worker and return its answer. Raises `RunError` if the job or worker fails."""
        worker = self._take()
        assert worker.stdin is not None
        assert worker.stdout is not None
        try:
            worker.stdin.write(json.dumps(job).encode() + b"\n")
            worker.stdin.flush()
        except BrokenPipeError:
            raise RunError(_death(worker.wait())) from None
        for line in worker.stdout:
            if not line.endswith(b"\n"):
                break  # it died in the middle of a line
            said = json.loads(line)
            if "error" in said:
                worker.stdin.close()  # it ends: an error of a GPU would be that of every later job
                raise RunError(said["error"])
            if "done" in said:
                self._idle.put(worker)
                return said["done"]
            tell(said)
        raise RunError(_death(worker.wait()))

    def close(self) -> None:
        """End all workers, busy or not: their standard input closes."""
        with self._lock:
            for worker in self._all:
                assert worker.stdin is not None
                with contextlib.suppress(OSError):
                    worker.stdin.close()
        for worker in self._all:
            try:
                worker.wait(timeout=5)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
            assert worker.stdout is not None
            worker.stdout.close()

    def _take(self) -> subprocess.Popen[bytes]:
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return self._start()
            if worker.poll() is None:
                return worker

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "literate", "worker"]
        pipe = subprocess.PIPE
        worker = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=self._environment)
        with self._lock:
            self._all.append(worker)
        return worker


def _death(code: int) -> str:
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        why = " (out of memory?)" if name == "SIGKILL" else ""
        return f"its worker was ended by {name}{why}"
    return f"its worker ended with status {code}"
