"""Reasons outside a conjecture: nothing that a run measures says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from literate.lint.finding import Finding
from literate.lint.prose import CITED, Prose
from literate.lint.vocabulary import REASON

# the reason of a source is no guess
_REASON = re.compile(rf"\b{REASON}\b(?![^.\n]{{0,40}}{CITED})", re.IGNORECASE)


def find(prose: Prose) -> Iterator[Finding]:
    """Every reason of a template that is not marked as a conjecture."""
    for found in _REASON.finditer(prose.text):
        if not prose.kinds(found.start()) & {"conjecture", "literal"}:
            what = f"“{' '.join(found[0].split())}” gives a reason that nothing measures"
            instead = "mark it, as in [Its momentum may be the reason.]{conjecture}"
            yield Finding(prose.file, prose.line(found.start()), "reason", what, instead)
