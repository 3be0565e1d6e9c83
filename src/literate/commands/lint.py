"""`doit lint`: what the templates assert by hand; it warns and stops nothing, so its exit status is 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from doit.cmd_base import Command

from literate import kept
from literate.commands import project
from literate.document import checklist, quantity, template
from literate.lint import comparatives, numbers, prose, reasons, suggestions, unused
from literate.lint.finding import Finding
from literate.pages import Pages

HONEST = "a literal that is meant stands in [text]{literal}"


class Lint(Command):  # type: ignore[misc]
    """`doit lint [q2 …]`"""

    name = "lint"
    doc_purpose = "warn of numbers, comparisons and reasons that stand in the templates unchecked"
    doc_usage = "[QUESTION …]"
    doc_description = f"Each line says where, what, and what to write instead; {HONEST}."
    cmd_options = project.OPTIONS

    def execute(self, params: Mapping[str, Any], args: list[str]) -> int:
        """Print each warning on a line and their number on the last."""
        with project.opened(params) as pages:
            found = sorted(findings(pages, args))
        for each in found:
            print(each)
        print(f"{len(found)} {'warning' if len(found) == 1 else 'warnings'}{f'; {HONEST}' if found else ''}")
        return 0


def findings(pages: Pages, asked: list[str]) -> Iterator[Finding]:
    """What the templates of the questions asked for, or of all, assert by hand."""
    texts = {_name(pages, path): _text(path) for path in sorted(pages.templates.glob("**/*.md.j2"))}
    plans = {name: _plan(pages, name) for name in pages.plan.questions if not asked or _matches(name, asked)}
    seen: set[str] = set()
    if said := checklist.unwritten(texts.values()):
        what, _, instead = said.partition("; ")
        yield Finding("appendix.md.j2", 1, "missing", what, instead)
    for name, plan in plans.items():
        files = template.files(pages.templates / f"{name}.md.j2")
        own = {_name(pages, path): _text(path) for path in files}
        for file in own.keys() - seen:
            yield from _of_prose(file, own[file], _known(pages, name))
        yield from unused.find(plan, own, [text for file, text in texts.items() if file not in own])
        seen |= own.keys()
    for file in texts.keys() - seen if not asked else ():
        yield from _of_prose(file, texts[file], {})


def _of_prose(file: str, text: str, known: Mapping[str, float]) -> Iterator[Finding]:
    read = prose.read(text, file)
    yield from numbers.find(read, known)
    yield from comparatives.find(read)
    yield from reasons.find(read)


def _plan(pages: Pages, name: str) -> unused.Plan:
    """What a question makes, by name and place."""
    question = pages.plan.questions[name]
    tables = {key: frozenset(_words(table.arguments)) for key, table in question.tables.items()}
    runs = {key: call.where for key, call in question.runs.items()}
    figures = {key: call.where for key, call in question.figures.items()}
    return unused.Plan(name, runs, figures, tables)


def _known(pages: Pages, name: str) -> dict[str, float]:
    """What the page may quote by now, kept numbers and arguments."""
    build, plan = pages.build, pages.plan
    numbers_ = {
        each.key: quantity.names_from_json(kept.load(each.document(build.folder))["made"])
        for each in plan.question_exhibits(name)
        if each.kind == "quantities" and build.has_exhibit(each)
    }
    arguments = {
        key: {"args": plan.arguments(plan.seeded[name, key][0])} for key in plan.questions[name].runs
    }
    return dict((*suggestions.names(numbers_), *suggestions.names(arguments)))


def _words(value: Any) -> Iterator[str]:
    """Every text in the arguments of a table, keys included: the runs are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (*_words(key), *_words(each))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


def _matches(name: str, asked: list[str]) -> bool:
    return any(fnmatch(name, one) for one in asked)


def _name(pages: Pages, path: Path) -> str:
    """A template as its author includes it: `parts/data.md.j2`."""
    return path.relative_to(pages.templates).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
