"""Which pages are kept, stale or missing, and what each and the whole report depend on.

A page is kept as a sealed document that needs no result to be assembled again, so that `doit q1` can put q2's page,
marked when its results no longer match its code, beside a new page of q1. This module imports nothing that renders:
it is all that a build with nothing to do needs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from literate import kept, memory, provenance, spelling
from literate.build import Build
from literate.errors import StoreError

PAGE_CODE = "literate.typesetting"
FORM = 1  # of what is remembered of the report: raise it when that changes


class Pages:
    """The pages of a build's questions and the report's files."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.plan = build.plan
        self.templates = build.plan.root / "templates"
        self.outputs = [build.folder / "report.html", build.folder / "report.pdf"]
        self.commit = provenance.head(build.plan.root)
        self.assembled: int | None = None  # the pages of the report that this build wrote
        self._memory = build.folder / "cache" / "report.json"
        self._own = {f"{name}.md.j2" for name in build.plan.questions}  # the templates of single pages

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
        return _key(self.depends(name, templates))

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
        return _key(self.report_depends())

    def report_depends(self) -> dict[str, Any]:
        """What the report's key is the digest of, in parts that can be named when one of them changes."""
        templates = [path for path in sorted(self.templates.iterdir()) if path.name not in self._own]
        files = {f"templates/{path.name}": path for path in templates}
        files |= {name: self.plan.root / name for name in ("expected.toml", "tried.toml")}
        questions = self.plan.questions
        return {
            "pages": {name: self._page(name) for name in questions},
            "files": {name: _digest(path) for name, path in files.items()},
            "code": self.plan.sources.digests(self.plan.sources.reach(PAGE_CODE)),
            "settings": json.loads(json.dumps(self.plan.settings._asdict(), default=dict)),
            "chosen": {name: dict(question.chosen) for name, question in questions.items()},
            "commit": self.commit,
        }

    def _page(self, name: str) -> list[Any]:
        """What the report takes of a page: which it is, what it rests on, and whether it is stale."""
        path = self.path(name)
        return [self.build.kept.fingerprint(path), self.build.kept.note(path), self.stale(name)]

    def written(self, depends: dict[str, Any], sound: bool) -> None:
        """Remember what the report was made of, and if all of it was `sound`, that it need not be made again."""
        memory.write(self._memory, FORM, depends)
        if sound:
            self.build.kept.made("report", self.outputs, _key(depends))

    def depended(self) -> dict[str, Any]:
        """What the report was made of when it was last written, or nothing where that is not known."""
        return memory.read(self._memory, FORM)


def _key(depends: dict[str, Any]) -> str:
    return spelling.digest(spelling.canonical(depends))


def _digest(path: Path) -> str:
    """Digest of a file's bytes, "" if there is none."""
    return spelling.digest_file(path) if path.is_file() else ""
