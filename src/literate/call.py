"""A call that has not happened yet, so that a task file is a plan and loading it imports nothing heavy.

    with naming():
        from lab import finetune
        from lab.models import resnet

    run(finetune.train, data=STL10, model=call(resnet.resnet50, width=64), lr=1e-3)

Inside `naming()` the imports give names only. To an editor and a type checker they are the real modules.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from literate.errors import TaskError

NAMED = ("lab", "literate", "measures")  # the packages whose functions a task may name


@dataclass(frozen=True, eq=False)
class Call:
    """A function by name with its arguments; a *run* if its result is kept, else a *part* of another call."""

    function: str  # "lab.finetune:train"
    arguments: Mapping[str, Any]
    kept: bool
    name: str = ""  # what people call the run: "q2.resnet_center", "digits"
    where: str = field(default="", compare=False)  # "tasks/q2.py:31", for messages

    def with_arguments(self, **arguments: Any) -> Call:
        """The same call with some arguments given or replaced."""
        return replace(self, arguments={**self.arguments, **arguments})

    def named(self, name: str) -> Call:
        """The same call under a name for people; it does not count in the fingerprint."""
        return replace(self, name=name)


@dataclass(frozen=True, eq=False)
class EverySeed:
    """A run as an argument of a figure, with all the seeds that it has: a list of them when there are several."""

    run: Call


@dataclass(frozen=True)
class Source:
    """A published file: only its checksum says what it is, wherever it is fetched from.

    checksum    algorithm:hexadecimal, stated by whom the task file says; the start of a digest will do
    size        in bytes, for people who fetch it by hand; a download of twice as much is given up. 0: not known
    """

    file: str
    url: str
    checksum: str
    size: int = 0


def call(function: Callable[..., Any] | Name, /, **arguments: Any) -> Call:
    """A part: made inside the run that takes it, after seeding (a model, a loss), or an exhibit (a figure)."""
    return Call(_text(function), arguments, kept=False, where=_caller())


def run(function: Callable[..., Any] | Name, name: str = "", /, **arguments: Any) -> Call:
    """A call whose result is kept and may be an argument of other calls."""
    return Call(_text(function), arguments, kept=True, name=name, where=_caller())


def function(name: str) -> Callable[..., Any]:
    """The function that a call names: `lab.finetune:train`."""
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found


class Name:
    """A dotted name that stands in for a module or function until the call happens."""

    def __init__(self, dotted: str) -> None:
        self._dotted = dotted

    def __getattr__(self, attribute: str) -> Name:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Name(f"{self._dotted}.{attribute}")

    def __repr__(self) -> str:
        return f"<name {self._dotted}>"


@contextmanager
def naming() -> Iterator[None]:
    """Within, `from lab import svm` gives a name and imports nothing; other imports work as ever."""
    original = builtins.__import__

    def importing(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        if level or name.partition(".")[0] not in NAMED:
            return original(name, globals, locals, fromlist, level)
        if not fromlist:
            raise TaskError(
                f"{_caller()}: write `from {name.rpartition('.')[0] or name} import …` inside naming()"
            )
        return Name(name)

    builtins.__import__ = importing
    try:
        yield
    finally:
        builtins.__import__ = original


def _text(function: Callable[..., Any] | Name) -> str:
    """`lab.svm:train` for a name or a real function (a test or a notebook may have imported it)."""
    if isinstance(function, Name):
        module, _, attribute = function._dotted.rpartition(".")
        return f"{module}:{attribute}"
    return f"{function.__module__}:{function.__qualname__}"


def _caller() -> str:
    """File and line of whoever called `call` or `run`, relative to the project."""
    frame = sys._getframe(2)
    path = Path(frame.f_code.co_filename)
    return f"{'/'.join(path.parts[-2:])}:{frame.f_lineno}"
