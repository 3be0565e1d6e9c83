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
from literate.archives import Archives
from literate.call import Call
from literate.errors import BuildError, RunError
from literate.fingerprint import Spec
from literate.kept import Kept
from literate.plan import Exhibit, Plan
from literate.pool import Pool
from literate.terminal import Progress, Terminal

THREADS = {
    "quick": 1,
    "paper": 8,
}  # of the profile, since other counts give other bits; paper makes do with fewer
JOBS = {"quick": 256, "paper": 1}  # runs at once, if there are workers: in paper they share one device
THREAD_VARIABLES = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


class Build:
    """The state of one `doit`: plan, kept results, workers, terminal, and what was done or failed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = plan.root / "build"
        self.kept = Kept(self.folder)
        self.terminal = Terminal()
        self.archives = Archives(plan.root, plan.settings, self.kept, self.terminal)
        threads = str(min(THREADS[plan.settings.profile], processors()))
        path = os.pathsep.join(filter(None, [str(plan.root / "src"), os.environ.get("PYTHONPATH", "")]))
        self.pool = Pool({**dict.fromkeys(THREAD_VARIABLES, threads), "PYTHONPATH": path})
        self.failures: dict[str, str] = {}
        self.done: list[str] = []
        self.reused: set[str] = set()
        self.closing = False
        self._slots = threading.BoundedSemaphore(JOBS[plan.settings.profile])
        self._lock = threading.Lock()

    def has_run(self, name: str) -> bool:
        """Is a sound result of this run kept? Answers doit's question whether it is up to date."""
        fingerprint = self.plan.spec(self.plan.runs[name]).fingerprint
        found = self.kept.result(fingerprint)
        for notice in self._notices():
            self.terminal.line(f"{name:24}{notice}; running it again")
        if found:
            self.reused.add(name)
            self.kept.had(self.known_as(name), fingerprint)
        return found

    def known_as(self, name: str) -> str:
        """A run's name in the memory of results: the profiles have results of their own."""
        return f"{self.plan.settings.profile} {name}"

    def run(self, name: str) -> None:
        """Carry out a run in a worker and keep its result; a failure is said and remembered."""
        progress, call = Progress(name, self.terminal), self.plan.runs[name]
        try:
            spec = self._ready(call)
            if not self.kept.result(spec.fingerprint):
                for source in self.plan.files(call):
                    self.archives.place(source)  # fetched while others train
                with self._slots:
                    self._carry_out(call, spec, progress)
        except (BuildError, OSError) as error:
            if not self.kept.result(self.plan.spec(call).fingerprint):  # else another build was faster
                self._failed(name, call, str(error))
                progress.failed(str(error), silent=self.closing)
                return
        self.kept.had(self.known_as(name), spec.fingerprint)
        self.done.append(name)
        progress.done()

    def has_exhibit(self, exhibit: Exhibit) -> bool:
        """Is the figure, table or set of numbers kept under its present fingerprint?"""
        fingerprint = self.plan.spec(exhibit.call).fingerprint
        there = self.kept.document(self.exhibit_path(exhibit), fingerprint)
        return there and self.kept.files(f"made:{exhibit.name}", self.made_by(exhibit), fingerprint)

    def exhibit(self, exhibit: Exhibit) -> None:
        """Draw or count an exhibit in a worker and keep it; beside a figure's document lies its picture.

        Nothing is said of one whose run failed: the run was named, and the page marks the gap.
        """
        if self.missing(exhibit):
            return
        try:
            spec = self._ready(exhibit.call)
            folder = str(self.folder / "log" / exhibit.name)
            job = {"kind": exhibit.kind, "folder": folder, "spec": self._job(exhibit.call, spec)}
            self._keep(exhibit, spec, self.pool.submit(job, lambda said: None))
        except (BuildError, OSError, ValueError, TypeError, KeyError) as error:
            self._failed(exhibit.name, exhibit.call, f"{exhibit.call.where}: {error}")
            if not self.closing:
                self.terminal.line(f"{exhibit.name:24}FAILED  {exhibit.call.where}: {error}")

    def _keep(self, exhibit: Exhibit, spec: Spec, made: Any) -> None:
        """Keep an exhibit, its picture first. Raises `ValueError` for numbers that are not finite."""
        if exhibit.kind == "figures":
            kept.write_atomically(self.picture_path(exhibit), made["svg"])
        kept.save(
            self.exhibit_path(exhibit),
            {"fingerprint": spec.fingerprint, "made": made, "recipe": self.plan.recipe(exhibit.call)},
        )
        self.kept.made(f"made:{exhibit.name}", self.made_by(exhibit), spec.fingerprint)

    def made_by(self, exhibit: Exhibit) -> list[Path]:
        """The files of an exhibit."""
        picture = [self.picture_path(exhibit)] if exhibit.kind == "figures" else []
        return [self.exhibit_path(exhibit), *picture]

    def _failed(self, name: str, call: Call, why: str) -> None:
        """Remember a failure, and look at the inputs again: a read may have found one damaged."""
        self.fail(name, why)
        self.kept.forget(self.plan.spec(call).inputs())

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
        """Remember that a thing could not be made; what is cut when the build ends has not failed."""
        with self._lock:
            if not self.closing:
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

    def _job(self, call: Call, spec: Spec) -> dict[str, Any]:
        """A spec as a worker takes it: with the places of its inputs."""
        files = {source.checksum: str(self.archives.place(source)) for source in self.plan.files(call)}
        inputs = {fingerprint: str(self.kept.results / fingerprint) for fingerprint in spec.inputs()}
        recipe = self.plan.recipe(call)
        return {
            "fingerprint": spec.fingerprint,
            **recipe,
            "sources": self.plan.sources.stats(recipe["definitions"]),
            "inputs": {**inputs, **files},
            "result": str(self.kept.results / spec.fingerprint),
        }

    def _carry_out(self, call: Call, spec: Spec, progress: Progress) -> None:
        folder = self.kept.attempts / spec.fingerprint
        kept.write_atomically(folder / "spec.json", json.dumps(self._job(call, spec), indent=1))
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


def processors() -> int:
    """How many processors this process may use: a scheduler or `taskset` may grant fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
