"""`doit why q2.resnet_center`: what changed since the nearest kept result, or since when it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from doit.cmd_base import Command
from doit.cmdparse import CmdParseError

from literate.columns import duration, painted
from literate.commands import project
from literate.differences import Difference
from literate.earlier import Record, written
from literate.pages import Pages
from literate.reasons import Reason, Reasons
from literate.selection import Thing, named

DONE = {"runs": "made", "figures": "drawn", "quantities": "counted", "pages": "rendered", "report": "written"}


class Why(Command):  # type: ignore[misc]
    """Name what changed."""

    doc_purpose = "say why something would be made again, or since when it is kept"
    doc_usage = "q2.resnet_ce | figures:q1.svm_roc | q2 | report …"
    cmd_options = project.OPTIONS

    def execute(self, params: Any, args: list[str]) -> int:
        """Print the reasons, all that there are."""
        if not args:
            raise CmdParseError("why what? Name a run, a figure or a question: doit why q2")
        with project.opened(params) as pages:
            explaining = Explaining(pages)
            things = dict.fromkeys(thing for word in args for thing in named(pages.plan, word))
            project.say(line for thing in things for line in explaining.lines(*thing))
        return 0


class Explaining:
    """The words for the reasons of one project."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._plan = pages.plan
        self._reasons = Reasons(pages)

    def lines(self, kind: str, name: str) -> Iterator[str]:
        """What there is to say of one thing."""
        called = painted(name if kind in ("runs", "report") else f"{kind}:{name}", "bold")
        reason = self._reason((kind, name))
        if reason is None:
            yield f"{called}  kept, {DONE[kind]} on{self._when(kind, name)}{self._how(kind, name)}"
            yield f"    {self._of(kind, name)}"
            return
        later = "would run" if kind == "runs" else f"would be {DONE[kind]}"
        yield f"{called}  {later}{self._compared(kind, name, reason)}"
        if reason.said:
            yield f"    {reason.said}"
        if reason.differences:
            yield from _indented(reason.differences, 1, set())
        if reason.trace:
            yield f"    {reason.trace.line()}"

    def _reason(self, thing: Thing) -> Reason | None:
        kind, name = thing
        if kind == "runs":
            return self._reasons.run(name)
        if kind == "pages":
            return self._reasons.page(name)
        return (
            self._reasons.report() if kind == "report" else self._reasons.exhibit(self._plan.exhibits[thing])
        )

    def _compared(self, kind: str, name: str, reason: Reason) -> str:
        """When the last was made, with which it is compared."""
        if kind == "runs":
            return f"; its last result was made on{self._made(reason.earlier)}" if reason.earlier else ""
        there = self._file(kind, name).is_file()
        return f"; it was last {DONE[kind]} on{self._when(kind, name)}" if there else ""

    def _when(self, kind: str, name: str) -> str:
        if kind == "runs":
            return self._made(self._record(name))
        return f" {written(self._file(kind, name)):%d %b %Y %H:%M}"

    def _made(self, record: Record) -> str:
        made = self._reasons.earlier.made(record)
        return f" {made:%d %b %Y %H:%M} in {duration(record['seconds'])}" if made else " a day unknown"

    def _record(self, run: str) -> Record:
        record = self._reasons.earlier.record(self._plan.fingerprint(run))
        assert record is not None, "a kept result has a record"
        return record

    def _file(self, kind: str, name: str) -> Path:
        """The file whose time is that of the whole."""
        own = {"pages": self._pages.path(name), "report": self._pages.outputs[0]}
        return own.get(kind) or self._plan.exhibits[kind, name].document(self._pages.build.folder)

    def _how(self, kind: str, name: str) -> str:
        """What made a kept thing: ` by lab.finetune:train (src/lab/finetune.py:21)`."""
        if kind == "report":
            return f" at commit {self._pages.commit[:10]}" if self._pages.commit else ""
        if kind == "pages":
            note = self._pages.kept(name)["note"]
            return f" from {', '.join(f'templates/{file}' for file in note['templates'])}"
        call = self._plan.runs[name] if kind == "runs" else self._plan.exhibits[kind, name].call
        module = call.function.partition(":")[0]
        line = self._plan.sources.signature(call.function, call.where).line
        return f" by {call.function} ({self._reasons.earlier.comparison.place(module)}:{line})"

    def _of(self, kind: str, name: str) -> str:
        """What a kept thing rests on, and where it lies."""
        if kind == "runs":
            return _where(self._record(name))
        if kind == "report":
            parts, files = list(self._plan.questions), self._pages.outputs
        elif kind == "pages":
            parts, files = self._plan.question_runs(name), [self._pages.path(name)]
        else:
            exhibit = self._plan.exhibits[kind, name]
            parts, files = self._plan.inputs(exhibit.call), exhibit.files(self._pages.build.folder)
        places = (path.relative_to(self._plan.root).as_posix() for path in files)
        return f"of {', '.join(parts)}; {', '.join(places)}"


def _where(record: Record) -> str:
    """The machine and the versions of a result, and where it lies."""
    environment = record["environment"]
    versions = [f"{name} {environment[name]}" for name in ("python", "torch", "numpy") if name in environment]
    return f"{', '.join(versions)}, on {environment['processor']}; build/results/{record['fingerprint']}"


def _indented(differences: tuple[Difference, ...], depth: int, said: set[str]) -> Iterator[str]:
    """The differences with what is behind them; a file that changed for several inputs is named once."""
    fresh = [each for each in differences if each.because or not each.code or each.said not in said]
    if not fresh:
        yield "    " * depth + "as above"
    for each in fresh:
        said.add(each.said)
        yield "    " * depth + each.said
        if each.because:
            yield from _indented(each.because, depth + 1, said)
