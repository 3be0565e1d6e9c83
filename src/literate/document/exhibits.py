"""Figures, tables and listings in a page: numbered with the whole report, missing ones as marked gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from literate.document import listings, tables
from literate.document.names import UnknownName
from literate.document.pictures import NARROW
from literate.document.quantity import Missing
from literate.document.shelf import escape, later
from literate.document.spans import from_runs
from literate.document.tables import Table

COLUMN = 118.0  # mm, the width of the text; a wider figure takes the margin too
LINE = 78  # characters, the longest line of code that fits the column


class Drawing(Protocol):
    """A picture: tidied SVG, what it shows in words, the columns behind it, its width in mm.

    caption    what the data add to the author's caption, or ""
    runs       under "" all that it came from, and under each name that it gives to one that run
    """

    @property
    def svg(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def data(self) -> Any: ...
    @property
    def width(self) -> float: ...
    @property
    def caption(self) -> str: ...
    @property
    def runs(self) -> Mapping[str, Sequence[str]]: ...


@dataclass(frozen=True)
class Made:
    """A table of the document's own making: its `<table>`, and the class that the style knows it by."""

    html: str
    kind: str


Exhibit = Drawing | Table | Made | Missing


@dataclass
class Exhibits:
    """The exhibits of one page, as its template shows them: what was shown is kept for the page.

    labels    {"name", "kind", "anchor", "part"} of each thing that can be referred to
    drawings  name → {"svg", "alt", "width", "data", "runs"} of each picture shown
    """

    page: str
    held: Mapping[str, Exhibit]
    prose: Callable[[str], str]
    labels: list[dict[str, str]] = field(default_factory=list)
    drawings: dict[str, dict[str, Any]] = field(default_factory=dict)

    def figure(self, *names: str, caption: str = "", name: str = "", **panels: str) -> str:
        """One numbered figure of one or more panels. Raises `UnknownName`, or `ValueError` for odd panels."""
        letters = "abcdefgh"[: len(names)]
        if not names or len(names) > 8:
            raise ValueError('figure takes one to eight names, as in figure("confusion", "roc", caption="…")')
        if odd := sorted(set(panels) - set(letters)):
            raise ValueError(f"figure has no panel {odd[0]!r}: its panels are {', '.join(letters)}")
        chosen = [self._held(each, "figure") for each in names]
        anchor = self._label("figure", name or names[0])
        for letter, each in zip(letters, names, strict=True):
            self._label("figure", each, anchor, letter if len(names) > 1 else "")
        inner = "".join(
            self._panel(each, drawing, letter if len(names) > 1 else "", panels.get(letter, ""))
            for letter, each, drawing in zip(letters, names, chosen, strict=True)
        )
        more = _drawn(chosen[0]) if len(names) == 1 else ""
        said = " ".join(filter(None, (self._number("Figure", anchor), self.prose(caption), more)))
        wide = sum(_width(drawing) for drawing in chosen) > COLUMN + 1
        return (
            f'<figure id="{anchor}" class="figure{" wide" if wide else ""}"><div class="panels">{inner}</div>'
            f'<figcaption id="{anchor}-caption">{said}</figcaption></figure>'
        )

    def table(self, name: str, caption: str = "") -> str:
        """One table, numbered when it has a caption. Raises `UnknownName`."""
        table = self._held(name, "table")
        anchor = self._label("table", name) if caption else f"{self.page}-table-{escape(name)}"
        head = (
            f'<figcaption id="{anchor}-caption">{self._number("Table", anchor)} {self.prose(caption)}</figcaption>'
            if caption
            else ""
        )
        if isinstance(table, Table):
            inner, kind, note = tables.as_html(table), " wide" if table.wide else "", tables.spreads(table)
        else:
            made = isinstance(table, Made)
            inner, kind, note = (
                (table.html, f" wide {table.kind}", "") if made else (self._gap(table), "", "")
            )
        if caption:
            inner = inner.replace("<table>", f'<table aria-labelledby="{anchor}-caption">', 1)
        scroll = f'<div class="scroll" tabindex="0">{inner}</div>'
        return f'<figure id="{anchor}" class="table{kind}">{head}{scroll}{note}</figure>'

    def equation(self, label: str, inner: str) -> str:
        """One displayed equation, numbered when it has a label."""
        if not label:
            return f'<div class="equation"><span class="formula">{inner}</span></div>'
        anchor = self._label("equation", f"eq:{label}")
        number = f'<span class="tag">({later("number", anchor)})</span>'
        return f'<div class="equation" id="{anchor}"><span class="formula">{inner}</span>{number}</div>'

    def listing(self, name: str, source: listings.Listing, caption: str = "") -> str:
        """One code listing under the name and place of its source."""
        end = source.line + len(source.text.rstrip("\n").splitlines()) - 1
        place = f"{escape(source.path)}, lines {source.line}–{end}"
        said = f"{self.prose(caption)} " if caption else ""
        wide = " wide" if max(map(len, source.text.splitlines()), default=0) > LINE else ""
        return (
            f'<figure class="listing{wide}"><figcaption>{said}<code>{escape(name)}</code> '
            f'<span class="place">{place}</span></figcaption>{listings.as_html(source)}</figure>'
        )

    def _held(self, name: str, kind: str) -> Any:
        wanted = {
            key
            for key, each in self.held.items()
            if isinstance(each, Missing) or isinstance(each, Table | Made) == (kind == "table")
        }
        if name not in wanted:
            raise UnknownName(f"{kind} '{name}' on this page", name, wanted)
        return self.held[name]

    def _label(self, kind: str, name: str, anchor: str = "", part: str = "") -> str:
        own = anchor or f"{self.page}-{name}".replace(":", "-")
        known = {label["name"]: label for label in self.labels}
        if name in known and (known[name]["anchor"] != own or not anchor):
            raise ValueError(
                f"{kind} '{name}' is shown twice: show it once and refer to it by ref(\"{name}\")"
            )
        if name in known and part:
            known[name]["part"] = part
        elif name not in known:
            self.labels.append({"name": name, "kind": kind, "anchor": own, "part": part})
        return own

    def _panel(self, name: str, drawing: Any, letter: str, caption: str) -> str:
        if isinstance(drawing, Missing):
            picture = self._gap(drawing)
        else:
            key = f"{self.page}-{name}"
            self.drawings[key] = {
                "svg": drawing.svg,
                "alt": drawing.alt,
                "width": drawing.width,
                "data": _columns(drawing.data),
                "runs": {name: list(runs) for name, runs in drawing.runs.items()},
            }
            picture = later("drawing", key)
        mark = f'<span class="letter">{letter}</span>' if letter else ""
        said = " ".join(filter(None, (mark, self.prose(caption), _drawn(drawing) if letter else "")))
        below = f'<p class="panel-caption">{said}</p>' if said else ""
        focus = ' tabindex="0"' if _width(drawing) > NARROW else ""  # a phone scrolls it
        return f'<div class="panel"{focus}>{picture}{below}</div>'

    def _number(self, kind: str, anchor: str) -> str:
        return f'<span class="label">{kind} {later("number", anchor)}.</span>'

    def _gap(self, missing: Missing) -> str:
        said = f"<strong>{escape(missing.run)}</strong> is missing: {escape(missing.why)}"
        return f'<div class="gap"><p>{said}</p></div>'


def _drawn(drawing: Any) -> str:
    """What the data add to a caption."""
    said = "" if isinstance(drawing, Missing) else drawing.caption
    return f'<span class="drawn"{from_runs(drawing.runs.get("", ()))}>{escape(said)}</span>' if said else ""


def _width(drawing: Any) -> float:
    return 80.0 if isinstance(drawing, Missing) else float(drawing.width)


def _columns(data: Any) -> dict[str, list[Any]]:
    """The columns behind a picture as plain lists, whatever arrays they were."""
    plain: dict[str, list[Any]] = {}
    for key, column in dict(data or {}).items():
        values = column.tolist() if hasattr(column, "tolist") else column
        plain[str(key)] = (
            list(values) if isinstance(values, Sequence) and not isinstance(values, str) else [values]
        )
    return plain
