"""The report's own fonts: found in their packages, cut to Western writing and mathematics, and kept.

Family names are the report's own, so that no font of the machine is ever taken for them. The last family
covers symbols that the others lack. Once cut, a font costs neither the web page nor the PDF's own subsetting
much.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.util
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CUT = 3  # raise when what is kept of a font changes
RANGES = (
    "20-7E A0-17F 1E9E 2C6-2DD 391-3C9 2010-2027 202F-2044 2070-209C 20AC 2113 2122 2190-2193 2200-2265 25CF "
    "2713 FB00-FB04"
)
FEATURES = ["kern", "liga", "tnum", "lnum", "ccmp", "locl", "mark", "sups", "smcp"]


@dataclass(frozen=True)
class Face:
    """One weight and style of a family, and the file it is in."""

    family: str
    weight: int
    style: str
    package: str
    file: str

    @property
    def key(self) -> str:
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}-{self.style}"


def _source(family: str, package: str, stem: str) -> list[Face]:
    weights = [(400, "normal", "Regular"), (400, "italic", "It"), (600, "normal", "Semibold")]
    return [
        Face(family, weight, style, package, f"files/{stem}-{name}.otf") for weight, style, name in weights
    ]


FACES = (
    *_source("Report Serif", "font_source_serif_pro", "SourceSerifPro"),
    Face("Report Serif", 600, "italic", "font_source_serif_pro", "files/SourceSerifPro-SemiboldIt.otf"),
    *_source("Report Sans", "font_source_sans_pro", "SourceSansPro"),
    Face("Report Mono", 400, "normal", "matplotlib", "mpl-data/fonts/ttf/DejaVuSansMono.ttf"),
)
SYMBOLS = Face("Report Symbols", 400, "normal", "matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf")


def path(face: Face) -> Path:
    """The face's file, found without importing its package."""
    spec = importlib.util.find_spec(face.package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"font package {face.package} is not installed: run `uv sync`")
    return Path(spec.submodule_search_locations[0]) / face.file


def common() -> frozenset[str]:
    """Characters that every text face is cut to."""
    spans = [part.partition("-") for part in RANGES.split()]
    return frozenset(
        chr(code) for low, _, high in spans for code in range(int(low, 16), int(high or low, 16) + 1)
    )


def web(cache: Path, text: str) -> str:
    """`@font-face` rules with the fonts inside; the symbols only as far as the text needs them."""
    rules = [_rule(face, packed(cut(face, common(), cache), cache)) for face in FACES]
    rare = frozenset(text) - common() - set("\n\t\r")
    if rare:
        rules.append(_rule(SYMBOLS, packed(cut(SYMBOLS, rare, cache), cache)))
    return "\n".join(rules)


def paper() -> str:
    """`@font-face` rules that name the fonts as `font:key`, which only the PDF's own fetcher understands."""
    faces = (*FACES, SYMBOLS)
    return "\n".join(f'@font-face {{ {_names(face)} src: url("font:{face.key}"); }}' for face in faces)


def file(key: str, cache: Path, text: str) -> bytes:
    """The font behind `font:key`. Raises `KeyError`."""
    face = {each.key: each for each in (*FACES, SYMBOLS)}[key]
    return cut(face, frozenset(text) if face is SYMBOLS else common(), cache)


@functools.cache
def covered() -> frozenset[str]:
    """Every character that some face of the report can show."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path(SYMBOLS), lazy=True) as font:
        symbols = frozenset(map(chr, font.getBestCmap()))
    return symbols | common()


def shown(text: str) -> str:
    """Text in which `�` stands for what no face has, so that no font of the machine steps in."""
    strange = set(text) - covered() - set("\n\t\r")
    return text.translate({ord(character): "\ufffd" for character in strange}) if strange else text


def cut(face: Face, characters: frozenset[str], cache: Path) -> bytes:
    """A face cut to some characters; kept under a digest of all that decides it."""
    decides = f"{CUT} {face.key} {path(face).stat().st_size} {''.join(sorted(characters))}"
    return _kept(cache / f"{face.key}-{_digest(decides)}.otf", lambda: _cut(path(face), characters))


def packed(data: bytes, cache: Path) -> bytes:
    """A font as WOFF2; kept under its own digest."""
    return _kept(cache / f"{_digest(data.hex())}.woff2", lambda: _packed(data))


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    if file.is_file():
        return file.read_bytes()
    data = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(file)
    return data


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _cut(file: Path, characters: frozenset[str]) -> bytes:
    from fontTools import subset, ttLib  # type: ignore[import-untyped]  # 0.2 s, only when not kept yet

    options = subset.Options(layout_features=FEATURES, notdef_outline=True, name_IDs=[1, 2, 6], hinting=False)
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM"]  # FontForge's own times
    font = ttLib.TTFont(file, recalcTimestamp=False, recalcBBoxes=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(character) for character in characters])
    cutter.subset(font)
    return _saved(font)


def _packed(data: bytes) -> bytes:
    from fontTools import ttLib

    font = ttLib.TTFont(io.BytesIO(data), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = "woff2"
    return _saved(font)


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _rule(face: Face, data: bytes) -> str:
    source = f'url("data:font/woff2;base64,{base64.b64encode(data).decode()}") format("woff2")'
    return f"@font-face {{ {_names(face)} font-display: block; src: {source}; }}"


def _names(face: Face) -> str:
    return f'font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
