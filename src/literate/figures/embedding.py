"""Embeddings of several runs in two dimensions, side by side: a few classes in colour, all others grey.

The two dimensions are the principal components of the coloured classes' test images, so that the plane shows
these classes as spread as any plane can; the others fall on it where they may. The coloured classes are
spaced evenly over the list of classes, not chosen by how they look. Above each panel stands the ratio of
within-class to between-class scatter of all classes in all dimensions: small means tight classes far apart.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from literate.figures import canvas, fonts, labels, palette, words
from literate.figures.canvas import Drawing
from measures import embeddings as scatter

METHOD = "principal components of the coloured classes"
BACKGROUND = 700  # grey points a panel, at most
FOREGROUND = 50  # points a coloured class, at most
GAP = 4.0  # mm between panels
EDGE = 0.1  # mm, half the stroke of a frame: at the sheet's very edge the outer half would be cut off


def draw(runs: Mapping[str, Mapping[str, Any]], *, coloured: int = 6, width: float = canvas.FULL) -> Drawing:
    """A panel for each of `runs`, a mapping from the name to show to a run with `embeddings` (N, D)."""
    side = min((width - 2 * EDGE - GAP * (len(runs) - 1)) / len(runs), 60.0)
    figure, sheet = canvas.canvas(width, side + 11)
    columns: dict[str, list[Any]] = {"run": [], "class": [], "x": [], "y": []}
    ratios: dict[str, float] = {}
    held: dict[str, float] = {}
    for place, (name, run) in enumerate(runs.items()):
        classes, names = np.asarray(run["test_labels"]), [str(n) for n in run["classes"]]
        embeddings = np.asarray(run["embeddings"], dtype=float)
        chosen = np.unique(np.linspace(0, len(names) - 1, min(coloured, len(names))).round().astype(int))
        ratios[name] = scatter.scatter_ratio(embeddings, classes, len(names))
        left = EDGE + place * (side + GAP)
        _heading(sheet, left, side, name, ratios[name])
        points, held[name] = _plane(embeddings, np.isin(classes, chosen))
        shown = _shown(classes, chosen)
        _panel(figure, left, side, points[shown], classes[shown], chosen, names, name)
        _add(columns, name, points[shown], [names[c] for c in classes[shown]])
    said = _said(held, len(chosen), len(names))
    cuts = [EDGE + place * (side + GAP) - GAP / 2 for place in range(1, len(runs))]
    return canvas.finish(figure, _alt(ratios, [names[c] for c in chosen]), columns, said, columns=cuts)


def _said(held: Mapping[str, float], coloured: int, classes: int) -> str:
    """How the planes were laid, how much of the coloured classes they hold, and what is grey."""
    grey = f", in grey the other {words.count(classes - coloured)}" if classes > coloured else ""
    shares = words.listed([words.share(share, 2) for share in held.values()])
    return (
        f"Coloured are {coloured} classes, evenly spaced over the list of all{grey}. The plane is that of the "
        f"two principal components of the coloured images, with {shares} of their variance."
    )


def _plane(embeddings: NDArray[np.float64], chosen: NDArray[np.bool_]) -> tuple[NDArray[np.float64], float]:
    """All embeddings on two principal components of the chosen ones, (N, 2), and the share of variance these hold.

    Signs are by the largest weight.
    """
    centre = embeddings[chosen].mean(0)
    _, spread, components = np.linalg.svd(embeddings[chosen] - centre, full_matrices=False)
    axes = components[:2]
    largest = np.abs(axes).argmax(1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    points = (embeddings - centre) @ axes.T
    share = float((spread[:2] ** 2).sum() / max((spread**2).sum(), np.finfo(float).tiny))
    return points if points.shape[1] == 2 else np.column_stack([points, np.zeros(len(points))]), share


def _shown(classes: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of the points drawn: of each coloured class its first, of the others evenly spaced ones."""
    grey = np.flatnonzero(~np.isin(classes, chosen))
    grey = grey[:: max(1, -(-len(grey) // BACKGROUND))]
    return np.concatenate([grey, *(np.flatnonzero(classes == c)[:FOREGROUND] for c in chosen)])


def _heading(sheet: Axes, left: float, side: float, name: str, ratio: float) -> None:
    canvas.write(
        sheet, left, side + 7.8, fonts.shortened(name, side, canvas.LARGE, 600), size=canvas.LARGE, bold=True
    )
    canvas.write(sheet, left, side + 3.8, "within / between", size=canvas.SMALL, alpha=palette.MUTED)
    after = left + fonts.width("within / between", canvas.SMALL) + 0.7
    canvas.write(sheet, after, side + 3.8, words.share(ratio), size=canvas.SMALL, bold=True)


def _panel(
    figure: Figure,
    left: float,
    side: float,
    points: NDArray[np.float64],
    classes: NDArray[np.int64],
    chosen: NDArray[np.int64],
    names: list[str],
    run: str,
) -> None:
    axes = canvas.panel(figure, left, 1, side, side)
    axes.set(xticks=[], yticks=[])
    middle = (points.max(0) + points.min(0)) / 2
    reach = 0.56 * float(np.ptp(points, axis=0).max()) or 1.0
    axes.set(xlim=(middle[0] - reach, middle[0] + reach), ylim=(middle[1] - reach, middle[1] + reach))
    axes.spines[["top", "right"]].set_visible(True)
    for spine in axes.spines.values():
        spine.set(alpha=palette.FAINT, linewidth=0.5)
    grey = ~np.isin(classes, chosen)
    if grey.any():
        canvas.dots(axes, points[grey, 0], points[grey, 1], palette.GREY, 0.55, 0.45, zorder=1)
    tops = []
    for colour, c in zip(palette.SERIES, chosen, strict=False):
        own = points[classes == c]
        tops.append((float(np.median(own[:, 0])), float(np.quantile(own[:, 1], 0.9))))
        says = f"{run}: {words.images(len(own))} of class {names[c]}"
        canvas.dots(axes, own[:, 0], own[:, 1], colour, 0.95, 0.7, says=says)
    _names(axes, tops, [names[c] for c in chosen], side, 2 * reach / side)


def _names(axes: Axes, tops: list[tuple[float, float]], names: list[str], side: float, unit: float) -> None:
    """Name the coloured classes above most of their points, apart from each other; `unit` is that of a mm."""
    low, high = axes.get_ylim()
    start, end = axes.get_xlim()
    wishes = [y + 2 * unit for _, y in tops]
    heights = labels.apart(wishes, 3.6 * unit, low + 2 * unit, high - 2 * unit)
    for (x, _), y, name, colour in zip(tops, heights, names, palette.SERIES, strict=False):
        short = fonts.shortened(name, side / 2, canvas.BODY, 600)
        half = (fonts.width(short, canvas.BODY, 600) / 2 + 0.5) * unit
        x = min(max(x, start + half + unit), end - half - unit)
        canvas.box(axes, (x - half, y - 1.3 * unit), 2 * half, 2.6 * unit, palette.PAPER, 0.7)
        axes.patches[-1].set_zorder(3.5)
        canvas.write(axes, x, y, short, ha="center", colour=colour, bold=True).set_zorder(4)


def _add(columns: dict[str, list[Any]], run: str, points: NDArray[np.float64], classes: list[str]) -> None:
    columns["run"] += [run] * len(points)
    columns["class"] += classes
    columns["x"] += points[:, 0].round(4).tolist()
    columns["y"] += points[:, 1].round(4).tolist()


def _alt(ratios: Mapping[str, float], names: list[str]) -> str:
    parts = words.listed([f"{name} {words.share(ratio)}" for name, ratio in ratios.items()])
    return (
        f"Test embeddings on two {METHOD}, a panel for each run; "
        f"coloured: {words.listed(names)}. Within-class over between-class scatter: {parts}."
    )
