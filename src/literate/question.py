"""A question of the report: what to run, what to draw, what to tabulate and what the prose may quote.

`tasks/q4.py` holds a function `question(settings: Settings) -> Question`; `templates/q4.md.j2` is its page.
"""

from __future__ import annotations

import importlib
import re
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from literate.call import Call
from literate.errors import BuildError, TaskError
from literate.settings import Settings

CHOSEN = ("fixed in advance", "on validation", "on validation, test in sight", "on test")


@dataclass(frozen=True)
class Question:
    """One question.

    figures      name → a call that takes runs and gives a `Drawing`
    quantities   run → a call that takes `runs` (one a seed) with their `labels`, and gives what may be quoted
    tables       name → a call that takes the `names` of the page (run → its quantities) and gives a `Table`
    chosen       argument, such as "lr" or "svm.C" ("*": all others) → how it was chosen, one of `CHOSEN`
    """

    title: str
    runs: Mapping[str, Call]
    figures: Mapping[str, Call] = field(default_factory=dict)
    tables: Mapping[str, Call] = field(default_factory=dict)
    quantities: Mapping[str, Call] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)


def load(root: Path, settings: Settings) -> dict[str, Question]:
    """Every question of `root/tasks/q*.py`, in the order of their numbers. Raises `TaskError` with file and line."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    names = sorted((path.stem for path in (root / "tasks").glob("q*.py")), key=_number)
    questions = {name: _question(name, settings) for name in names}
    for name in names:
        if not (root / "templates" / f"{name}.md.j2").is_file():
            raise TaskError(f"tasks/{name}.py: has no page; write templates/{name}.md.j2")
    return questions


def _question(name: str, settings: Settings) -> Question:
    try:
        question = importlib.import_module(f"tasks.{name}").question(settings)
    except BuildError:
        raise
    except Exception as error:
        raise TaskError(f"{_place(error, name)}: {type(error).__name__}: {error}") from error
    if not isinstance(question, Question):
        raise TaskError(
            f"tasks/{name}.py: question(settings) must return a Question, not {type(question).__name__}"
        )
    for key, run in question.runs.items():
        if not key.isidentifier():
            raise TaskError(f"tasks/{name}.py: {key!r} is no name for a run: letters, digits and underscores")
        if not isinstance(run, Call) or not run.kept:
            raise TaskError(f"tasks/{name}.py: {key} is not made by run(…)")
    for key in set(question.figures) & set(question.tables):
        raise TaskError(f"tasks/{name}.py: {key!r} is both a figure and a table; give one another name")
    for key, how in question.chosen.items():
        if how not in CHOSEN:
            raise TaskError(f"tasks/{name}.py: {key} was chosen {how!r}; allowed: {'; '.join(CHOSEN)}")
    for key in question.quantities:
        if key not in question.runs:
            raise TaskError(f"tasks/{name}.py: quantities of {key!r}, which is no run of this question")
    return question


def _place(error: Exception, name: str) -> str:
    """The last line of a task file in the traceback, or the line of a syntax error."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"tasks/{Path(error.filename).name}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).parent.name == "tasks"]
    return f"tasks/{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else f"tasks/{name}.py"


def _number(name: str) -> tuple[int, str]:
    found = re.match(r"q(\d+)$", name)
    return (int(found[1]) if found else sys.maxsize, name)
