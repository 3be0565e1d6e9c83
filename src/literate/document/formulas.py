"""Formulas: LaTeX to SVG with ziamath, at the size of the text around it, with the formula in MathML and in words.

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
    """A drawn formula: SVG, what it says in words and in MathML, and its size and depth in em."""

    svg: str
    alt: str
    math: str
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
    said = _joined(drawn.mathml)
    size = width / 100, height / 100, (y + height) / 100
    return Formula(_tidied(svg), words(said), mathml(said), *size)


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
    text = re.sub(r"(</?)ns\d+:", r"\1", text).replace("xmlns:ns0=", "xmlns=")
    text = text.replace("<svg ", f'<svg color="{INK}" ', 1)
    return re.sub(r"""(fill|stroke)="(black|#000(?:000)?)\"""", r'\1="currentColor"', text)


def _joined(element: ET.Element) -> ET.Element:
    """A copy without namespaces and with nothing but texts, whose upright letters in a row are one word."""
    made = ET.Element(element.tag.rpartition("}")[2])
    made.text = (element.text or "").strip() or ("\N{NO-BREAK SPACE}" if made.tag == "mtext" else "")
    upright: ET.Element | None = None
    for child in element:
        copied, letter = _joined(child), child.get("mathvariant") == "normal"
        if letter and upright is not None:
            upright.text = f"{upright.text}{copied.text}"
            continue
        made.append(copied)
        upright = copied if letter else None
    return made[0] if made.tag == "mrow" and len(made) == 1 else made


def mathml(element: ET.Element) -> str:
    """A formula for those who hear the page: it stands beside the drawing, which they do not."""
    return f"<math>{ET.tostring(element, encoding='unicode', short_empty_elements=False)}</math>"


_SAYS = {
    "∑": "sum", "∏": "product", "∫": "integral", "\N{COMBINING CIRCUMFLEX ACCENT}": "hat", "¯": "bar",
    "\N{INVISIBLE TIMES}": "", "\N{FUNCTION APPLICATION}": "",
}  # fmt: skip
_POWERS = {"2": "squared", "3": "cubed", "⊤": "transposed", "′": "prime"}
_WITHIN = re.compile(r"(?<=[(\[{]) | (?=[)\]},])")  # spaces within brackets, and before a comma


def words(element: ET.Element) -> str:
    """MathML in one line of words, with spaces between: `sum over i of x sub i squared`."""
    parts = [words(child) for child in element]
    if element.tag in ("munder", "munderover") and element[0].text in ("∑", "∏", "∫"):
        limits = f"from {parts[1]} to {parts[2]}" if len(parts) > 2 else f"over {parts[1]}"
        return f"{parts[0]} {limits} of"
    if element.tag in ("msub", "munder"):
        return f"{parts[0]} sub {_bracketed(parts[1])}"
    if element.tag in ("msubsup", "munderover"):
        return f"{parts[0]} sub {_bracketed(parts[1])} {_power(parts[2])}"
    if element.tag == "msup":
        return f"{parts[0]} {_power(parts[1])}"
    if element.tag == "mfrac":
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}"
    if element.tag == "msqrt":
        return f"square root of ({' '.join(parts)})"
    if element.tag == "mroot":
        return f"{parts[1]}-th root of {_bracketed(parts[0])}"
    text = (element.text or "").strip()
    return _WITHIN.sub("", " ".join(filter(None, (_SAYS.get(text, text), *parts))))


def _power(text: str) -> str:
    return _POWERS.get(text, f"to the power {_bracketed(text)}")


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text
