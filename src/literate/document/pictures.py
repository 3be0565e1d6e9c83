"""Pictures in the page: as part of it on screen, by name on paper; and the data behind them.

On screen an SVG stands in the HTML, so that its colours follow the page and its cells and curves can say what
they are and which run they came from; its ids get the picture's name, since two pictures may use one id. On
paper it is an `<img>`, which is tagged as a figure with its alt text. A picture of parts, each of which begins with
its box, is on screen an SVG a part: side by side they are the picture, and a phone sets them one below the other.
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

NARROW = 82.0  # mm, what a phone shows whole
POINTS = 72 / 25.4  # in a millimetre
HIDDEN = 'aria-hidden="true"'  # a drawing with the same in words behind it
_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_TITLE = re.compile(r"(?<=<title>)[^<]*(?=</title>)")
_ID = re.compile(r'(\bid="|url\(#|href="#)')
_PART = re.compile(r'<g data-box="([^"]*)">\n(.*?)\n</g>', re.DOTALL)


def inline(name: str, drawing: Mapping[str, Any]) -> str:
    """The picture as SVG within HTML, with its alt text as label."""
    svg = _ID.sub(rf"\g<1>{escape(name)}-", _HEAD.sub("", drawing["svg"], count=1))
    if "<title>" not in svg:
        svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    svg = svg.replace('image-rendering="pixelated"', 'style="image-rendering:pixelated"')  # no SVG attribute
    runs = drawing.get("runs") or {}
    svg = _TITLE.sub(lambda found: escape(_says(html.unescape(found[0]), runs)), svg)
    said = f'role="img" aria-label="{escape(drawing["alt"])}"'
    if "em" in drawing:
        math = drawing.get("math", "")
        return f'<svg class="formula" {HIDDEN if math else said} style="{_size(drawing)}"{svg[4:]}{math}'
    said = f'{spans.from_runs(runs.get("", ()))} {said} style="--width:{drawing["width"]:g}mm"'
    if parts := _PART.findall(svg):
        return f'<div class="drawing parts"{said}>{_parts(parts, drawing["width"])}</div>'
    return f'<svg class="drawing{" scrolled" if drawing["width"] > NARROW else ""}"{said}{svg[4:]}'


def _parts(parts: Sequence[tuple[str, str]], width: float) -> str:
    """An SVG for each part's box (points) and marks, with its share of the whole's `width` (mm)."""
    shares = (float(box.split()[2]) / POINTS / width - 1e-4 for box, _ in parts)  # a row of them must fit
    return "".join(
        f'<svg viewBox="{box}" style="--share:{share:.4f}">{marks}</svg>'
        for (box, marks), share in zip(parts, shares, strict=True)
    )


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


def _size(drawing: Mapping[str, Any]) -> str:
    """True printed size in mm; a formula in em, sunk below the line."""
    if "em" in drawing:
        width, height, depth = drawing["em"]
        return f"width:{width:.3f}em;height:{height:.3f}em;vertical-align:{-depth:.3f}em"
    return f"width:{drawing['width']:g}mm"
