"""Source Sans Pro for the figures, read from its package and known to matplotlib under a name of our own.

A name of our own keeps fonts installed on a machine from changing a figure, even one by that name. The report's
style sheet declares the same name with the same files, so that a width measured here is the width printed
there.
"""

import functools
import importlib.util
import unicodedata
from pathlib import Path

from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

FAMILY = "Report Sans"
FILES = {400: "SourceSansPro-Regular.otf", 600: "SourceSansPro-Semibold.otf"}
MM = 72 / 25.4  # points in a millimetre


def folder() -> Path:
    """Where the font package keeps its files; an error that says what to install if it is absent."""
    spec = importlib.util.find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("figures: the package font-source-sans-pro is missing; run `uv sync`")
    return Path(spec.submodule_search_locations[0]) / "files"


def register() -> None:
    """Make both weights known to matplotlib under `FAMILY`, in place of any font of the machine by that name."""
    others = [entry for entry in fontManager.ttflist if entry.name != FAMILY]
    own = [
        FontEntry(fname=str(folder() / name), name=FAMILY, weight=weight) for weight, name in FILES.items()
    ]
    fontManager.ttflist[:] = others + own


@functools.cache
def _charmap() -> frozenset[int]:
    return frozenset(get_font(str(folder() / FILES[400])).get_charmap())


def printable(text: str) -> str:
    """`text` with each character that the font lacks spelled as its code point, such as U+2A0C."""
    known = _charmap()
    shown = (c if ord(c) in known and unicodedata.category(c)[0] != "C" else f"U+{ord(c):04X}" for c in text)
    return "".join(shown)


@functools.lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = 400) -> float:
    """Printed width of `text` in mm at `size` points."""
    font = get_font(str(folder() / FILES[weight]))
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / MM


def shortened(text: str, room: float, size: float, weight: int = 400) -> str:
    """`text`, or as much of its beginning as fits in `room` mm with an ellipsis."""
    text = printable(text)
    if width(text, size, weight) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        shorter = text[:end].rstrip(" ,;-–_") + "…"
        if width(shorter, size, weight) <= room:
            return shorter
    return "…"


def wrapped(text: str, room: float, size: float) -> list[str]:
    """`text` on one line, or on two, broken at the space that makes the longer one shortest; each fits `room` mm."""
    words = printable(text).split(" ")
    ways = [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    if width(printable(text), size) <= room or not ways:
        return [shortened(text, room, size)]
    best = min(ways, key=lambda way: max(width(line, size) for line in way))
    return [shortened(line, room, size) for line in best]


def properties(size: float, weight: int = 400) -> FontProperties:
    """The report's font at `size` points."""
    return FontProperties(family=[FAMILY], size=size, weight=weight)
