"""What Markdown hands back while a page is read: claims to judge, conjectures, citations and formulas.

Each method gives HTML and notes down what the page keeps. A mistake is told with the file and the line it
stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from literate.document import bibliography, claims, formulas, template, verdicts
from literate.document.exhibits import Exhibits
from literate.document.marginalia import NOTE
from literate.document.shelf import Shelf, escape, later, unmarked
from literate.document.verdicts import CONJECTURE, MISSING, REFUTED, SUPPORTED, Judged, Verdict
from literate.errors import TemplateError, nearest


class Sentences:
    """The checked prose of one page."""

    def __init__(
        self, exhibits: Exhibits, shelf: Shelf, names: Mapping[str, Any], template: Path, entries: Path | None
    ) -> None:
        self.exhibits, self.shelf, self.names, self.template = exhibits, shelf, names, template
        self.entries = entries
        self.claims: list[Judged] = []
        self.cites: list[str] = []

    def claim(self, text: str, predicate: str, other: str | None) -> tuple[str, str, str]:
        """Judges a claim: opening HTML, the text that is shown, closing HTML."""
        file, line = self.shelf.place(predicate)
        said = self.shelf.plain(predicate).strip()
        try:
            judged = verdicts.verdict(claims.parse(said), self.names)
        except (ValueError, LookupError) as error:
            raise TemplateError(f"{file}:{line}  {error.args[0]}") from None
        if judged.verdict == REFUTED and other is not None:
            judged = Verdict(SUPPORTED, judged.evidence)
            return _marked(self._note((file, line), other, said, judged, True), judged, other)
        return _marked(self._note((file, line), text, said, judged, False), judged, text)

    def conjecture(self, text: str, inside: str) -> tuple[str, str, str]:
        """Marks what nothing here measures."""
        anchor = self._note(self.shelf.place(inside), text, "", Verdict(CONJECTURE, ""), False)
        mark = '<span class="mark" title="a conjecture: nothing here measures it">?</span>'
        return f'<span class="conjecture" id="{anchor}">', text, f"{mark}</span>"

    def _note(
        self, place: tuple[str, int], text: str, predicate: str, found: Verdict, otherwise: bool
    ) -> str:
        """Keeps a claim for the appendix; gives its anchor."""
        anchor = f"{self.exhibits.page}-claim-{len(self.claims) + 1}"
        plain = " ".join(re.sub(r"[*_`]", "", self.shelf.plain(text)).split())
        self.claims.append(
            {
                "anchor": anchor,
                "file": place[0],
                "line": place[1],
                "text": plain,
                "predicate": predicate,
                "verdict": found.verdict,
                "evidence": found.evidence,
                "now": found.now,
                "otherwise": otherwise,
            }
        )
        return anchor

    def _line(self, latex: str) -> str:
        """Where a formula stands, found by its first line."""
        first = latex.strip().partition("\n")[0]
        for file in template.files(self.template):
            for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if first in text:
                    return f"{file.name}:{line}"
        return self.template.name

    def cite(self, inside: str) -> str:
        """Authors and year of `@key; @key`, linked to the bibliography."""
        entries = bibliography.read(self.entries) if self.entries else {}
        file, line = self.shelf.place(inside)
        links = []
        for key in (part.strip().removeprefix("@") for part in unmarked(inside).split(";")):
            if key not in entries:
                where = self.entries.name if self.entries else "a bibliography"
                raise TemplateError(f"{file}:{line}  no entry '{key}' in {where}{nearest(key, entries)}")
            self.cites.append(key)
            links.append(
                f'<a class="cite" href="#cite-{escape(key)}">{escape(bibliography.cited(entries[key]))}</a>'
            )
        return f"({'; '.join(links)})"

    def math(self, latex: str, display: bool, label: str) -> str:
        """A formula, numbered when it is displayed with a label."""
        latex = self.shelf.plain(latex)
        if not display and (simple := formulas.plain(latex)) is not None:
            return simple
        try:
            drawn = formulas.formula(latex, display)
        except ValueError as error:
            raise TemplateError(f"{self._line(latex)}  {error}") from None
        key = f"{self.exhibits.page}-formula-{len(self.exhibits.drawings)}"
        size = [drawn.width, drawn.height, drawn.depth]
        self.exhibits.drawings[key] = {"svg": drawn.svg, "alt": drawn.alt, "em": size}
        picture = later("drawing", key)
        return self.exhibits.equation(label, picture) if display else picture


def _marked(anchor: str, judged: Verdict, shown: str) -> tuple[str, str, str]:
    """Opening, text and closing of a claim: a quiet mark when it holds, a red one with numbers when not."""
    evidence = escape(judged.evidence)
    opening = f'<span class="claim {judged.verdict}" id="{anchor}">'
    if judged.verdict == REFUTED:
        note = f'{NOTE} refuted"><strong>refuted</strong> {evidence}</span>'
        return opening, shown, f'<span class="mark" title="refuted: {evidence}">×</span></span>{note}'
    if judged.verdict == MISSING:
        return opening, shown, f'<span class="mark" title="not judged: {evidence}">not judged</span></span>'
    link = f'<a class="mark" href="#{anchor}-verdict" title="supported: {evidence}">✓</a>'
    return opening, shown, f"{link}</span>"
