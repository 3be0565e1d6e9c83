"""Pictures in the page: as part of it on screen, by name on paper.

On screen an SVG stands in the HTML, so that its colours follow the page and its cells can say what they are; its ids get the
picture's name, since two pictures may use one id. On paper it is an `<img>`, which is tagged as a figure with its alt text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from literate.document.shelf import escape

_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_ID = re.compile(r'(\bid="|url\(#|href="#)')


def inline(name: str, drawing: Mapping[str, Any]) -> str:
    """The picture as SVG within HTML, with its alt text as label."""
    svg = _ID.sub(rf"\g<1>{escape(name)}-", _HEAD.sub("", drawing["svg"], count=1))
    if "<title>" not in svg:
        svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    kind = "formula" if "em" in drawing else "drawing"
    label = f' class="{kind}" role="img" aria-label="{escape(drawing["alt"])}" style="{_size(drawing)}"'
    return f"<svg{label}{svg[4:]}"


def referred(name: str, drawing: Mapping[str, Any]) -> str:
    """The picture as an image that the PDF's fetcher finds by name."""
    kind = "formula" if "em" in drawing else "drawing"
    return f'<img class="{kind}" src="picture:{escape(name)}" alt="{escape(drawing["alt"])}" style="{_size(drawing)}">'


def _size(drawing: Mapping[str, Any]) -> str:
    """True printed size in mm; a formula in em, sunk by its depth below the line."""
    if "em" in drawing:
        width, height, depth = drawing["em"]
        return f"width:{width:.3f}em;height:{height:.3f}em;vertical-align:{-depth:.3f}em"
    return f"width:{drawing['width']:g}mm"
