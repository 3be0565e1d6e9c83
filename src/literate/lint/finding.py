"""A finding: where something is asserted by hand, what it is, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One warning. `kind` is number, comparative, reason, unquoted, unshown, unreferred or missing."""

    file: str
    line: int
    kind: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.kind:<11}  {self.what}; {self.instead}"
