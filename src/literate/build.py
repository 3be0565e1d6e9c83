"""A build at work: it carries out runs and exhibits in workers, keeps their results and remembers what failed.

Nothing here stops the others: a run that fails is named at once and again at the end, what rests on it is marked as
missing, and the report is assembled from what there is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from literate import kept, store, threads
from literate.archives import Archives
from literate.call import Call
from literate.errors import BuildError, RunError, StoreError, told
from literate.fingerprint import Spec
from literate.kept import Kept
from literate.plan import Exhibit, Plan
from literate.pool import Pool
from literate.terminal import Progress, Terminal


class Build:
    """The state of one `doit`: plan, kept results, workers, terminal, and what was done or failed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = plan.root / "build"
        self.kept = Kept(self.folder)
        self.terminal = Terminal()
        self.archives = Archives(plan.root, plan.settings, self.kept, self.terminal)
        path = os.pathsep.join(filter(None, [str(plan.root / "src"), os.environ.get("PYTHONPATH", "")]))
        environment = {**threads.environment(plan.settings), "PYTHONPATH": path}
        # the networks of quick are so small that a GPU would wait for its next order
        if plan.settings.profile == "quick":
            environment["REPORT_DEVICE"] = os.environ.get("REPORT_DEVICE", "cpu")
        self.pool = Pool(environment)
        self.failures: dict[str, str] = {}
        self.done: list[str] = []
        self.reused: set[str] = set()
        self.closing = False
        self._slots = threading.BoundedSemaphore(threads.at_once(plan.settings))
        self._lock = threading.Lock()

    def say_forgotten(self) -> None:
        """Say what the last build remembered and this one does not believe."""
        for forgotten, file, read in (
            (self.kept.forgotten, "verified.json", "everything kept"),
            (self.plan.sources.forgotten, "sources.json", "every source"),
        ):
            if forgotten:
                said = f"build/cache/{file}: was changed since it was written; {read} is read again"
                print(said, file=sys.stderr)

    def has_run(self, name: str) -> bool:
        """Is a sound result of this run kept? Answers doit's question whether it is up to date."""
        fingerprint = self.plan.fingerprint(name)
        found = self.kept.result(fingerprint)
        self.say_damage(name, "running it again")
        if found:
            self.reused.add(name)
            self.kept.had(self.known_as(name), fingerprint)
        return found

    def known_as(self, name: str) -> str:
        """A run's name in the memory of results: the profiles have results of their own."""
        return f"{self.plan.settings.profile} {name}"

    def record(self, name: str) -> dict[str, Any]:
        """The record of a run's result, verified; a spoilt result is named and made anew. Raises `StoreError`."""
        fingerprint = self.plan.fingerprint(name)
        try:
            return store.read_record(self.kept.results / fingerprint)
        except StoreError:
            self._verify([name])
            return store.read_record(self.kept.results / fingerprint)

    def run(self, name: str) -> None:
        """Carry out a run in a worker and keep its result; a failure is said and remembered."""
        if self.has_run(name):  # `doit -a` asks nevertheless
            return
        progress, call = Progress(name, self.terminal), self.plan.runs[name]
        try:
            self._from_sound_inputs(call, lambda spec: self._carry_out(call, spec, progress))
        except (BuildError, OSError) as error:
            if not self.kept.result(self.plan.spec(call).fingerprint):  # else another build was faster
                self.fail(name, told(error))
                progress.failed(told(error), silent=self.closing)
                return
        self.kept.had(self.known_as(name), self.plan.fingerprint(name))
        self.done.append(name)
        progress.done()

    def has_exhibit(self, exhibit: Exhibit) -> bool:
        """Is the figure or the set of numbers kept under its present fingerprint?"""
        fingerprint = self.plan.spec(exhibit.call).fingerprint
        there = self.kept.document(exhibit.document(self.folder), fingerprint)
        found = there and self.kept.files(f"made:{exhibit.name}", exhibit.files(self.folder), fingerprint)
        self.say_damage(exhibit.name, "making it again")
        return found

    def exhibit(self, exhibit: Exhibit) -> None:
        """Draw or count an exhibit in a worker and keep it; beside a figure's document lies its picture.

        Nothing is said of one whose run failed: the run was named, and the page marks the gap.
        """
        if self.missing(exhibit):
            return
        try:
            self._from_sound_inputs(exhibit.call, lambda spec: self._make(exhibit, spec))
        except (BuildError, OSError, ValueError, TypeError, KeyError) as error:
            why = f"{exhibit.call.where}: {told(error)}"
            self.fail(exhibit.name, why)
            if not self.closing:
                self.terminal.about(exhibit.name, f"FAILED  {why}")

    def made(self, exhibit: Exhibit) -> Any:
        """What is kept of an exhibit, verified; one that was spoilt is named and made anew. Raises `StoreError`."""
        path = exhibit.document(self.folder)
        try:
            return kept.load(path)["made"]
        except StoreError as error:
            self.kept.notices.append(str(error))
            self.say_damage(exhibit.name, "making it again")
            self.exhibit(exhibit)
            return kept.load(path)["made"]

    def _make(self, exhibit: Exhibit, spec: Spec) -> None:
        """Make an exhibit and keep it, its picture first. Raises `ValueError` for numbers that are not finite."""
        folder = str(self.folder / "log" / exhibit.name)
        job = {"kind": exhibit.kind, "folder": folder, "spec": self._job(exhibit.call, spec)}
        made = self.pool.submit(job, lambda said: None)
        if exhibit.kind == "figures":
            store.write_atomically(exhibit.picture(self.folder), made["svg"])
        recipe = self.plan.fingerprints.recipe(exhibit.call)
        document = {"fingerprint": spec.fingerprint, "made": made, "recipe": recipe}
        kept.save(exhibit.document(self.folder), document)
        self.kept.made(f"made:{exhibit.name}", exhibit.files(self.folder), spec.fingerprint)

    def missing(self, exhibit: Exhibit) -> list[str]:
        """The runs that an exhibit takes and that have no result."""
        runs = self.plan.inputs(exhibit.call)
        return [name for name in runs if not self.kept.result(self.plan.fingerprint(name))]

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

    def _from_sound_inputs(self, call: Call, make: Callable[[Spec], None]) -> None:
        """Make a thing; if a read fails because an input was spoilt since it was looked at, again from a new input."""
        try:
            make(self._ready(call))
        except (BuildError, OSError):
            there = [name for name in self.plan.inputs(call) if self.has_run(name)]
            if self.closing or not self._verify(there):
                raise
            make(self._ready(call))

    def _verify(self, names: list[str]) -> bool:
        """Check the bytes of results that were trusted, and make anew those that were spoilt. Were there any?"""
        self.kept.forget([self.plan.fingerprint(name) for name in names])
        spoilt = [name for name in names if not self.has_run(name)]
        for name in spoilt:
            self.run(name)
        return bool(spoilt)

    def _ready(self, call: Call) -> Spec:
        """The spec of a call whose inputs are all there. Raises `RunError` naming the input that is not."""
        for name in self.plan.inputs(call):
            if not self.kept.result(self.plan.fingerprint(name)):
                raise RunError(f"not made: it needs {name}, which has no result")
        return self.plan.spec(call)

    def _job(self, call: Call, spec: Spec) -> dict[str, Any]:
        """A spec as a worker takes it: with the places of its inputs."""
        files = {source.checksum: str(self.archives.place(source)) for source in self.plan.files(call)}
        inputs = {fingerprint: str(self.kept.results / fingerprint) for fingerprint in spec.inputs()}
        recipe = self.plan.fingerprints.recipe(call)
        return {
            "name": call.name,
            "fingerprint": spec.fingerprint,
            **recipe,
            "sources": self.plan.sources.stats(recipe["definitions"]),
            "inputs": {**inputs, **files},
            "result": str(self.kept.results / spec.fingerprint),
        }

    def _carry_out(self, call: Call, spec: Spec, progress: Progress) -> None:
        if self.kept.result(spec.fingerprint):
            return
        for source in self.plan.files(call):
            self.archives.place(source)  # fetched while others train
        folder = self.kept.attempts / spec.fingerprint
        with self._slots:
            store.write_atomically(folder / "spec.json", json.dumps(self._job(call, spec), indent=1))
            self._attempted(folder, progress)
        result = folder / "result"
        if result.is_dir():
            store.rename(result, self.kept.results / spec.fingerprint)
            shutil.rmtree(folder, ignore_errors=True)
        if not self.kept.result(spec.fingerprint):
            raise RunError(f"its worker left no sound result in {result}")

    def _attempted(self, folder: Path, progress: Progress) -> None:
        """Have a worker carry out what lies in a folder; why it failed is left there, also by one that was killed."""
        try:
            self.pool.submit({"kind": "run", "folder": str(folder)}, progress.tell)
        except RunError as error:
            from literate import attempts  # only a failure needs it

            if not self.closing:
                attempts.died(folder, str(error))
            raise

    def say_damage(self, name: str, remedy: str) -> None:
        """Say what was found damaged when something was looked at."""
        with self._lock:
            notices, self.kept.notices = self.kept.notices, []
        for notice in notices:
            self.terminal.about(name, f"{notice.replace(f'{self.plan.root}{os.sep}', '')}; {remedy}")
