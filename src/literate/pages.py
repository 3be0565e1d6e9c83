"""Which pages are kept, stale or missing, and what each and the whole report depend on.

A page is kept as a sealed document that needs no result to be assembled again, so that `doit q1` can put q2's page,
marked when its results no longer match its code, beside a new page of q1. This module imports nothing that renders:
it is all that a build with nothing to do needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from literate import kept, provenance, spelling
from literate.build import Build
from literate.errors import StoreError

PAGE_CODE = "literate.typesetting"


class Pages:
    """The pages of a build's questions and the report's files."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.plan = build.plan
        self.templates = build.plan.root / "templates"
        self.outputs = [build.folder / "report.html", build.folder / "report.pdf"]
        self.commit = provenance.head(build.plan.root)

    def path(self, name: str) -> Path:
        """`build/pages/q1.json`"""
        return self.build.folder / "pages" / f"{name}.json"

    def kept(self, name: str) -> dict[str, Any]:
        """The kept document of a page, verified, or an empty one."""
        try:
            return kept.load(self.path(name))
        except StoreError:
            return {}

    def has(self, name: str) -> bool:
        """Is the page kept under its present fingerprint?"""
        note = self.build.kept.note(self.path(name))
        self.build.say_damage(f"pages:{name}", "typesetting it again")
        if note is None or not self.build.kept.document(self.path(name), self.key(name, note["templates"])):
            return False
        return not self.requoted(note["quoted"])

    def requoted(self, quoted: Mapping[str, str]) -> list[str]:
        """The files of quoted code whose text is another than on the page."""
        return [file for file, digest in quoted.items() if _digest(self.plan.root / file) != digest]

    def key(self, name: str, templates: list[str]) -> str:
        """Digest of all that shows on a page whose template and includes are given. Missing runs count as missing."""
        return spelling.digest(spelling.canonical(self.depends(name, templates)))

    def depends(self, name: str, templates: list[str]) -> dict[str, Any]:
        """What a page's key is the digest of, in parts that can be named when one of them changes."""
        exhibits, runs = self.plan.question_exhibits(name), self.plan.question_runs(name)
        return {
            "templates": {file: _digest(self.templates / file) for file in (*templates, "references.bib")},
            "code": self.plan.sources.digests(self.plan.sources.reach(PAGE_CODE)),
            "there": [exhibit.name for exhibit in exhibits if self.build.has_exhibit(exhibit)],
            "runs": [run for run in runs if self.has_result(run)],
            "arguments": {run: self.plan.spec(self.plan.runs[run]).arguments for run in runs},
            "results": self.results(name),
            "added": {run: n for run, n in self.plan.added.items() if run.partition(".")[0] == name},
        }

    def has_result(self, run: str) -> bool:
        """Is a sound result of this run kept?"""
        return self.build.kept.result(self.plan.fingerprint(run))

    def results(self, name: str) -> dict[str, str]:
        """The fingerprints that a page rests on: runs, figures, tables, numbers."""
        runs = {run: self.plan.fingerprint(run) for run in self.plan.question_runs(name)}
        exhibits = self.plan.question_exhibits(name)
        tables = {
            f"table:{key}": self.plan.spec(t).fingerprint
            for key, t in self.plan.questions[name].tables.items()
        }
        return runs | tables | {f"{e.kind}:{e.key}": self.plan.spec(e.call).fingerprint for e in exhibits}

    def stale(self, name: str) -> str:
        """Why a kept page does not match its code any more, or "" if it does."""
        note = self.build.kept.note(self.path(name))
        if note is None:
            return ""
        if name in self.build.failures:
            return f"It could not be made again: {self.build.failures[name]}"
        now, then = self.results(name), note["results"]
        changed = [key for key in now if now[key] != then.get(key)] + [key for key in then if key not in now]
        runs = [key for key in changed if ":" not in key]
        return f"Changed since: {', '.join(runs or changed)}." if changed else ""

    def sources(self, name: str) -> list[str]:
        """The files that a question's own runs and all that they rest on were made by."""
        names = self.plan.upstream(self.plan.question_runs(name))
        modules = {module for run in names for module in self.plan.spec(self.plan.runs[run]).code}
        paths = [path for module in modules if (path := self.plan.sources.path(module)) is not None]
        own = [path for path in paths if path.is_relative_to(self.plan.root) and path.name != "__init__.py"]
        found = {path.relative_to(self.plan.root).as_posix() for path in own}
        return [f"tasks/{name}.py", f"templates/{name}.md.j2", *sorted(found)]

    def has_report(self) -> bool:
        """Are HTML and PDF those of the present pages?"""
        found = self.build.kept.files("report", self.outputs, self.report_key())
        self.build.say_damage("report", "making it again")
        return found

    def report_key(self) -> str:
        """Digest of all that shows in the report."""
        names = list(self.plan.questions)
        pages = [
            [
                name,
                self.build.kept.fingerprint(self.path(name)),
                self.build.kept.note(self.path(name)),
                self.stale(name),
            ]
            for name in names
        ]
        own = {f"{name}.md.j2" for name in names}
        beside = [self.plan.root / name for name in ("expected.toml", "tried.toml")]
        files = [*sorted(self.templates.iterdir()), *beside]
        frame = [_digest(path) for path in files if path.name not in own]
        code = self.plan.sources.digests(self.plan.sources.reach(PAGE_CODE))
        settings = repr(self.plan.settings)
        chosen = [dict(question.chosen) for question in self.plan.questions.values()]
        return spelling.digest(spelling.canonical([pages, frame, code, settings, chosen, self.commit]))


def _digest(path: Path) -> str:
    """Digest of a file's bytes, "" if there is none."""
    return spelling.digest_file(path) if path.is_file() else ""
