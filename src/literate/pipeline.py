"""The questions as doit's tasks.

    q1 ─┬─ pages:q1 ─┬─ figures:q1.* ────┐
        └─ report    └─ quantities:q1.* ─┴─ runs:q1.* ─ runs:digits …

doit orders the tasks and asks of each whether it is up to date; the answer comes from the kept results, so that its
own database may be lost at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from doit import doit_cmd
from doit.exceptions import InvalidDodoFile

from literate import settings as settings_
from literate import threads
from literate.build import Build
from literate.errors import BuildError, told
from literate.pages import Pages
from literate.plan import Exhibit, Plan
from literate.reporter import Quiet

Task = dict[str, Any]

selected: list[str] = []  # what `doit` was asked for on its command line
_pages: Pages | None = None


def config() -> dict[str, Any]:
    """doit's settings: threads that wait for our workers, as many as there are cores."""
    return {
        "dep_file": "build/cache/doit.json",
        "backend": "kept",
        "reporter": Quiet,
        "num_process": threads.processors(),
        "par_type": "thread",
        "verbosity": 0,
    }


def opened(root: Path) -> Pages:
    """The project in `root` under its settings and doit's `key=value`. What is wrong becomes doit's one-line error."""
    try:
        settings = settings_.load(root / "report.toml", doit_cmd._CMDLINE_VARS)
        build = Build(Plan(root, settings))
        build.say_forgotten()
        return Pages(build)
    except BuildError as error:
        raise InvalidDodoFile(str(error)) from None


def tasks(root: Path) -> Iterator[Task]:
    """doit's tasks for the project in `root`."""
    global _pages
    try:
        (root / "build" / "cache").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidDodoFile(told(error)) from None
    _pages = opened(root)
    yield from _tasks(_pages)


def close(*, finished: bool = True) -> int:
    """End the build: workers, what was learnt, and if it finished the last line. The status is 1 if anything failed."""
    if _pages is None:
        return 0
    _pages.build.close()
    if finished:
        _pages.build.terminal.line(_last_line(_pages))
    return 1 if _pages.build.failures else 0


def _tasks(pages: Pages) -> Iterator[Task]:
    plan = pages.plan
    for name in plan.runs:
        yield _run(pages.build, name)
    for exhibit in plan.exhibits.values():
        yield _exhibit(pages.build, exhibit)
    for name, question in plan.questions.items():
        yield _page(pages, name)
        yield {
            "basename": name,
            "doc": question.title,
            "actions": None,
            "task_dep": [f"pages:{name}", "report"],
        }
    asked = [name for name in plan.questions if any(fnmatch(name, one) for one in selected)] or list(
        plan.questions
    )
    yield {
        "basename": "report",
        "doc": "put the pages together as build/report.html and build/report.pdf",
        "actions": [(_assemble, [pages])],
        "uptodate": [lambda: _asked(pages.has_report)],
        "task_dep": [f"pages:{name}" for name in asked],
        "targets": _targets(plan.root, pages.outputs),
        "clean": True,
    }


def _assemble(pages: Pages) -> None:
    from literate import typesetting

    pages.assembled = typesetting.typeset_report(pages)


def _page(pages: Pages, name: str) -> Task:
    def typeset() -> None:
        from literate import typesetting

        typesetting.typeset_page(pages, name)

    exhibits = [f"{exhibit.kind}:{exhibit.name}" for exhibit in pages.plan.question_exhibits(name)]
    needs = [*(f"runs:{run}" for run in pages.plan.question_runs(name)), *exhibits]
    return _task("pages", name, typeset, lambda: pages.has(name), needs,
                 _targets(pages.plan.root, [pages.path(name)]))  # fmt: skip


def _run(build: Build, name: str) -> Task:
    needs = [f"runs:{other}" for other in build.plan.inputs(build.plan.runs[name])]
    return _task("runs", name, lambda: build.run(name), lambda: build.has_run(name), needs, [])


def _exhibit(build: Build, exhibit: Exhibit) -> Task:
    needs = [f"runs:{other}" for other in build.plan.inputs(exhibit.call)]
    made = _targets(build.plan.root, exhibit.files(build.folder))
    return _task(exhibit.kind, exhibit.name, lambda: build.exhibit(exhibit), lambda: build.has_exhibit(exhibit),
                 needs, made)  # fmt: skip


def _task(
    kind: str,
    name: str,
    action: Callable[[], None],
    uptodate: Callable[[], bool],
    needs: list[str],
    targets: list[str],
) -> Task:
    """A task; `doit clean` removes its targets. A run has none, so its result is never touched."""
    return {
        "basename": kind,
        "name": name,
        "actions": [action],
        "uptodate": [lambda: _asked(uptodate)],
        "task_dep": needs,
        **({"targets": targets, "clean": True} if targets else {}),
    }


def _asked(uptodate: Callable[[], bool]) -> bool:
    """What cannot be read is not up to date: making it again will say what is wrong."""
    try:
        return uptodate()
    except (BuildError, OSError, ValueError):
        return False


def _targets(root: Path, paths: list[Path]) -> list[str]:
    """Made files as doit shows them."""
    return [str(path.relative_to(root)) for path in paths]


def _last_line(pages: Pages) -> str:
    """The files there are, their pages, what ran and what was taken from the store."""
    build = pages.build
    files = [f"build/{path.name}" for path in pages.outputs if path.is_file()]
    made = f"{pages.assembled} pages" if pages.assembled else "not made"
    if pages.assembled is None:
        made = "unchanged" if files else "no report"
    failed = [f"{len(build.failures)} failed"] if build.failures else []
    runs = [
        f"{len(build.done)} runs done",
        f"{len(build.reused.difference(build.done))} taken from the store",
    ]
    return "  ".join([*files, made]) + "   " + ", ".join([*runs, *failed])
