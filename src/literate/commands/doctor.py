"""`doit doctor`: is this machine ready, and is what it keeps sound? Each line is ok, or says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from doit.cmd_base import Command

from literate import health, machine
from literate.columns import painted
from literate.commands import project
from literate.machine import Finding
from literate.pages import Pages


class Doctor(Command):  # type: ignore[misc]
    """Check everything."""

    doc_purpose = "check this machine and every kept result, and say what to do"
    doc_description = "Works out every checksum anew. The exit status is 1 if something must be done."
    cmd_options = project.OPTIONS

    def execute(self, params: Any, args: list[str]) -> int:
        """Print a line for each finding as it is made; the exit status is 1 if something is to be done."""
        todo = 0
        with project.opened(params) as pages:
            for finding in _findings(pages):
                todo += not finding.ok
                mark = painted("ok   ", "green") if finding.ok else painted("TO DO", "red")
                project.say([f"{mark}  {finding.said}"])
        return min(todo, 1)


def _findings(pages: Pages) -> Iterator[Finding]:
    """Machine first, then what is kept."""
    root = pages.plan.root
    yield from machine.python(root)
    yield from machine.torch(root)
    yield from machine.rendering()
    yield from machine.disk(root, pages.plan.settings.profile)
    for check in (health.archives, health.results, health.documents, health.left, health.versions):
        yield from check(pages)
