"""`doit diff`: what changed since a build that was kept, such as the last one that was handed in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from doit.cmd_base import Command

from literate import changes, kept, snapshot
from literate.commands import project
from literate.errors import StoreError
from literate.pages import Pages

KEEP = project.flag("keep", "keep the present build to compare with")
ALL = project.flag("all", "also numbers that moved within noise")
JSON = project.flag("json", "the changes as JSON")


class Diff(Command):  # type: ignore[misc]
    """`doit diff [--keep] [--all] [--json] [NAME]`"""

    name = "diff"
    doc_purpose = "what changed since the build that was kept: numbers, claims, figures, runs"
    doc_usage = "[NAME]"
    doc_description = (
        "A build is kept under a name (last), in build/kept/, or in a file of your own, NAME.json."
    )
    cmd_options = (*project.OPTIONS, KEEP, ALL, JSON)

    def execute(self, params: Mapping[str, Any], args: list[str]) -> int:
        """Keep the present build, or print what changed; the status is 1 only when there is nothing to compare."""
        with project.opened(params) as pages:
            try:
                self._compared(pages, params, args[0] if args else "last")
            except StoreError as error:
                print(error)
                return 1
        return 0

    def _compared(self, pages: Pages, params: Mapping[str, Any], name: str) -> None:
        file, now = snapshot.path(pages, name), snapshot.take(pages)
        if params["keep"]:
            kept.save(file, now)
            print(
                f"kept {len(now['numbers'])} numbers and {len(now['claims'])} claims in {_shown(pages, file)}"
            )
            return
        was = snapshot.load(file)
        found = changes.between(was, now)
        if params["json"]:
            print(json.dumps([change._asdict() for change in found], ensure_ascii=False, indent=1))
            return
        for stale in (f"{one}: {why}" for one in pages.plan.questions if (why := pages.stale(one))):
            print(f"{stale} Run doit first, or compare what was last built:")
        if was["profile"] != now["profile"]:
            print(
                f"the kept build is of the profile {was['profile']}, this one of {now['profile']}: other data"
            )
        for line in changes.lines(found, params["all"]):
            print(line)
        print(_sum(found, _shown(pages, file), was["commit"][:10]))


def _sum(found: list[changes.Change], file: str, commit: str) -> str:
    since = f"since {file}{f' at commit {commit}' if commit else ''}"
    return (
        f"{len(found)} {'change' if len(found) == 1 else 'changes'} {since}"
        if found
        else f"nothing changed {since}"
    )


def _shown(pages: Pages, file: Any) -> str:
    root = pages.plan.root
    return str(file.relative_to(root) if file.is_relative_to(root) else file)
