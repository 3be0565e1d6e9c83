"""A matplotlib renderer that writes small, self-contained SVG.

matplotlib's own writer gives style attributes, ids, clip paths, `use` elements and six decimals: five times
the bytes, ids that clash when several figures share a page, and opacity groups that WeasyPrint turns into one
form each. This one writes paths and text alone: presentation attributes shared by neighbours stand once on a
group, coordinates are relative with two decimals of a point (0.004 mm), text starts at its left end, ink is
currentColor. It does not clip: a figure keeps its data inside its axes.
"""

import itertools
from bisect import bisect
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from literate.figures import fonts, outlines, palette


class Mark(NamedTuple):
    """One element: its part of the sheet, attributes that neighbours may share, its own, its text, and what it says."""

    part: tuple[int, int]
    tag: str
    paint: tuple[tuple[str, str], ...]
    own: dict[str, str]
    text: str
    says: str


class Renderer(RendererBase):
    """Collects the marks of one figure of `width` × `height` points, cut into parts at `columns` and `rows`.

    A part, such as one panel of several, can be taken out and stand below its neighbour where there is no room beside.
    """

    def __init__(
        self, width: float, height: float, columns: Sequence[float] = (), rows: Sequence[float] = ()
    ) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.columns, self.rows = sorted(columns), sorted(rows)
        self.marks: list[Mark] = []
        self._says: list[str] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in points: one point is one unit."""
        return self.width, self.height

    def open_group(self, s: str, gid: str | None = None) -> None:
        """An artist begins; its gid is what it says on hover."""
        self._says.append(gid or "")

    def close_group(self, s: str) -> None:
        """The artist ends."""
        self._says.pop()

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        """Write one path element, unless nothing of it would be seen."""
        paint, own = _path_paint(gc, rgbFace if len(np.asarray(path.vertices)) > 2 else None)
        placed = transform + Affine2D().scale(1, -1).translate(0, self.height)
        if paint and (d := outlines.spelled(path, placed)):
            first = next(vertex for vertex in np.asarray(path.vertices) if np.isfinite(vertex).all())
            self._add("path", placed.transform(first), paint, {"d": d} | own)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Any = None,
    ) -> None:
        """Write one text element that starts at its left end on the baseline."""
        red, green, blue, alpha = gc.get_rgb()
        paint = {
            "fill": colour((red, green, blue)),
            "font-size": outlines.number(round(100 * prop.get_size_in_points())),
        }
        if prop.get_weight() not in (400, "normal"):
            paint["font-weight"] = str(prop.get_weight())
        if mtext is not None and mtext.get_picker() is False:
            paint["pointer-events"] = "none"
        left, base = outlines.number(round(100 * x)), outlines.number(round(100 * y))
        turn = {"transform": f"rotate({-angle:g} {left} {base})"} if angle else {}
        self._add("text", (x, y), paint, {"x": left, "y": base} | turn | _opacity("fill", alpha), s)

    def draw_picture(
        self, x: float, y: float, width: float, height: float, uri: str, pixelated: bool
    ) -> None:
        """Write one image element; lower left corner and size in points."""
        box = zip(("x", "y", "width", "height"), (x, self.height - y - height, width, height), strict=True)
        own = {name: outlines.number(round(100 * value)) for name, value in box} | {"href": uri}
        paint = {"image-rendering": "pixelated"} if pixelated else {}
        self._add("image", (x, self.height - y), paint, own)

    def _add(self, tag: str, at: Any, paint: dict[str, str], own: dict[str, str], text: str = "") -> None:
        """A mark that begins at x, y in points from the upper left."""
        says = next((s for s in reversed(self._says) if s), "")
        part = bisect(self.rows, at[1]), bisect(self.columns, at[0])
        self.marks.append(Mark(part, tag, tuple(paint.items()), own, text, says))

    def document(self) -> str:
        """The SVG: marks in drawing order, neighbours of the same paint in one group; each part begins with its box."""
        size = (
            f'width="{self.width / fonts.MM:g}mm" height="{self.height / fonts.MM:g}mm" '
            f'viewBox="0 0 {self.width:.2f} {self.height:.2f}"'
        )
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{fonts.FAMILY}" color="#1c2024">'
        return "\n".join([head, *self._parts(), "</svg>"]) + "\n"

    def _parts(self) -> Iterable[str]:
        if not self.columns and not self.rows:
            return _grouped(self.marks)
        marks = sorted(self.marks, key=lambda mark: mark.part)
        parts = itertools.groupby(marks, key=lambda mark: mark.part)
        return (_element("g", {"data-box": self._box(*part)}, _lines(_grouped(same))) for part, same in parts)

    def _box(self, row: int, column: int) -> str:
        """A part's left, top, width and height."""
        x, y = [0.0, *self.columns, self.width], [0.0, *self.rows, self.height]
        box = x[column], y[row], x[column + 1] - x[column], y[row + 1] - y[row]
        return " ".join(f"{length:.2f}" for length in box)


def _lines(elements: Iterable[str]) -> str:
    return "\n".join(["", *elements, ""])


def _grouped(marks: Iterable[Mark]) -> Iterable[str]:
    for paint, same in itertools.groupby(marks, key=lambda mark: mark.paint):
        body = "".join(_with_titles(same))
        yield _element("g", dict(paint), body)


def _with_titles(marks: Iterable[Mark]) -> Iterable[str]:
    for says, same in itertools.groupby(marks, key=lambda mark: mark.says):
        title = _element("title", {}, escape(says)) if says else ""
        elements = list(same)
        if len(elements) == 1 and elements[0].tag != "text":
            yield _element(elements[0].tag, elements[0].own, title)
        else:
            body = "".join(_element(mark.tag, mark.own, escape(mark.text)) for mark in elements)
            yield _element("g", {}, title + body) if title else body


def _element(tag: str, attributes: dict[str, str], body: str) -> str:
    spelled = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{spelled}>{body}</{tag}>" if body else f"<{tag}{spelled}/>"


def _path_paint(gc: GraphicsContextBase, face: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Attributes of a path that neighbours share, and its own; both empty when it is invisible."""
    paint = {"fill": "none"}
    own: dict[str, str] = {}
    forced = gc.get_alpha() if gc.get_forced_alpha() else None
    if face is not None and (face[3] if len(face) == 4 else 1) > 0:
        paint["fill"] = colour(face[:3])
        own |= _opacity("fill", forced if forced is not None else face[3] if len(face) == 4 else 1)
    if gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0:
        paint |= _stroke_paint(gc)
        own |= _opacity("stroke", forced if forced is not None else gc.get_rgb()[3])
    return (paint, own) if len(paint) > 1 or paint["fill"] != "none" else ({}, {})


def _stroke_paint(gc: GraphicsContextBase) -> dict[str, str]:
    paint = {
        "stroke": colour(gc.get_rgb()[:3]),
        "stroke-width": outlines.number(round(100 * gc.get_linewidth())),
    }
    if gc.get_dashes()[1] is not None:
        dashes = np.asarray(gc.get_dashes()[1], dtype=float)
        paint["stroke-dasharray"] = " ".join(outlines.number(round(100 * dash)) for dash in dashes)
    if gc.get_capstyle() != "butt":
        paint["stroke-linecap"] = str(gc.get_capstyle()).replace("projecting", "square")
    return paint | ({"stroke-linejoin": "round"} if gc.get_joinstyle() == "round" else {})


def colour(rgb: Any) -> str:
    """A colour's hexadecimal form, or currentColor for ink."""
    name = to_hex(rgb)
    return "currentColor" if name == palette.INK else name


def _opacity(kind: str, alpha: float) -> dict[str, str]:
    return {f"{kind}-opacity": outlines.number(round(100 * alpha))} if alpha < 1 else {}
