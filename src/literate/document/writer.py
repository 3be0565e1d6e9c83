"""What a template can say on one page: numbers, filters, exhibits, references, code.

Each function makes a piece of HTML and puts it on the shelf; what must be checked or kept is noted down.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from literate.document import claims, markdown, marks, rounding, tables, template, uncertain, verdicts
from literate.document.exhibits import Exhibit, Exhibits
from literate.document.listings import Listing
from literate.document.names import page_names
from literate.document.quantity import Form, Missing, Quantity, formed
from literate.document.sentences import Sentences
from literate.document.shelf import Shelf, escape, later
from literate.document.spans import missing_html, number_html, word_html
from literate.document.weighing import SUPPORTED, Weigh
from literate.document.word import Word


@dataclass
class Writer:
    """One page in the making; the first nine fields are `page.render`'s."""

    page: str
    path: Path
    quantities: Mapping[str, Any]
    held: Mapping[str, Exhibit]
    arguments: Mapping[str, Mapping[str, Any]]
    code: Callable[[str], Listing] | None
    entries: Path | None
    pieces: Mapping[str, str]
    weigh: Weigh
    shelf: Shelf = field(default_factory=Shelf)
    references: list[tuple[str, tuple[str, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = page_names(self.page, self.quantities, self.arguments)
        self.exhibits = Exhibits(self.page, self.held, self._prose)
        self.sentences = Sentences(self.exhibits, self.shelf, self.names, self.path, self.entries, self.weigh)
        self.markdown = markdown.reader(self.sentences)

    def html(self, source: str) -> str:
        """The page's HTML, every piece in its place."""
        return self.shelf.fill(self.markdown.render(source))

    def globals(self) -> dict[str, Any]:
        """Everything a template may name."""
        return {
            **self.names,
            **{
                name: Markup(self.shelf.put(piece, block=True) if piece else "")
                for name, piece in self.pieces.items()
            },
            "figure": self._shelved(self.exhibits.figure),
            "table": self._shelved(self.exhibits.table),
            "ref": self.ref,
            "compare": self.compare,
            "holds": self.holds,
            "interval": self.interval,
            "code": self._shelved(self.listing),
            "key": self._shelved(self.key),
        }

    def filters(self) -> dict[str, Callable[..., Any]]:
        """How a number may be printed: `num(3)`, `percent`, `points`, `words`, `seconds`, `exact`."""
        return {kind: jinja2.pass_context(functools.partial(_as_form, kind)) for kind in rounding.FORMS}

    def show(self, value: Any) -> str:
        """What `{{ value }}` leaves in the Markdown."""
        if isinstance(value, Missing):
            return self.shelf.put(missing_html(value), f"({value.run} missing)")
        if isinstance(value, Quantity):
            return self.shelf.put(number_html(value), rounding.text(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.shelf.put(rounding.exact(value), rounding.exact(value))
        text = str(value)
        return self.shelf.put(word_html(value) if isinstance(value, Word) else escape(text), text)

    def ref(self, target: str) -> Any:
        """`Figure 1`, `Table 2` or `equation (1)`, linked; `q1.svm` refers to another page."""
        self.references.append((target, template.here()))
        page, dot, name = target.rpartition(".")
        return Markup(self.shelf.put(later("ref", page if dot else self.page, name), name))

    def compare(self, a: Any, b: Any, within: float | None = None) -> Any:
        """The words that are true of two numbers: `better than`, `worse than`, `not distinguishable from`."""
        typed = "; of a typed number write a claim, as in [above 0.9]{? adam.test > 0.9}"
        for each in (a, b):
            if isinstance(_result(each, "compare", typed), Missing):
                return each
        word, found = verdicts.compared(a, b, within, self.weigh)
        text, asked = f"{a.name} is {word} {b.name}", "" if a.parts or b.parts else f"{a.name} > {b.name}"
        anchor = self.sentences.note(template.here(), text, asked, found, True, "compared")
        claim = self.sentences.claims[-1]
        beside = self.shelf.put(marks.aside(claim), aside=True) if claim["weight"] else ""
        return Markup(self.shelf.put(marks.compared(claim, anchor, word), word) + beside)

    def interval(self, number: Any) -> Any:
        """A number or difference with the ends of its interval: `0.969 (0.947 to 0.983)`."""
        if isinstance(_result(number, "interval"), Missing):
            return number
        ends = uncertain.ends(number, self.weigh)
        piece = f"{number_html(number)} ({escape(ends)})" if ends else number_html(number)
        return Markup(
            self.shelf.put(piece, f"{rounding.text(number)} ({ends})" if ends else rounding.text(number))
        )

    def holds(self, predicate: str) -> bool:
        """Whether a predicate is supported, to choose between texts by."""
        return verdicts.verdict(claims.parse(predicate), self.names, self.weigh).verdict == SUPPORTED

    def listing(self, name: str, caption: str = "") -> str:
        """The source of `module:function`."""
        if self.code is None:
            raise LookupError(f"no code is known here, so {name!r} cannot be shown")
        return self.exhibits.listing(name, self.code(name), caption)

    def key(self, *numbers_and_label: Any) -> str:
        """One key number of the cover, or several with arrows between; the last argument says what it is."""
        *given, label = numbers_and_label
        numbers = [_result(each, "key") for each in given]
        shown = " → ".join("–" if isinstance(each, Missing) else number_html(each) for each in numbers)
        sure = " → ".join(map(tables.spread, numbers)) if all(map(tables.spread, numbers)) else ""
        spreads = f'<p class="sure">{sure}</p>' if sure else ""
        what = self._prose(str(label))
        return f'<div class="key"><p class="value">{shown}</p>{spreads}<p class="what">{what}</p></div>'

    def _shelved(self, make: Callable[..., str]) -> Callable[..., Any]:
        """A template's function whose HTML goes to the shelf."""

        def shelved(*given: Any, **named: Any) -> Any:
            return Markup(self.shelf.put(make(*given, **named), block=True))

        return shelved

    def _prose(self, text: str) -> str:
        """A caption: one line of Markdown."""
        return self.shelf.fill(self.markdown.renderInline(text)) if text else ""


def _result(value: Any, asked: str, instead: str = "") -> Quantity | Missing:
    """A result that a template hands on. Raises `ValueError` for a number or text of its own."""
    if not isinstance(value, Quantity | Missing):
        raise ValueError(f"{asked} is for results such as adam.test, and {str(value)!r} is none{instead}")
    return value


def _as_form(kind: str, _: Any, value: Any, decimals: int | None = None) -> Any:
    """A filter; that it takes the context keeps Jinja from turning `6 | words` into text by itself."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = Quantity(float(value), "fraction" if kind in ("percent", "points") else "")
    if not isinstance(value, Quantity | Missing):
        raise ValueError(f"{kind} is for numbers, and {str(value)!r} is none")
    form: Form = (kind, decimals)
    return formed(value, form)
