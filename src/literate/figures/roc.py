"""ROC curves, each class against the rest, with the area under each, ranked.

The best class is blue, the worst two are red, the others grey. Above 20 classes the grey curves become a band
that holds the middle four fifths of the classes, around their median.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from literate.figures import canvas, fonts, palette, thinning, words
from literate.figures.canvas import Drawing
from measures import roc

READABLE = 20  # classes drawn one by one
LISTED = 12  # classes in the list; of more, the best and the worst
POINTS = 1400  # of all curves together, at most
SIDE = 52.0  # mm, height of the panel
ROW = 3.1  # mm, a line of the list
NAME = 17.5  # mm, room for a class's name in it


class Curve(NamedTuple):
    """One class against the rest: false and true positive rates (P,), and the area under them."""

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    area: float


def draw(
    run: Mapping[str, Any],
    *,
    scores: str = "test_scores",
    labels: str = "test_labels",
    title: str = "",
    width: float = canvas.HALF,
) -> Drawing:
    """ROC curves of a run's `scores` (N, K) and `labels` (N,); a class without images has no curve."""
    curves = _ranked(run[labels], run[scores], [str(name) for name in run["classes"]])
    figure, sheet = canvas.canvas(width, SIDE + 12 + (4 if title else 0))
    room = _room(curves)
    across = width - 12 if _clear(curves, room, width) else width - 12 - room - 13
    axes = canvas.panel(figure, 10, 9, across, SIDE)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="false positive rate", ylabel="true positive rate")
    if title:
        canvas.write(sheet, 10, SIDE + 13, title, size=canvas.LARGE, bold=True)
    axes.plot([0, 1], [0, 1], color=palette.INK, alpha=palette.FAINT, linewidth=0.5, dashes=(4, 3))
    scale = np.array([across, SIDE])
    drawn = _lines(axes, curves, scale) if len(curves) <= READABLE else _band(axes, curves, scale)
    _list(sheet, curves, room, width)
    return canvas.finish(figure, _alt(curves), _columns(drawn))


def _ranked(labels: Any, scores: Any, names: list[str]) -> list[Curve]:
    """The curves of all classes that have images and a rest, largest area first."""
    areas = roc.areas(labels, scores, len(names))
    exact = roc.curves(labels, scores, len(names))
    curves = [Curve(n, c[0], c[1], float(a)) for n, c, a in zip(names, exact, areas, strict=True) if a == a]
    return sorted(curves, key=lambda curve: -curve.area)


def _colour(rank: int, classes: int) -> str:
    """Best blue, worst two red (fewer where there are few classes), the others grey."""
    if rank == 0:
        return palette.BLUE
    return palette.RED if rank >= classes - min(2, classes - 2) else palette.GREY


def _lines(axes: Axes, curves: list[Curve], scale: NDArray[np.float64]) -> list[Curve]:
    """Draw every curve, grey ones first; return what was drawn."""
    thin = _thinned(curves, scale)
    colours = [_colour(rank, len(curves)) for rank in range(len(curves))]
    for curve, colour in sorted(zip(thin, colours, strict=True), key=lambda pair: pair[1] != palette.GREY):
        _line(axes, curve, colour)
    return thin


def _line(axes: Axes, curve: Curve, colour: str) -> None:
    (line,) = axes.plot(curve.x, curve.y, color=colour, linewidth=0.7 if colour == palette.GREY else 1.1)
    line.set_gid(f"{curve.name}: area {words.share(curve.area)}")


def _thinned(curves: list[Curve], scale: NDArray[np.float64]) -> list[Curve]:
    """The curves with fewer points: within 0.02 mm, doubled until all fit in `POINTS`."""
    tolerance = 0.02
    while True:
        kept = [thinning.kept(np.column_stack([c.x, c.y]) * scale, tolerance) for c in curves]
        if sum(map(len, kept)) <= POINTS or tolerance > 0.3:
            return [Curve(c.name, c.x[k], c.y[k], c.area) for c, k in zip(curves, kept, strict=True)]
        tolerance *= 2


def _band(axes: Axes, curves: list[Curve], scale: NDArray[np.float64]) -> list[Curve]:
    """Draw median and middle four fifths of all curves, and the best and the worst two."""
    x = np.linspace(0, 1, 501) ** 2
    heights = np.array([np.interp(x, c.x, c.y) for c in curves])
    low, middle, high = np.quantile(heights, [0.1, 0.5, 0.9], axis=0)
    names = ("lowest tenth", "median of classes", "highest tenth")
    band = [
        Curve(n, x, y, float(np.trapezoid(y, x))) for n, y in zip(names, (low, middle, high), strict=True)
    ]
    marked = _thinned([*band, curves[0], *curves[-2:]], scale)
    outline = (
        np.concatenate([marked[0].x, marked[2].x[::-1]]),
        np.concatenate([marked[0].y, marked[2].y[::-1]]),
    )
    axes.fill(*outline, color=palette.GREY, alpha=0.25, linewidth=0, gid="middle four fifths of the classes")
    for curve, colour in zip(marked[3:], (palette.BLUE, palette.RED, palette.RED), strict=True):
        _line(axes, curve, colour)
    (line,) = axes.plot(marked[1].x, marked[1].y, color=palette.INK, linewidth=1.1)
    line.set_gid("median of the classes")
    return marked


def _room(curves: list[Curve]) -> float:
    """Width of the list of names and places, mm; the areas take 10 more."""
    return 19.5 + min(
        NAME, max(fonts.width(fonts.printable(name), canvas.SMALL) for name, *_ in _entries(curves))
    )


def _clear(curves: list[Curve], room: float, width: float) -> bool:
    """Whether all curves pass above the list, if it stands in the lower right of a panel of full width."""
    corner = (width - 10.5 - room - 10) / (width - 12)
    return min(float(np.interp(corner, c.x, c.y)) for c in curves) * SIDE > 6 + ROW * len(_entries(curves))


def _list(sheet: Axes, curves: list[Curve], room: float, width: float) -> None:
    """Names, places and areas, in the lower right, where a good curve does not go."""
    entries = _entries(curves)
    right, top = width - 10.5, 9 + 2.6 + ROW * len(entries)
    left = right - 18
    low, high = curves[-1].area, curves[0].area
    sheet.set_zorder(1)
    canvas.box(sheet, (right - room - 1, 9.6), room + 9, top - 8, palette.PAPER, 0.9)
    canvas.write(sheet, left, top, "area under the curve", size=canvas.SMALL, alpha=palette.MUTED)
    for line, (name, area, colour) in enumerate(entries, 1):
        y = top - ROW * line
        type_colour = palette.INK if colour == palette.GREY else colour
        short = fonts.shortened(name, NAME, canvas.SMALL)
        canvas.write(sheet, left - 1.5, y, short, size=canvas.SMALL, ha="right")
        sheet.plot([left, right - 1.5], [y, y], color=palette.GREY, alpha=0.4, linewidth=0.4)
        at = left + 0.6 + (right - 3 - left) * (area - low) / max(high - low, 1e-9)
        canvas.dots(sheet, [at], [y], colour, 1.3, says=f"{name}: area {words.share(area)}")
        canvas.write(sheet, right, y, words.share(area), size=canvas.SMALL, colour=type_colour)


def _entries(curves: list[Curve]) -> list[tuple[str, float, str]]:
    """Name, area and colour of each line of the list; of many classes the ends and the median."""
    entries = [(c.name, c.area, _colour(rank, len(curves))) for rank, c in enumerate(curves)]
    if len(curves) <= LISTED:
        return entries
    median = float(np.median([curve.area for curve in curves]))
    return [*entries[:4], (f"median of {len(curves)}", median, palette.INK), *entries[-4:]]


def _alt(curves: list[Curve]) -> str:
    areas = [curve.area for curve in curves]
    return (
        f"ROC curves of {len(curves)} classes, each against the rest. Area under the curve: highest "
        f"{words.share(areas[0])} ({curves[0].name}), median {words.share(float(np.median(areas)))}, lowest "
        f"{words.share(areas[-1])} ({curves[-1].name})."
    )


def _columns(curves: list[Curve]) -> dict[str, list[Any]]:
    """The points drawn, and with each the area under the whole curve."""
    return {
        "class": [c.name for c in curves for _ in c.x],
        "false_positive_rate": [float(x) for c in curves for x in c.x],
        "true_positive_rate": [float(y) for c in curves for y in c.y],
        "area": [c.area for c in curves for _ in c.x],
    }
