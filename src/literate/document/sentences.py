"""What Markdown hands back while a page is read: claims to judge, conjectures, citations and formulas.

Each method gives HTML and notes down what the page keeps. A mistake is told with the file and the line it
stands in.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from literate.document import bibliography, claims, formulas, marks, template, verdicts
from literate.document.comparing import Verdict
from literate.document.exhibits import Exhibits
from literate.document.shelf import Shelf, escape, later, unmarked
from literate.document.verdicts import Judged
from literate.document.weighing import CONJECTURE, NOISE, REFUTED, SUPPORTED, Weigh
from literate.errors import TemplateError, nearest

_EMPHASIS = re.compile(r"[*`]|\b_|_\b")  # and not the underscores of a name


class Sentences:
    """The checked prose of one page."""

    def __init__(
        self,
        exhibits: Exhibits,
        shelf: Shelf,
        names: Mapping[str, Any],
        template: Path,
        entries: Path | None,
        weigh: Weigh,
    ) -> None:
        self.exhibits, self.shelf, self.names, self.template = exhibits, shelf, names, template
        self.entries, self.weigh = entries, weigh
        self.claims: list[Judged] = []
        self.cites: list[str] = []

    def claim(self, text: str, predicate: str, unsure: str | None, other: str | None) -> tuple[str, str, str]:
        """Judges a claim: opening HTML, the text that is shown, closing HTML.

        `other` stands in its place when it is refuted, and within noise too unless there is a text for that.
        """
        file, line = self.shelf.place(predicate)
        said = self.shelf.plain(predicate).strip()
        try:
            judged = verdicts.verdict(claims.parse(said), self.names, self.weigh)
        except (ValueError, LookupError) as error:
            raise TemplateError(f"{file}:{line}  {error.args[0]}") from None
        instead = {REFUTED: other, NOISE: other if unsure is None else unsure}.get(judged.verdict)
        if instead is None:
            anchor = self.note((file, line), text, said, judged)
        else:
            judged = replace(judged, verdict=SUPPORTED if judged.verdict == REFUTED else NOISE, now="")
            anchor = self.note((file, line), instead, said, judged, otherwise=True)
        opening, closing = marks.around(self.claims[-1], anchor)
        return opening, text if instead is None else instead, closing

    def conjecture(self, text: str, inside: str) -> tuple[str, str, str]:
        """Marks what nothing here measures."""
        anchor = self.note(self.shelf.place(inside), text, "", Verdict(CONJECTURE, ""))
        return marks.conjecture(anchor, text)

    def note(
        self,
        place: tuple[str, int],
        text: str,
        predicate: str,
        found: Verdict,
        otherwise: bool = False,
        kind: str = "claim",
    ) -> str:
        """Keeps a claim for the appendix; gives its anchor."""
        start = f"{self.exhibits.page}-{kind}-"
        anchor = f"{start}{1 + sum(claim['anchor'].startswith(start) for claim in self.claims)}"
        plain = " ".join(_EMPHASIS.sub("", self.shelf.plain(text)).split())
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
                "about": found.about,
                "runs": list(found.runs),
                "seeds": found.seeds,
                "seconds": found.seconds,
                "weight": found.weight,
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
        entries = self._bibliography
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

    @functools.cached_property
    def _bibliography(self) -> dict[str, bibliography.Entry]:
        """Read when the first citation asks for it."""
        return bibliography.read(self.entries) if self.entries else {}

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
        self.exhibits.drawings[key] = {"svg": drawn.svg, "alt": drawn.alt, "math": drawn.math, "em": size}
        picture = later("drawing", key)
        return self.exhibits.equation(label, picture) if display else picture
