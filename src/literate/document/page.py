"""A page: a template with its numbers bound, its claims judged and its exhibits inside, as plain data.

What only the whole report knows (numbers of figures, links to other pages) is left open, so that a kept page
is assembled again later without its results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from literate.document import quoted, template
from literate.document.exhibits import Exhibit
from literate.document.listings import Listing
from literate.document.verdicts import Judged
from literate.document.weighing import Weigh, unweighed
from literate.document.writer import Writer
from literate.errors import TemplateError, nearest


@dataclass(frozen=True)
class Page:
    """A rendered template.

    html      with open places for what the whole report knows
    headings  {"level", "text", "id"}
    labels    {"name", "kind", "anchor", "part"} of figures, tables and equations, in order
    claims    every claim and conjecture with its verdict
    drawings  name → {"svg", "alt", "width", "data", "runs"}
    cites     keys of the bibliography
    outward   {"page", "name", "file", "line"} of each reference to another page
    """

    name: str
    title: str
    html: str
    headings: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, str]] = field(default_factory=list)
    claims: list[Judged] = field(default_factory=list)
    drawings: dict[str, dict[str, Any]] = field(default_factory=dict)
    cites: list[str] = field(default_factory=list)
    outward: list[dict[str, Any]] = field(default_factory=list)


def to_json(page: Page) -> dict[str, Any]:
    """Plain data; `from_json` gives the page back."""
    return asdict(page)


def from_json(data: Mapping[str, Any]) -> Page:
    """The page that `to_json` wrote; keys of other versions are left out."""
    return Page(**{each.name: data[each.name] for each in fields(Page) if each.name in data})


@dataclass(frozen=True)
class KeptDrawing:
    """A figure out of plain data, as `exhibits.Drawing` describes it."""

    svg: str
    alt: str
    data: dict[str, list[Any]]
    width: float
    caption: str = ""
    runs: dict[str, list[str]] = field(default_factory=dict)


def drawing(data: Mapping[str, Any], runs: Mapping[str, Sequence[str]]) -> KeptDrawing:
    """A figure from its plain data, and the runs behind it."""
    kept = {each.name: data[each.name] for each in fields(KeptDrawing) if each.name in data}
    return KeptDrawing(**kept | {"runs": {name: list(each) for name, each in runs.items()}})


def render(
    name: str,
    path: Path,
    *,
    quantities: Mapping[str, Any],
    exhibits: Mapping[str, Exhibit] | None = None,
    arguments: Mapping[str, Mapping[str, Any]] | None = None,
    code: Callable[[str], Listing] | None = None,
    bibliography: Path | None = None,
    pieces: Mapping[str, str] | None = None,
    weigh: Weigh = unweighed,
) -> Page:
    """The page `name` from its template. Raises `TemplateError`, one line, for its author's mistakes.

    quantities    run → measure → `Quantity` or text, or `Missing` for a run that is not there
    arguments     run → its effective arguments
    code          the source of `module:function`; raises `LookupError` when there is none
    pieces        names that give HTML of the document's own making
    weigh         the interval of a difference, by which claims are judged
    """
    writer = Writer(
        name,
        path,
        quantities,
        exhibits or {},
        arguments or {},
        code,
        bibliography,
        pieces or {},
        weigh,
    )
    environment = template.environment(path.parent, writer.shelf, writer.show)
    environment.filters.update(writer.filters())
    html = writer.html(template.render(environment, path.name, writer.globals()))
    _check_references(writer)
    return _page(writer, html)


def _page(writer: Writer, html: str) -> Page:
    headings = _headings(writer.page, html)
    for claim in writer.sentences.claims:
        claim["text"] = quoted.sentence(html, claim["anchor"]) or claim["text"]
    return Page(
        writer.page,
        headings[0]["text"] if headings else writer.page,
        _with_ids(html, headings),
        headings,
        writer.exhibits.labels,
        sorted(writer.sentences.claims, key=lambda claim: (claim["file"], claim["line"])),
        writer.exhibits.drawings,
        list(dict.fromkeys(writer.sentences.cites)),
        list(_outward(writer)),
    )


def _outward(writer: Writer) -> Iterator[dict[str, Any]]:
    for target, (file, line) in writer.references:
        page, dot, name = target.rpartition(".")
        if dot:
            yield {"page": page, "name": name, "file": file, "line": line}


def _check_references(writer: Writer) -> None:
    """A reference within the page must have its target; one to another page is resolved in the report."""
    known = {label["name"] for label in writer.exhibits.labels}
    for target, (file, line) in writer.references:
        if "." not in target and target not in known:
            raise TemplateError(
                f"{file}:{line}  no figure, table or equation '{target}' on this page{nearest(target, known)}"
            )


_HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)


def _headings(page: str, html: str) -> list[dict[str, Any]]:
    """Headings with an id each: their own, or one made of the page and the words."""
    found: list[dict[str, Any]] = []
    for level, own, inner in _HEADING.findall(html):
        text = " ".join(re.sub(r"<[^>]+>", "", inner).split())
        named = own or f"{page}-{slug(text)}"
        taken = sum(each["slug"] == named for each in found)
        found.append(
            {"level": int(level), "text": text, "slug": named, "id": f"{named}-{taken}" if taken else named}
        )
    return found


def slug(text: str) -> str:
    """Words as a part of an id: `what-failed`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _with_ids(html: str, headings: list[dict[str, Any]]) -> str:
    ids = iter(headings)
    return _HEADING.sub(lambda found: f'<h{found[1]} id="{next(ids)["id"]}">{found[3]}</h{found[1]}>', html)
