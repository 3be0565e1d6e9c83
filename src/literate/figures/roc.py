"""ROC curves, each class against the rest, with the area under each, ranked.

Above 20 classes the grey curves become a band that holds the middle four fifths of the classes, around their
median. Where all curves hug the upper left corner the axes show that corner alone, and a small square says where
it lies.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from literate.figures import areas, canvas, palette, ranking, thinning, words
from literate.figures.areas import Curve
from literate.figures.canvas import Drawing

POINTS = 1400  # of all curves together, at most
SIDE = 61.0  # mm, height of the panel
CORNER = 0.2  # side of the corner that may be shown alone
HEADING = "area under the curve"
KEY = 9.0  # mm, side of the square that says where the corner lies


def draw(
    run: Mapping[str, Any],
    *,
    scores: str = "test_scores",
    labels: str = "test_labels",
    title: str = "",
    width: float = canvas.HALF,
) -> Drawing:
    """ROC curves of a run's `scores` (N, K) and `labels` (N,); a class without images has no curve."""
    curves = areas.ranked(run[labels], run[scores], [str(name) for name in run["classes"]])
    entries = areas.entries(curves)
    figure, sheet = canvas.canvas(width, SIDE + 10.5 + (5 if title else 0))
    reach = CORNER if _clear(curves, entries, width, CORNER) else 1.0
    free = _clear(curves, entries, width, reach)
    across = width - 12 - (0 if free else ranking.room(entries) + 13)
    axes = canvas.panel(figure, 10, 9, across, SIDE)
    axes.set(xlim=(0, reach), ylim=(1 - reach, 1), xlabel="false positive rate", ylabel="true positive rate")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MultipleLocator(0.05 if reach < 1 else 0.2))
    if title:
        canvas.write(sheet, 10, SIDE + 12.5, title, size=canvas.LARGE, bold=True)
    drawn = _drawn(axes, curves, np.array([across, SIDE]) / reach, reach)
    ranking.draw(sheet, entries, width - 10.5, 9, HEADING)
    if reach < 1:
        _key(sheet, width - 2 - KEY, 9 + ranking.height(entries) + 2, reach)
    return canvas.finish(figure, _alt(curves), _columns(drawn), _said(curves, len(run[labels]), reach))


def _drawn(axes: Axes, curves: list[Curve], scale: NDArray[np.float64], reach: float) -> list[Curve]:
    """Draw chance and the curves, as lines or as a band; return what was drawn."""
    if reach == 1:
        axes.plot([0, 1], [0, 1], color=palette.INK, alpha=palette.FAINT, linewidth=0.5, dashes=(4, 3))
    drawing = _lines if len(curves) <= areas.READABLE else _band
    return drawing(axes, curves, scale, reach)


def _key(sheet: Axes, x: float, y: float, reach: float) -> None:
    """A small square of all rates, and in it the corner that the axes show."""
    sheet.plot([x, x, x + KEY, x + KEY, x], [y, y + KEY, y + KEY, y, y], color=palette.GREY, linewidth=0.4)
    sheet.plot([x, x + KEY], [y, y + KEY], color=palette.GREY, linewidth=0.4, dashes=(4, 3))
    canvas.box(sheet, (x, y + KEY * (1 - reach)), KEY * reach, KEY * reach, palette.INK, 0.75)
    canvas.write(
        sheet, x - 1.5, y + KEY * (1 - reach / 2), "the corner shown", size=canvas.SMALL, ha="right",
        alpha=palette.MUTED,
    )  # fmt: skip


def _said(curves: list[Curve], images: int, reach: float) -> str:
    """What the caption has to say: how many images, which lines are thick, and what the axes leave out."""
    shown = (
        f"false positive rates up to {words.share(reach, 1)} and true ones from {words.share(1 - reach, 1)}"
    )
    enlarged = f" Enlarged: {shown}." if reach < 1 else ""
    return f"{words.count(images)} images. {areas.said(curves)}{enlarged}"


def _corner(curve: Curve, reach: float) -> Curve:
    """The part of a curve with x < reach and y > 1 − reach, both ends on the edge, of a step there the near side."""
    if reach == 1:
        return curve
    low, inside = 1 - reach, (curve.x < reach) & (curve.y > 1 - reach)
    start = float(np.interp(np.nextafter(low, 1), curve.y, curve.x))
    end = float(np.interp(np.nextafter(reach, 0), curve.x, curve.y))
    x, y = np.array([start, *curve.x[inside], reach]), np.array([low, *curve.y[inside], end])
    return Curve(curve.name, x, y, curve.area)


def _lines(axes: Axes, curves: list[Curve], scale: NDArray[np.float64], reach: float) -> list[Curve]:
    """Draw every curve, grey ones first; return what was drawn."""
    thin = _thinned(curves, scale)
    coloured = zip(thin, areas.colours(curves), strict=True)
    for curve, colour in sorted(coloured, key=lambda pair: pair[1] != palette.GREY):
        _line(axes, _corner(curve, reach), colour)
    return thin


def _line(axes: Axes, curve: Curve, colour: str) -> None:
    (line,) = axes.plot(curve.x, curve.y, color=colour, linewidth=0.7 if colour == palette.GREY else 1.1)
    line.set_gid(f"{HEADING} of class {curve.name}: {words.share(curve.area, ranking.DECIMALS)}")


def _thinned(curves: list[Curve], scale: NDArray[np.float64]) -> list[Curve]:
    """The curves with fewer points: within 0.02 mm, doubled until all fit in `POINTS`."""
    tolerance = 0.02
    while True:
        kept = [thinning.kept(np.column_stack([c.x, c.y]) * scale, tolerance) for c in curves]
        if sum(map(len, kept)) <= POINTS or tolerance > 0.3:
            return [Curve(c.name, c.x[k], c.y[k], c.area) for c, k in zip(curves, kept, strict=True)]
        tolerance *= 2


def _band(axes: Axes, curves: list[Curve], scale: NDArray[np.float64], reach: float) -> list[Curve]:
    """Draw median and middle four fifths of all curves, and the best and the worst two."""
    x = np.linspace(0, 1, 501) ** 2
    heights = np.array([np.interp(x, c.x, c.y) for c in curves])
    low, middle, high = np.quantile(heights, [0.1, 0.5, 0.9], axis=0)
    names = ("lowest tenth", "median of classes", "highest tenth")
    band = [
        Curve(n, x, y, float(np.trapezoid(y, x))) for n, y in zip(names, (low, middle, high), strict=True)
    ]
    marked = _thinned([*band, curves[0], *curves[-2:]], scale)
    shown = [_corner(curve, reach) for curve in marked]
    outline = (
        np.concatenate([shown[0].x, shown[2].x[::-1]]),
        np.concatenate([shown[0].y, shown[2].y[::-1]]),
    )
    axes.fill(*outline, color=palette.GREY, alpha=0.25, linewidth=0, gid="middle four fifths of the classes")
    for curve, colour in zip(shown[3:], (palette.BLUE, palette.RED, palette.RED), strict=True):
        _line(axes, curve, colour)
    (line,) = axes.plot(shown[1].x, shown[1].y, color=palette.INK, linewidth=1.1)
    line.set_gid("median of the classes")
    return marked


def _clear(curves: list[Curve], entries: list[ranking.Entry], width: float, reach: float) -> bool:
    """Whether all curves pass above the list in the lower right of a panel that is `reach` wide and high."""
    corner = reach * (width - 20.5 - ranking.room(entries)) / (width - 12)
    least = min(float(np.interp(corner, c.x, c.y)) for c in curves)
    above = 0 if reach == 1 else KEY + 4
    return (least - 1 + reach) / reach * SIDE > ranking.height(entries) + above


def _alt(curves: list[Curve]) -> str:
    known = [curve.area for curve in curves]
    return (
        f"ROC curves of {len(curves)} classes, each against the rest. Area under the curve: highest "
        f"{words.share(known[0])} ({curves[0].name}), median {words.share(float(np.median(known)))}, lowest "
        f"{words.share(known[-1])} ({curves[-1].name})."
    )


def _columns(curves: list[Curve]) -> dict[str, list[Any]]:
    """The points drawn, and with each the area under the whole curve."""
    return {
        "class": [c.name for c in curves for _ in c.x],
        "false_positive_rate": [float(x) for c in curves for x in c.x],
        "true_positive_rate": [float(y) for c in curves for y in c.y],
        "area": [c.area for c in curves for _ in c.x],
    }
