"""Test and training accuracy of several runs, and the gap between them.

A run that was also scored with batch statistics (batch-norm normalising by the batch at hand, as in training) bears
a diamond there: what a change of normalisation gives back is not overfitting.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes

from literate.figures import canvas, fonts, palette, words
from literate.figures.canvas import Drawing

ROW = 10.0  # mm


class Row(NamedTuple):
    """Accuracies of one run; `batch` is NaN where it was not scored with batch statistics."""

    name: str
    test: float
    train: float
    batch: float


def draw(runs: Mapping[str, Mapping[str, Any]], *, title: str = "", width: float = canvas.HALF) -> Drawing:
    """A row for each of `runs`, a mapping from the name to show to a run with train and test scores."""
    rows = [_row(name, run) for name, run in runs.items()]
    height = ROW * len(rows)
    left = min(max(fonts.width(fonts.printable(row.name), canvas.BODY) for row in rows), width / 3) + 3
    figure, sheet = canvas.canvas(width, 10 + height + (9 if title else 4))
    if title:
        canvas.write(sheet, 0, 16 + height, title, size=canvas.LARGE, bold=True)
    axes = canvas.panel(figure, left, 9, width - left - 1, height)
    axes.spines["left"].set_visible(False)
    low, high = _limits(rows, width - left - 1)
    axes.set(xlim=(low, high), ylim=(len(rows) - 0.35, -0.65), yticks=[], xlabel="accuracy")
    axes.locator_params(axis="x", nbins=5)
    for place, row in enumerate(rows):
        colour = palette.SERIES[place % len(palette.SERIES)]
        name = fonts.shortened(row.name, left - 2, canvas.BODY)
        canvas.write(sheet, left - 2, 9 + height * (1 - (place + 0.65) / (len(rows) + 0.3)), name, ha="right")
        _dumbbell(axes, place, row, colour)
    _key(sheet, width - 1, 11.5 + height, any(row.batch == row.batch for row in rows))
    return canvas.finish(figure, _alt(rows), _columns(rows))


def _row(name: str, run: Mapping[str, Any]) -> Row:
    test = _accuracy(run["test_scores"], run["test_labels"])
    batch = _accuracy(run["batch_statistics_scores"], run["test_labels"]) if "batch_statistics_scores" in run else np.nan
    return Row(name, test, _accuracy(run["train_scores"], run["train_labels"]), batch)


def _accuracy(scores: Any, labels: Any) -> float:
    return float((np.asarray(scores).argmax(1) == np.asarray(labels)).mean())


def _limits(rows: list[Row], length: float) -> tuple[float, float]:
    """Limits of the axis that leave 9 mm for the numbers outside the dots."""
    values = np.array([row[1:] for row in rows])
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    room = max(high - low, 0.02) * 9 / (length - 18)
    return low - room, high + room


def _dumbbell(axes: Axes, y: int, row: Row, colour: str) -> None:
    ends = sorted([row.test, row.train])
    says = f"{row.name}: test {words.share(row.test)}, training {words.share(row.train)}"
    axes.plot(ends, [y, y], color=colour, alpha=0.28, linewidth=3.2, solid_capstyle="butt", gid=says)
    canvas.dots(axes, [row.test], [y], colour, 2.0, says=says)
    canvas.dots(axes, [row.train], [y], colour, 2.0)
    canvas.dots(axes, [row.train], [y], palette.PAPER, 1.1)
    side = 1 if row.test >= row.train else -1
    for value, way, bold in ((row.test, side, True), (row.train, -side, False)):
        ha = "left" if way > 0 else "right"
        canvas.write(axes, value, y, words.share(value), ha=ha, colour=colour, bold=bold, offset=(1.7 * way, 0))
    gap = f"gap {words.share(row.train - row.test)}".replace("-", "\u2212")
    canvas.write(axes, sum(ends) / 2, y, gap, ha="center", size=canvas.SMALL, alpha=palette.MUTED, offset=(0, 2.5))
    if row.batch == row.batch:
        _diamond(axes, row.batch, y, colour)


def _diamond(axes: Axes, x: float, y: int, colour: str) -> None:
    says = f"test accuracy with batch statistics {words.share(x)}"
    axes.plot([x], [y], marker="D", markersize=4.4, markerfacecolor=palette.PAPER, markeredgecolor=colour,
              markeredgewidth=1.1, gid=says, zorder=4)  # fmt: skip
    canvas.write(axes, x, y, words.share(x), ha="center", size=canvas.SMALL, colour=colour, offset=(0, -2.8))


def _key(sheet: Axes, right: float, y: float, batch: bool) -> None:
    """What the marks mean, in one line that ends at `right`."""
    items = [("test", "filled"), ("training", "open")] + ([("test, batch statistics", "diamond")] if batch else [])
    x = right
    for text, mark in reversed(items):
        x -= fonts.width(text, canvas.SMALL)
        canvas.write(sheet, x, y, text, size=canvas.SMALL, alpha=palette.MUTED)
        x -= 1.8
        if mark == "diamond":
            sheet.plot([x], [y], marker="D", markersize=3.6, markerfacecolor="none", markeredgecolor=palette.INK,
                       markeredgewidth=0.8)  # fmt: skip
        else:
            canvas.dots(sheet, [x], [y], palette.INK, 1.7)
        if mark == "open":
            canvas.dots(sheet, [x], [y], palette.PAPER, 1.0)
        x -= 3.2


def _alt(rows: list[Row]) -> str:
    parts = [
        f"{row.name} {words.share(row.test)} on test, {words.share(row.train)} on training images"
        + (f" ({words.share(row.batch)} on test with batch statistics)" if row.batch == row.batch else "")
        for row in rows
    ]
    widest = max(rows, key=lambda row: row.train - row.test)
    return f"Accuracy of {len(rows)} runs: {'; '.join(parts)}. The widest gap is that of {widest.name}."


def _columns(rows: list[Row]) -> dict[str, list[Any]]:
    return {
        "run": [row.name for row in rows],
        "test_accuracy": [row.test for row in rows],
        "train_accuracy": [row.train for row in rows],
        "batch_statistics_accuracy": [row.batch if row.batch == row.batch else None for row in rows],
    }
