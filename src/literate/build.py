"""A build at work: it carries out runs and exhibits in workers, keeps their results and remembers what failed.

Nothing here stops the others: a run that fails is named at once and again at the end, what rests on it is marked as
missing, and the report is assembled from what there is.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

from literate import kept, store
from literate.call import Call
from literate.errors import BuildError, RunError
from literate.fingerprint import Spec
from literate.kept import Kept
from literate.plan import Exhibit, Plan
from literate.pool import Pool
from literate.terminal import Progress, Terminal

THREADS = {"quick": 1, "paper": os.cpu_count() or 1}  # a constant of the profile: other counts, other bits
THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


class Build:
    """The state of one `doit`: plan, kept results, workers, terminal, and what was done or failed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = plan.root / "build"
        self.kept = Kept(self.folder)
        self.terminal = Terminal()
        threads = str(THREADS[plan.settings.profile])
        path = os.pathsep.join(filter(None, [str(plan.root / "src"), os.environ.get("PYTHONPATH", "")]))
        self.pool = Pool({**dict.fromkeys(THREAD_VARIABLES, threads), "PYTHONPATH": path})
        self.failures: dict[str, str] = {}
        self.done: list[str] = []
        self.reused: set[str] = set()
        self.closing = False
        self._lock = threading.Lock()

    def has_run(self, name: str) -> bool:
        """Is a sound result of this run kept? Answers doit's question whether it is up to date."""
        found = self.kept.result(self.plan.spec(self.plan.runs[name]).fingerprint)
        for notice in self._notices():
            self.terminal.line(f"{name:24}{notice}; running it again")
        if found:
            self.reused.add(name)
        return found

    def run(self, name: str) -> None:
        """Carry out a run in a worker and keep its result; a failure is said and remembered."""
        progress = Progress(name, self.terminal)
        try:
            spec = self._ready(self.plan.runs[name])
            if not self.kept.result(spec.fingerprint):
                self._carry_out(spec, progress)
            self.done.append(name)
            progress.done()
        except (BuildError, OSError) as error:
            self.fail(name, str(error))
            if not self.closing:
                progress.failed(self.failures[name])

    def has_exhibit(self, exhibit: Exhibit) -> bool:
        """Is the figure, table or set of numbers kept under its present fingerprint?"""
        return self.kept.document(self.exhibit_path(exhibit), self.plan.spec(exhibit.call).fingerprint)

    def exhibit(self, exhibit: Exhibit) -> None:
        """Draw or count an exhibit in a worker and keep it; beside a figure's document lies its picture.

        Nothing is said of one whose run failed: the run was named, and the page marks the gap.
        """
        if self.missing(exhibit):
            return
        try:
            spec = self._ready(exhibit.call)
            job = {
                "kind": exhibit.kind,
                "folder": str(self.folder / "log" / exhibit.name),
                "spec": self._job(spec),
            }
            made = self.pool.submit(job, lambda said: None)
            kept.save(self.exhibit_path(exhibit), {"fingerprint": spec.fingerprint, "made": made})
            if exhibit.kind == "figures":
                kept.write_atomically(self.picture_path(exhibit), made["svg"])
        except (BuildError, OSError) as error:
            self.fail(exhibit.name, str(error))
            if not self.closing:
                self.terminal.line(f"{exhibit.kind} {exhibit.name:17}FAILED  {error}")

    def exhibit_path(self, exhibit: Exhibit) -> Path:
        """`build/figures/q1.svm_roc.json`"""
        return self.folder / exhibit.kind / f"{exhibit.name}.json"

    def picture_path(self, exhibit: Exhibit) -> Path:
        """`build/figures/q1.svm_roc.svg`"""
        return self.folder / exhibit.kind / f"{exhibit.name}.svg"

    def missing(self, exhibit: Exhibit) -> list[str]:
        """The runs that an exhibit takes and that have no result."""
        runs = self.plan.inputs(exhibit.call)
        return [
            name for name in runs if not self.kept.result(self.plan.spec(self.plan.runs[name]).fingerprint)
        ]

    def fail(self, name: str, why: str) -> None:
        """Remember that a thing could not be made."""
        with self._lock:
            self.failures[name] = why

    def close(self) -> None:
        """End the workers and keep what was learnt about sources and files."""
        self.closing = True
        self.pool.close()
        self.plan.sources.save()
        self.kept.save()

    def _ready(self, call: Call) -> Spec:
        """The spec of a call whose inputs are all there. Raises `RunError` naming the input that is not."""
        for name in self.plan.inputs(call):
            if not self.kept.result(self.plan.spec(self.plan.runs[name]).fingerprint):
                raise RunError(f"not made: it needs {name}, which has no result")
        return self.plan.spec(call)

    def _job(self, spec: Spec) -> dict[str, Any]:
        """A spec as a worker takes it: with the places of its inputs."""
        inputs = {fingerprint: str(self.kept.results / fingerprint) for fingerprint in spec.inputs()}
        said = {name: module for name in spec.code if (module := self.plan.sources.module(name)) is not None}
        return {
            "fingerprint": spec.fingerprint,
            "function": spec.function,
            "arguments": spec.arguments,
            "code": spec.code,
            "definitions": {name: module.definitions for name, module in said.items()},
            "inputs": {**inputs, **self._files(spec.arguments)},
            "result": str(self.kept.results / spec.fingerprint),
        }

    def _files(self, value: Any) -> dict[str, str]:
        """Where the published files lie that a call reads. Raises `StoreError` for one that is not there or not it."""
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        found: dict[str, str] = {}
        for item in items:
            found |= self._files(item)
        if isinstance(value, dict) and "checksum" in value:
            path = self.plan.root / self.plan.settings.data / value["file"]
            self.kept.archive(path, value["checksum"])
            found[value["checksum"]] = str(path)
        return found

    def _carry_out(self, spec: Spec, progress: Progress) -> None:
        folder = self.kept.attempts / spec.fingerprint
        kept.write_atomically(folder / "spec.json", json.dumps(self._job(spec), indent=1))
        self.pool.submit({"kind": "run", "folder": str(folder)}, progress.tell)
        result = folder / "result"
        if result.is_dir():
            store.rename(result, self.kept.results / spec.fingerprint)
            shutil.rmtree(folder, ignore_errors=True)
        if not self.kept.result(spec.fingerprint):
            raise RunError(f"its worker left no sound result in {result}")

    def _notices(self) -> list[str]:
        with self._lock:
            notices, self.kept.notices = self.kept.notices, []
        return notices
