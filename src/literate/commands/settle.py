"""`doit settle q3:15`: add seeds to the runs of a claim within noise until it is decided."""

from __future__ import annotations

import re
from typing import Any

from doit.cmd_base import Command
from doit.exceptions import InvalidCommand, InvalidDodoFile

from literate import pipeline, settling
from literate.added_seeds import FILE
from literate.commands import project
from literate.errors import BuildError

BUDGET = {
    "name": "budget",
    "long": "budget",
    "type": float,
    "default": 30.0,
    "help": "minutes to spend; a look that would take longer than is left is not begun (30)",
}


class Settle(Command):  # type: ignore[misc]
    """Looks at 3, 5, 8 … seeds; seeds.toml keeps how many each run has."""

    doc_purpose = "add seeds to the runs of a claim within noise until it is decided"
    doc_usage = "q3:15"
    cmd_options = (*project.OPTIONS, BUDGET)

    def execute(self, params: Any, args: list[str]) -> int:
        """Settle the claims of a line; the status is 1 while one of them is undecided."""
        after, _ = self.cmdparser.parse(args[1:])  # doit itself reads no options behind a word
        place, minutes = _place(args[:1]), (after if args[1:] else params)["budget"]
        root = project.root(params)
        try:
            decided = settling.settle(lambda: pipeline.opened(root), place, minutes * 60, print)
        except BuildError as error:
            raise InvalidDodoFile(str(error)) from None
        print(
            f"{'decided' if decided else 'not decided'}; {FILE} keeps the seeds: doit makes the report of them"
        )
        return 0 if decided else 1


def _place(args: list[str]) -> settling.Place:
    """The page and line of `q3:15`, or `q3.md.j2:15` as the terminal says it."""
    found = re.fullmatch(r"(\w+)(?:\.md\.j2)?:(\d+)", args[0]) if len(args) == 1 else None
    if not found:
        raise InvalidCommand("settle takes one line of one page, as in doit settle q3:15")
    return settling.Place(found[1], int(found[2]))
