"""What a template can say on one page: numbers, filters, exhibits, references, claims, citations, code.

Each method makes a piece of HTML and puts it on the shelf; what must be checked or kept is noted down.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from literate.document import bibliography, claims, formulas, markdown, rounding, template, verdicts
from literate.document.exhibits import Exhibit, Exhibits
from literate.document.listings import Listing
from literate.document.names import Names, page_names
from literate.document.quantity import Form, Missing, Quantity, formed
from literate.document.shelf import Shelf, escape, later, unmarked
from literate.document.tables import missing_html, number_html
from literate.document.verdicts import CONJECTURE, MISSING, REFUTED, SUPPORTED, Judged
from literate.errors import TemplateError, nearest


class Writer:
    """One page in the making."""

    def __init__(
        self,
        page: str,
        path: Path,
        quantities: Mapping[str, Any],
        exhibits: Mapping[str, Exhibit],
        arguments: Mapping[str, Mapping[str, Any]],
        code: Callable[[str], Listing] | None,
        sources: Sequence[str],
        commit: str,
        bibliography: Path | None,
        pieces: Mapping[str, str],
    ) -> None:
        self.pieces = pieces
        self.page, self.path, self.code, self.source_files, self.commit = page, path, code, sources, commit
        self.bibliography = bibliography
        self.names: Names = page_names(page, quantities, arguments)
        self.shelf = Shelf()
        self.exhibits = Exhibits(page, exhibits, self._prose)
        self.claims: list[Judged] = []
        self.cites: list[str] = []
        self.missing: list[Missing] = []
        self.references: list[tuple[str, tuple[str, int]]] = []
        self.markdown = markdown.reader(
            markdown.Readers(self._claim, self._conjecture, self._cite, self._math)
        )

    def html(self, source: str) -> str:
        """The page's HTML, every piece in its place; a paragraph that held only an exhibit is no paragraph."""
        html = self.shelf.fill(self.markdown.render(source))
        return re.sub(r"<p>(<(figure|div|ul)\b.*?</\2>)\s*</p>", r"\1", html, flags=re.DOTALL)

    def globals(self) -> dict[str, Any]:
        """Everything a template may name."""
        return {
            **self.names,
            **{name: Markup(self.shelf.put(piece) if piece else "") for name, piece in self.pieces.items()},
            "figure": self._shelved(self.exhibits.figure),
            "table": self._shelved(self.exhibits.table),
            "ref": self.ref,
            "compare": self.compare,
            "code": self._shelved(self.listing),
            "sources": self._shelved(self.sources),
            "key": self._shelved(self.key),
        }

    def filters(self) -> dict[str, Callable[..., Any]]:
        """How a number may be printed: `num(3)`, `percent`, `points`, `words`, `seconds`, `exact`."""
        return {kind: functools.partial(_as_form, kind) for kind in rounding.FORMS}

    def show(self, value: Any) -> str:
        """What `{{ value }}` leaves in the Markdown."""
        if isinstance(value, Missing):
            self.missing.append(value)
            return self.shelf.put(missing_html(value), f"({value.run} missing)")
        if isinstance(value, Quantity):
            return self.shelf.put(number_html(value), rounding.text(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.shelf.put(rounding.exact(value), rounding.exact(value))
        text = str(value)
        return self.shelf.put(escape(text), text)

    def ref(self, target: str) -> Any:
        """`Figure 1`, `Table 2` or `equation (1)`, linked; `q1.svm` refers to another page."""
        self.references.append((target, template.here()))
        page, dot, name = target.rpartition(".")
        return Markup(self.shelf.put(later("ref", page if dot else self.page, name), name))

    def compare(self, a: Any, b: Any, within: float = 1.0) -> Any:
        """The word that is true of two numbers."""
        for each in (a, b):
            if isinstance(each, Missing):
                return each
        word = verdicts.compared(a, b, within)
        title = escape(f"{a.name} {rounding.text(a)}, {b.name} {rounding.text(b)}")
        runs = escape(" ".join(dict.fromkeys(a.runs + b.runs)))
        return Markup(
            self.shelf.put(f'<span class="compared" data-run="{runs}" title="{title}">{word}</span>', word)
        )

    def listing(self, name: str, caption: str = "") -> str:
        """The source of `module:function`."""
        if self.code is None:
            raise LookupError(f"no code is known here, so {name!r} cannot be shown")
        return self.exhibits.listing(name, self.code(name), caption)

    def sources(self) -> str:
        """The source files of the page's question at their commit."""
        at = f" at commit <code>{escape(self.commit[:10])}</code>" if self.commit else ""
        files = ", ".join(f"<code>{escape(file)}</code>" for file in self.source_files)
        return f'<div class="sources"><p>Source files{at}: {files}.</p></div>'

    def key(self, *numbers_and_label: Any) -> str:
        """One key number of the cover, or several with arrows between them; the last argument says what it is."""
        *numbers, label = numbers_and_label
        shown = " → ".join("–" if isinstance(each, Missing) else number_html(each) for each in numbers)
        self.missing.extend(each for each in numbers if isinstance(each, Missing))
        return f'<div class="key"><p class="value">{shown}</p><p class="what">{self._prose(str(label))}</p></div>'

    def _shelved(self, make: Callable[..., str]) -> Callable[..., Any]:
        """A template's function whose HTML goes to the shelf."""

        def shelved(*given: Any, **named: Any) -> Any:
            return Markup(self.shelf.put(make(*given, **named)))

        return shelved

    def _prose(self, text: str) -> str:
        """A caption: one line of Markdown."""
        return self.shelf.fill(self.markdown.renderInline(text)) if text else ""

    def _claim(self, text: str, predicate: str, other: str | None) -> tuple[str, str, str]:
        file, line = self.shelf.place(predicate)
        said = self.shelf.plain(predicate).strip()
        try:
            judged = verdicts.verdict(claims.parse(said), self.names)
        except (ValueError, LookupError) as error:
            raise TemplateError(f"{file}:{line}  {error.args[0]}") from None
        otherwise = judged.verdict == REFUTED and other is not None
        kind = SUPPORTED if otherwise else judged.verdict
        shown = other if otherwise and other is not None else text
        now = judged.now if kind == REFUTED else ""
        anchor = self._note(file, line, shown, said, kind, judged.evidence, now, otherwise)
        return _marked(anchor, kind, judged, shown)

    def _conjecture(self, text: str, inside: str) -> tuple[str, str, str]:
        file, line = self.shelf.place(inside)
        anchor = self._note(file, line, text, "", CONJECTURE, "", "", False)
        return (
            f'<span class="conjecture" id="{anchor}">',
            text,
            '<span class="mark" title="a conjecture: nothing here measures it">?</span></span>',
        )

    def _note(
        self,
        file: str,
        line: int,
        text: str,
        predicate: str,
        verdict: str,
        evidence: str,
        now: str,
        otherwise: bool,
    ) -> str:
        """Keeps a claim for the appendix; gives its anchor."""
        anchor = f"{self.page}-claim-{len(self.claims) + 1}"
        self.claims.append(
            Judged(
                anchor=anchor,
                file=file,
                line=line,
                text=" ".join(re.sub(r"[*_`]", "", self.shelf.plain(text)).split()),
                predicate=predicate,
                verdict=verdict,
                evidence=evidence,
                now=now,
                otherwise=otherwise,
            )
        )
        return anchor

    def _cite(self, inside: str) -> str:
        entries = bibliography.read(self.bibliography) if self.bibliography else {}
        file, line = self.shelf.place(inside)
        links = []
        for key in (part.strip().removeprefix("@") for part in unmarked(inside).split(";")):
            if key not in entries:
                where = self.bibliography.name if self.bibliography else "a bibliography"
                raise TemplateError(f"{file}:{line}  no entry '{key}' in {where}{nearest(key, entries)}")
            self.cites.append(key)
            links.append(
                f'<a class="cite" href="#cite-{escape(key)}">{escape(bibliography.cited(entries[key]))}</a>'
            )
        return f"({'; '.join(links)})"

    def _math(self, latex: str, display: bool, label: str) -> str:
        latex = self.shelf.plain(latex)
        if not display and (simple := formulas.plain(latex)) is not None:
            return simple
        try:
            drawn = formulas.formula(latex, display)
        except ValueError as error:
            raise TemplateError(f"{self.path.name}  {error}") from None
        key = f"{self.page}-formula-{len(self.exhibits.drawings)}"
        self.exhibits.drawings[key] = {
            "svg": drawn.svg,
            "alt": drawn.alt,
            "em": [drawn.width, drawn.height, drawn.depth],
        }
        picture = later("drawing", key)
        return self.exhibits.equation(label, picture) if display else picture


def _as_form(kind: str, value: Any, decimals: int | None = None) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = Quantity(float(value), "fraction" if kind in ("percent", "points") else "")
    if not isinstance(value, Quantity | Missing):
        raise ValueError(f"{kind} is for numbers, and {str(value)!r} is none")
    form: Form = (kind, decimals)
    return formed(value, form)


def _marked(anchor: str, kind: str, judged: verdicts.Verdict, shown: str) -> tuple[str, str, str]:
    """A claim's opening, text and closing: a quiet mark when it holds, a red one with the numbers when it does not."""
    evidence = escape(judged.evidence)
    opening = f'<span class="claim {kind}" id="{anchor}">'
    if kind == REFUTED:
        note = f'<span class="note refuted"><strong>refuted</strong> {evidence}</span>'
        return opening, shown, f'<span class="mark" title="refuted: {evidence}">×</span></span>{note}'
    if kind == MISSING:
        return opening, shown, f'<span class="mark" title="not judged: {evidence}">not judged</span></span>'
    return (
        opening,
        shown,
        f'<a class="mark" href="#{anchor}-verdict" title="supported: {evidence}">✓</a></span>',
    )
