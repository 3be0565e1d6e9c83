"""Formulas: LaTeX to SVG with ziamath, at the size of the text around it, with the formula in words.

Plain numbers and single letters are set in the body's own font: they read better, and cost nothing.
"""

from __future__ import annotations

import functools
import re
import threading
import warnings
import xml.etree.ElementTree as ET
from dataclasses import dataclass

INK = "#1c2024"  # of the text in print
_NUMBER = re.compile(r"[-−]?\d[\d\s]*(?:\.\d+)?")
_LETTER = re.compile(r"[A-Za-z]")
_SIGN = re.compile(
    r"(^|[=<>,(\[{]|\\(?:leq?|geq?|in|neq?|approx|sim|to)\b)\s*(\\pm\b|\\mp\b|[-+])(?=\s*[\w\\.])"
)
_ONE_AT_A_TIME = threading.Lock()  # pages are made in threads, and ziafont seeks in one open font file


@dataclass(frozen=True)
class Formula:
    """A drawn formula: SVG, what it says in words, and its size and depth in em."""

    svg: str
    alt: str
    width: float
    height: float
    depth: float


def plain(latex: str) -> str | None:
    """The HTML of a formula that needs no drawing, or None."""
    latex = latex.strip()
    if _LETTER.fullmatch(latex):
        return f"<i>{latex}</i>"
    return latex.replace("-", "−") if _NUMBER.fullmatch(latex) else None


@functools.lru_cache(maxsize=1024)
def formula(latex: str, display: bool = False) -> Formula:
    """A formula drawn. Raises `ValueError` that quotes a formula which ziamath cannot read."""
    with warnings.catch_warnings():  # it finds its font by a function that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config  # 0.15 s that a page without formulas need not pay
        from ziamath.zmath import Latex

    config.svg2 = False
    config.precision = 1  # a thousandth of an em
    try:
        with _ONE_AT_A_TIME:
            drawn = Latex(_signed(latex), size=100, inline=not display, margin=0)
            svg = drawn.svgxml()
    except Exception as error:
        raise ValueError(
            f"formula not understood: {latex.strip()!r} ({error or type(error).__name__})"
        ) from None
    _, y, width, height = (float(number) for number in svg.attrib["viewBox"].split())
    svg.attrib.pop("width", None)
    svg.attrib.pop("height", None)
    return Formula(_tidied(svg), words(drawn.mathml), width / 100, height / 100, (y + height) / 100)


def _signed(latex: str) -> str:
    """A sign after a relation, a comma or an opening bracket belongs to its number, as in TeX: ziamath spaces it."""
    return _SIGN.sub(r"\1{\2}", latex.strip())


def _tidied(svg: ET.Element) -> str:
    """The drawing in the colour of the text, without its namespace prefixes and its own title.

    As an image of the PDF it has no text around it: then it is in ink, as figures are.
    """
    for child in [each for each in svg if each.tag.endswith("title")]:
        svg.remove(child)
    text = ET.tostring(svg, encoding="unicode")
    text = re.sub(r"(</?)ns\d+:", r"\1", text).replace("xmlns:ns0=", f'color="{INK}" xmlns=')
    return re.sub(r"""(fill|stroke)="(black|#000(?:000)?)\"""", r'\1="currentColor"', text)


_SAYS = {
    "∑": "sum", "∏": "product", "∫": "integral", "≤": "≤", "∥": "‖", "\u2062": "", "\u2061": "", "−": "−",
}  # fmt: skip


def words(element: ET.Element) -> str:
    """MathML in one line of words: fractions with a slash, indices with _ and ^, limits as `from … to …`."""
    tag = element.tag.rsplit("}", 1)[-1]
    parts = [words(child) for child in element]
    if tag == "mfrac":
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
    if tag in ("msup", "mover"):
        return f"{parts[0]}^{_bracketed(parts[1])}"
    if tag in ("msub", "munder"):
        return f"{parts[0]}_{_bracketed(parts[1])}"
    if tag == "msubsup":
        return f"{parts[0]}_{_bracketed(parts[1])}^{_bracketed(parts[2])}"
    if tag == "munderover":
        return f"{parts[0]} from {parts[1]} to {parts[2]} of "
    if tag == "msqrt":
        return f"√({''.join(parts)})"
    text = (element.text or "").strip()
    said = _SAYS.get(text, text)
    if tag == "mo" and said in "=+−<>≤≥≈∼→∈×·" and said:
        said = f" {said} "
    return " ".join((said + "".join(parts)).split(" ")).strip("\n")


def _bracketed(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
