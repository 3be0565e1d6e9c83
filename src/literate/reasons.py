"""Why something would be made again: each run, exhibit and page against what is kept of it.

The same questions that doit asks are asked here, so that `doit plan` names exactly what `doit` would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from literate import attempts, kept
from literate.attempts import Trace
from literate.differences import Difference, brief
from literate.earlier import Earlier, Record
from literate.errors import StoreError
from literate.pages import Pages
from literate.plan import Exhibit

Parts = Mapping[str, Any]  # what a page's key is the digest of
NEVER = "never made"
OLDER = "made by an older engine"
SPOILT = "its files were changed, or the last build did not finish"


@dataclass(frozen=True)
class Reason:
    """Why a thing would be made: as `said`, or by what differs from the `earlier` one; and what an attempt left."""

    said: str
    differences: tuple[Difference, ...] = ()
    earlier: Record | None = None
    trace: Trace | None = None

    def line(self) -> str:
        """The reason in one line."""
        left = self.trace.line() if self.trace else ""
        return "; ".join(filter(None, (self.said or brief(self.differences), left)))


class Reasons:
    """The reasons of one project at one moment; None for whatever is kept as it is."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._build = pages.build
        self._plan = pages.plan
        self.earlier = Earlier(pages.build)
        self._runs: dict[str, Reason | None] = {}

    def run(self, name: str) -> Reason | None:
        """Why a run would be carried out."""
        if name not in self._runs:
            self._runs[name] = self._run(name)
        return self._runs[name]

    def _run(self, name: str) -> Reason | None:
        fingerprint = self._plan.fingerprint(name)
        found = self._build.kept.result(fingerprint)
        self._build.say_damage(name, "it would run again")
        if found:
            return None
        trace, earlier = attempts.look(self._build.kept.attempts / fingerprint), self.earlier.of(name)
        if (self._build.folder / "damaged" / fingerprint).is_dir():
            return Reason(f"damaged: set aside in build/damaged/{fingerprint}", (), earlier, trace)
        if earlier is None:
            return Reason(NEVER, trace=trace)
        return Reason("", self.earlier.changed(name, earlier), earlier, trace)

    def exhibit(self, exhibit: Exhibit) -> Reason | None:
        """Why a figure or the numbers of a run would be made."""
        path, fingerprint = exhibit.document(self._build.folder), self._plan.spec(exhibit.call).fingerprint
        self._build.kept.document(path, fingerprint)
        self._build.say_damage(exhibit.name, "it would be made again")
        if self._build.has_exhibit(exhibit):
            return None
        if not path.is_file():
            return Reason(NEVER, tuple(self._wanting(exhibit)))
        try:
            document = kept.load(path)
        except StoreError:
            return Reason(f"build/{exhibit.kind}/{path.name} was changed by hand")
        if document["fingerprint"] == fingerprint:
            return Reason("its files were changed or removed")
        then = document.get("recipe")
        if then is None:
            return Reason(OLDER)
        return Reason("", self.earlier.comparison.between(then, self._plan.fingerprints.recipe(exhibit.call)))

    def page(self, name: str) -> Reason | None:
        """Why a question's page would be rendered; what it rests on counts, made again or not."""
        below = tuple(self._below(name))
        self._build.kept.note(self._pages.path(name))
        self._build.say_damage(f"pages:{name}", "it would be rendered again")
        if self._pages.has(name) and not below:
            return None
        document = self._pages.kept(name)
        if not document:
            return Reason("its file was changed by hand" if self._pages.path(name).is_file() else NEVER)
        if "depends" not in document:
            return Reason(OLDER)
        then, now = document["depends"], self._pages.depends(name, document["note"]["templates"])
        found = [*self._text(then, now, document["note"]["quoted"]), *(below or _results(then, now))]
        return Reason("", tuple(found) or (Difference("its file was changed"),))

    def report(self) -> Reason | None:
        """Why `report.html` and `report.pdf` would be written."""
        stale = [(name, reason) for name in self._plan.questions if (reason := self.page(name))]
        if self._pages.has_report() and not stale:
            return None
        missing = [f"build/{path.name}" for path in self._pages.outputs if not path.is_file()]
        said = f"{' and '.join(missing)}: not there" if missing else ""
        found = [_because(f"pages:{name} would be rendered", reason) for name, reason in stale]
        found += self._frame({name for name, _ in stale})
        return Reason(said or ("" if found else SPOILT), tuple(found))

    def _frame(self, stale: set[str]) -> Iterator[Difference]:
        """What changed since the report was written, beside the pages that would be rendered."""
        then, now = self._pages.depended(), self._pages.report_depends()
        if not then:
            return
        yield from (Difference(f"{file} changed") for file in _differing(then["files"], now["files"]))
        for key in _differing(then["settings"], now["settings"]):
            values = (_said(each["settings"].get(key)) for each in (then, now))
            yield Difference("{} in report.toml: {} → {}".format(key, *values))
        yield from self._engine(then, now)
        for name in _differing(then["pages"], now["pages"]):
            if name not in stale:
                yield Difference(f"pages:{name} is another than in it")
        yield from (
            Difference(f"how {name} chose its arguments")
            for name in _differing(then["chosen"], now["chosen"])
        )
        if then["commit"] != now["commit"]:
            yield Difference(f"commit {then['commit'][:10] or 'none'} → {now['commit'][:10] or 'none'}")

    def _below(self, question: str) -> Iterator[Difference]:
        """What a page needs and would be made before it; an exhibit whose run changed need not be named."""
        runs = {run: reason for run in self._plan.question_runs(question) if (reason := self.run(run))}
        yield from (_because(f"{run} would run", reason) for run, reason in runs.items())
        for exhibit in self._plan.question_exhibits(question):
            if not runs.keys() & set(self._plan.inputs(exhibit.call)) and (reason := self.exhibit(exhibit)):
                yield _because(f"{exhibit.kind}:{exhibit.name} would be made", reason)

    def _text(self, then: Parts, now: Parts, quoted: Mapping[str, str]) -> Iterator[Difference]:
        """What changed beside the results: templates, quoted code, engine."""
        for file in _differing(then["templates"], now["templates"]):
            yield Difference(f"templates/{file} changed")
        for file in self._pages.requoted(quoted):
            yield Difference(f"{file}, which it quotes, changed")
        yield from self._engine(then, now)

    def _engine(self, then: Parts, now: Parts) -> Iterator[Difference]:
        for module in _differing(then["code"], now["code"]):
            yield Difference(f"the engine changed: {self.earlier.comparison.place(module)}")

    def _wanting(self, exhibit: Exhibit) -> Iterator[Difference]:
        """The runs that an exhibit takes and that would be carried out first."""
        for run in self._plan.inputs(exhibit.call):
            if reason := self.run(run):
                yield _because(f"{run} would run", reason)


def _results(then: Parts, now: Parts) -> Iterator[Difference]:
    """The results of a page that are others than when it was rendered, and are all there."""
    for name in _differing(then["results"], now["results"]):
        yield Difference(f"{name} is another result")
    for part in ("runs", "there"):
        yield from (Difference(f"{name} has a result now") for name in now[part] if name not in then[part])
        yield from (Difference(f"{name} has no result now") for name in then[part] if name not in now[part])


def _because(said: str, reason: Reason) -> Difference:
    lines = [Difference(line) for line in (reason.said, reason.trace.line() if reason.trace else "") if line]
    return Difference(said, (*lines, *reason.differences))


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [name for name in dict.fromkeys([*now, *then]) if then.get(name) != now.get(name)]


def _said(setting: Any) -> str:
    """A setting as it may stand in a line."""
    if isinstance(setting, list):
        return ", ".join(filter(None, map(_said, setting)))
    return str(setting)
