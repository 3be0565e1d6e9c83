"""The project that a command is about, opened as a build opens it, so that both say the same; nothing runs.

A command is a `doit.cmd_base.Command` with `cmd_options = project.OPTIONS` whose `execute` works `with opened(params)`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from doit.cmd_base import opt_cwd, opt_dodo, opt_seek_file
from doit.exceptions import InvalidDodoFile
from doit.loader import get_module

from literate import pipeline
from literate.errors import BuildError
from literate.pages import Pages

OPTIONS = (opt_dodo, opt_cwd, opt_seek_file)  # where doit looks for the project


def flag(name: str, help: str, short: str = "") -> dict[str, Any]:
    """An option that is said or not, as doit describes it."""
    return {"name": name, "short": short, "long": name, "type": bool, "default": False, "help": help}


def root(params: Mapping[str, Any]) -> Path:
    """The folder of the project."""
    return Path(get_module(params["dodoFile"], params["cwdPath"], params["seek_file"]).__file__).parent


@contextmanager
def opened(params: Mapping[str, Any]) -> Iterator[Pages]:
    """The plan, kept results and pages under `report.toml` and `key=value`; what is learnt of files is kept at the end.

    Raises `InvalidDodoFile`, which doit prints as one line, for what is wrong in settings, tasks or the command.
    """
    pages = pipeline.opened(root(params))
    try:
        yield pages
    except BuildError as error:
        raise InvalidDodoFile(str(error)) from None
    finally:
        pages.build.close()


def say(lines: Iterable[str]) -> None:
    """Print lines; whoever reads them may stop early, as `head` does."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at its end
