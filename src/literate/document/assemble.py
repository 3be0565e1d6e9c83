"""The report out of its pages, for screen and for paper: numbers of exhibits, links, cover and appendix.

The two differ only in how pictures and fonts come: inside the file for the screen, which asks for nothing and
runs no script but its own; by name for the paper, whose maker knows no other names. What a number on the screen
says of itself is left out on paper.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from literate.document import appendix, fonts, page, pictures, spans
from literate.document.appendix import Provenance
from literate.document.numbering import Astray, Numbering
from literate.document.page import Page
from literate.document.shelf import clean, unmarked
from literate.document.verdicts import Judged
from literate.settings import Author

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SECTION = 3  # rank of a question's own headings: `##` in its template, below the report's title and its own
FOOT = 96  # characters of the running foot


@dataclass(frozen=True)
class TitleBlock:
    """What stands above the report. `date` is ISO 8601; `apart` begins each question on a page of its own.

    cut         what the report says of images, epochs and weights that are not those of its profile
    archives    what was used in place of published archives, as "another data.zip (sha256 0123456789)"
    """

    title: str
    subtitle: str = ""
    course: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    profile: str = ""
    tools: str = ""
    archives: tuple[str, ...] = ()
    apart: bool = False
    cut: str = ""
    marks: str = "margin"


@dataclass(frozen=True)
class Gap:
    """A question that was never built, or failed: what to say and what to run."""

    name: str
    title: str
    why: str
    command: str = ""


@dataclass(frozen=True)
class Stale:
    """A page kept from before its code or template changed, and why it is stale."""

    page: Page
    why: str


Part = Page | Gap | Stale


@dataclass(frozen=True)
class Report:
    """The whole report.

    screen       the HTML file
    paper        the HTML that the PDF is made of
    pictures     SVG by the name that `paper` uses
    attachments  the data behind each figure, by file name
    claims       every claim of every page
    astray       every reference to a page that has no such exhibit
    """

    screen: str
    paper: str
    title: str
    date: str
    cache: Path
    pictures: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, bytes] = field(default_factory=dict)
    claims: list[Judged] = field(default_factory=list)
    astray: list[Astray] = field(default_factory=list)


def report(
    parts: Sequence[Part],
    title: TitleBlock,
    provenance: Provenance,
    *,
    templates: Path,
    keys: Mapping[str, Any],
    cache: Path,
) -> Report:
    """The report of all questions in their order.

    keys    the quantities of all pages, for the cover: `q1.svm.accuracy`
    cache   a folder for the fonts that were cut
    """
    pages = [held for held in map(_page, parts) if held is not None]
    cover = page.render("cover", templates / "cover.md.j2", quantities=keys)
    claims = [claim for each in (cover, *pages) for claim in each.claims]
    colophon = appendix.rendered(templates, provenance, claims, pages)
    everything = [cover, *pages, colophon]
    drawings = {name: drawing for each in everything for name, drawing in each.drawings.items()}
    numbering = Numbering(everything)
    paper, screen = _both(templates, _context(parts, title, cover, colophon), numbering, drawings, cache)
    return Report(
        screen,
        paper,
        title.title,
        title.date,
        cache,
        {name: fonts.shown(drawing["svg"]) for name, drawing in drawings.items()},
        {f"{name}.csv": pictures.as_csv(each["data"]) for name, each in drawings.items() if each.get("data")},
        claims,
        list(numbering.astray(everything)),
    )


def _both(
    templates: Path, context: dict[str, Any], numbering: Numbering, drawings: dict[str, Any], cache: Path
) -> tuple[str, str]:
    """The HTML for paper and the HTML for the screen."""
    loader = jinja2.FileSystemLoader(templates)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_cleaned
    )
    environment.filters["day"] = _day
    base = environment.get_template("base.html.j2")
    css = (templates / "report.css").read_text(encoding="utf-8")
    paged = (templates / "paper.css").read_text(encoding="utf-8")
    script = (templates / "report.js").read_text(encoding="utf-8")
    policy = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    def made(kind: str, style: str, picture: Callable[[str, Mapping[str, Any]], str]) -> str:
        html = base.render(**context, kind=kind, css=style, script=script, policy=f"sha256-{policy}")
        filled = numbering.filled(html, lambda name: picture(name, drawings[name]))
        return fonts.shown(unmarked(filled))

    paper = made("paper", "\n".join((fonts.paper(), css, paged)), pictures.referred)
    text = paper + "".join(fonts.shown(drawing["svg"]) for drawing in drawings.values())
    return spans.silent(paper), made("screen", f"{fonts.web(cache, text)}\n{css}", pictures.inline)


def _page(part: Part) -> Page | None:
    return part.page if isinstance(part, Stale) else part if isinstance(part, Page) else None


def _context(parts: Sequence[Part], title: TitleBlock, cover: Page, colophon: Page) -> dict[str, Any]:
    """What the skeleton shows; HTML of our own making is marked as such, everything else is escaped."""
    name = ", ".join(filter(None, (title.course, title.title)))
    return {
        "report": title,
        "name": name,
        "foot": _foot(title, name),
        "authors": [each.name for each in title.authors],
        "cover": Markup(cover.html),
        "appendix": Markup(colophon.html),
        "appendix_title": colophon.title,
        "parts": [_part(each) for each in parts],
    }


def _foot(title: TitleBlock, name: str) -> str:
    """Who and what, in one line that leaves room for the page's number."""
    one = [part for each in title.authors[:1] for part in (each.name, each.roll)]
    who = one if len(title.authors) == 1 else [" and ".join(each.name for each in title.authors)]
    if len(title.authors) > 2:
        who = [f"{title.authors[0].name} et al."]
    return textwrap.shorten(" · ".join(filter(None, (*who, name))), FOOT, placeholder=" …")


def _part(part: Part) -> dict[str, Any]:
    """A question as the skeleton shows it."""
    if isinstance(part, Gap):
        return {"title": part.title, "anchor": f"{part.name}-gap", "gap": part.why, "command": part.command}
    held = part.page if isinstance(part, Stale) else part
    anchor = held.headings[0]["id"] if held.headings else held.name
    stale = part.why if isinstance(part, Stale) else ""
    sections = [each for each in held.headings if each["level"] == SECTION]
    return {
        "title": held.title,
        "anchor": anchor,
        "sections": sections,
        "stale": stale,
        "html": Markup(held.html),
    }


def _cleaned(value: Any) -> Any:
    """A setting as text that forges nothing."""
    return value if isinstance(value, Markup) else clean(str(value))


def _day(date: str) -> str:
    """`3 March 2022`, in no machine's language; a text that is no date stays as it is."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
