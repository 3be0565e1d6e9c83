"""Pictures in the page: as part of it on screen, by name on paper; and the data behind them.

On screen an SVG stands in the HTML, so that its colours follow the page and its cells and curves can say what
they are and which run they came from; its ids get the picture's name, since two pictures may use one id. On
paper it is an `<img>`, which is tagged as a figure with its alt text.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from literate.document import spans
from literate.document.shelf import escape

ZOOM = 1.66  # on screen type is read from further away; so zoomed, 166 mm fill the page's 61.2rem
NARROW = 82.0  # mm, what a phone shows whole
SCROLLED = 1.2  # of a wide picture on a phone, which scrolls it
_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_TITLE = re.compile(r"(?<=<title>)[^<]*(?=</title>)")
_ID = re.compile(r'(\bid="|url\(#|href="#)')


def inline(name: str, drawing: Mapping[str, Any]) -> str:
    """The picture as SVG within HTML, with its alt text as label."""
    svg = _ID.sub(rf"\g<1>{escape(name)}-", _HEAD.sub("", drawing["svg"], count=1))
    if "<title>" not in svg:
        svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    svg = svg.replace('image-rendering="pixelated"', 'style="image-rendering:pixelated"')  # no SVG attribute
    runs = drawing.get("runs") or {}
    svg = _TITLE.sub(lambda found: escape(_says(html.unescape(found[0]), runs)), svg)
    kind = "formula" if "em" in drawing else "drawing"
    origin = spans.from_runs(runs.get("", ()))
    label = f' class="{kind}"{origin} role="img" aria-label="{escape(drawing["alt"])}" style="{_size(drawing, ZOOM)}"'
    return f"<svg{label}{svg[4:]}"


def _says(title: str, runs: Mapping[str, Sequence[str]]) -> str:
    """What a mark says, and its run: a title `Adam: loss 0.1` begins with the name of one of several runs."""
    named = [name for name in runs if name and title.startswith(f"{name}: ")]
    return spans.origin(title, runs.get(max(named, key=len, default=""), ()))


def referred(name: str, drawing: Mapping[str, Any]) -> str:
    """The picture as an image that the PDF's fetcher finds by name."""
    kind = "formula" if "em" in drawing else "drawing"
    shown = f'alt="{escape(drawing["alt"])}" style="{_size(drawing)}"'
    return f'<img class="{kind}" src="picture:{escape(name)}" {shown}>'


def as_csv(data: Mapping[str, Sequence[Any]]) -> bytes:
    """The columns behind a picture as CSV; a shorter column ends early."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(data)
    rows = max((len(column) for column in data.values()), default=0)
    writer.writerows(
        [[column[at] if at < len(column) else "" for column in data.values()] for at in range(rows)]
    )
    return out.getvalue().encode()


def _size(drawing: Mapping[str, Any], zoom: float = 1.0) -> str:
    """True printed size in mm, zoomed for the screen but never below it; a formula in em, sunk below the line."""
    if "em" in drawing:
        width, height, depth = drawing["em"]
        return f"width:{width:.3f}em;height:{height:.3f}em;vertical-align:{-depth:.3f}em"
    wide = SCROLLED if drawing["width"] > NARROW else 1
    least = f";min-width:{wide * drawing['width']:g}mm" if zoom > 1 else ""
    return f"width:{zoom * drawing['width']:g}mm{least}"
