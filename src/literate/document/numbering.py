"""Numbers of figures, tables, equations and footnotes over all pages, and the links that name them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from literate.document.page import Page
from literate.document.shelf import CLOSE, OPEN, escape
from literate.errors import nearest

_LATER = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_WORDS = {"figure": "Figure", "table": "Table", "equation": "equation"}


class Astray(NamedTuple):
    """A reference without a target: the page that it names, where it stands, and what to write instead."""

    page: str
    place: str
    why: str


class Numbering:
    """One number for each anchor, counted by kind in the order of the pages."""

    def __init__(self, pages: Sequence[Page]) -> None:
        counts: Counter[str] = Counter()
        self.numbers: dict[str, int] = {}
        self.labels: dict[tuple[str, str], dict[str, str]] = {}
        for page in pages:
            for label in page.labels:
                self.labels[page.name, label["name"]] = label
                if label["anchor"] not in self.numbers:
                    counts[label["kind"]] += 1
                    self.numbers[label["anchor"]] = counts[label["kind"]]

    def astray(self, pages: Sequence[Page]) -> Iterator[Astray]:
        """The references to another page that have no target there."""
        known = [f"{page}.{name}" for page, name in self.labels]
        for each in (each for page in pages for each in page.outward):
            if (each["page"], each["name"]) not in self.labels:
                wanted = f"{each['page']}.{each['name']}"
                why = f"no figure, table or equation '{wanted}' in the report{nearest(wanted, known)}"
                yield Astray(each["page"], f"{each['file']}:{each['line']}", why)

    def filled(self, html: str, picture: Callable[[str], str]) -> str:
        """HTML with every open place filled; `picture` gives the HTML of a drawing."""
        notes = 0

        def fill(found: re.Match[str]) -> str:
            nonlocal notes
            kind, *names = found[1].split("|")
            if kind == "drawing":
                return picture(names[0])
            if kind == "number":
                return str(self.numbers[names[0]])
            if kind == "ref":
                return self._link(*names)
            notes += kind == "call"
            return str(notes)

        return _LATER.sub(fill, html)

    def _link(self, page: str, name: str) -> str:
        label = self.labels.get((page, name))
        if label is None:
            return f'<span class="missing">{escape(page)}.{escape(name)} missing</span>'
        number = f"{self.numbers[label['anchor']]}{label['part']}"
        shown = f"({number})" if label["kind"] == "equation" else number
        return (
            f'<a class="ref" href="#{label["anchor"]}">{_WORDS[label["kind"]]}\N{NO-BREAK SPACE}{shown}</a>'
        )
