"""A contact sheet: every figure of the gallery with its bytes, its alt text and what it adds to its caption.

`python -m tests.literate.figures.sheet FILE.html` writes one file to look at in a browser, on light and dark paper.
"""

from __future__ import annotations

import base64
import html
import sys
from pathlib import Path

from literate.figures import fonts
from literate.figures.canvas import Drawing

from .gallery import GALLERY

STYLE = """body { font: 12px/1.4 "Report Sans"; display: flex; flex-wrap: wrap; gap: 2em; align-items: flex-start; }
figure { margin: 0; } figcaption { color: #667; max-width: 60em; } b { color: #223; }"""


def face(weight: int, file: str) -> str:
    """An `@font-face` rule with the figures' own font inside."""
    data = base64.b64encode((fonts.folder() / file).read_bytes()).decode()
    source = f"url(data:font/otf;base64,{data})"
    return f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight}; src: {source}; }}'


def shown(name: str, drawing: Drawing) -> str:
    """One figure at its printed size, and below it what is said of it."""
    words = html.escape(f"{drawing.alt} {drawing.caption}".strip())
    said = f"<b>{name}</b>, {len(drawing.svg.encode())} bytes. {words}"
    return f'<figure style="width:{drawing.width:g}mm">{drawing.svg}<figcaption>{said}</figcaption></figure>'


def sheet() -> str:
    """The whole sheet as one HTML file."""
    faces = "".join(face(weight, file) for weight, file in fonts.FILES.items())
    figures = "".join(shown(name, draw()) for name, draw in GALLERY.items())
    head = f'<meta charset="utf-8"><title>Figures</title><style>{faces}{STYLE}</style>'
    return f'<!DOCTYPE html><html lang="en">{head}{figures}'


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(sheet(), encoding="utf-8")
