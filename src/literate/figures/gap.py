"""Test and training accuracy of several runs, and the gap between them.

A run that was also scored with batch statistics (batch-norm normalising by the batch at hand, as in training)
bears a diamond there: what a change of normalisation gives back is not overfitting. Under several seeds the
marks are means, with a small dot for each seed below.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from literate.figures import canvas, fonts, palette, seeds, words
from literate.figures.canvas import Drawing
from measures import accuracy

ROW = 11.2  # mm


class Row(NamedTuple):
    """Accuracies of one run, one a seed (S,); `batch` is empty where no batch statistics were scored."""

    name: str
    test: NDArray[np.float64]
    train: NDArray[np.float64]
    batch: NDArray[np.float64]


def draw(runs: Mapping[str, seeds.Runs], *, title: str = "", width: float = canvas.HALF) -> Drawing:
    """A row for each of `runs`, a mapping from the name to show to a run, or to one a seed."""
    rows = [_row(name, seeds.of(each)) for name, each in runs.items()]
    height = ROW * len(rows)
    names = [fonts.wrapped(row.name, width / 3.4, canvas.BODY) for row in rows]
    left = max(fonts.width(line, canvas.BODY) for name in names for line in name) + 3
    figure, sheet = canvas.canvas(width, 10 + height + (9 if title else 4))
    if title:
        canvas.write(sheet, 0, 16 + height, title, size=canvas.LARGE, bold=True)
    axes = canvas.panel(figure, left, 9, width - left - 1, height)
    axes.spines["left"].set_visible(False)
    low, high = _limits(rows, width - left - 1)
    axes.set(xlim=(low, high), ylim=(len(rows) - 0.35, -0.65), yticks=[], xlabel="accuracy")
    axes.locator_params(axis="x", nbins=5)
    for place, row in enumerate(rows):
        for line, text in enumerate(names[place]):
            up = 1.5 * (len(names[place]) - 1) - 3.0 * line
            canvas.write(axes, low, place, text, ha="right", offset=(-2, up))
        _dumbbell(axes, place, row, palette.SERIES[place % len(palette.SERIES)])
    _key(sheet, width - 1, 11.5 + height, any(len(row.batch) for row in rows))
    return canvas.finish(figure, _alt(rows), _columns(rows), _said(next(iter(runs.values()))))


def _said(first: seeds.Runs) -> str:
    """How many images the accuracies are over."""
    one = seeds.of(first)[0]
    test, train = (words.count(len(one[f"{part}_labels"])) for part in ("test", "train"))
    return f"{test} test and {train} training images."


def _row(name: str, runs: list[seeds.Run]) -> Row:
    batch = [run for run in runs if "batch_statistics_test_scores" in run]
    return Row(
        name,
        np.array([_accuracy(run, "test_scores", "test_labels") for run in runs]),
        np.array([_accuracy(run, "train_scores", "train_labels") for run in runs]),
        np.array([_accuracy(run, "batch_statistics_test_scores", "test_labels") for run in batch]),
    )


def _accuracy(run: seeds.Run, scores: str, labels: str) -> float:
    return accuracy.overall(run[labels], np.asarray(run[scores]).argmax(1), len(run["classes"]))


def _limits(rows: list[Row], length: float) -> tuple[float, float]:
    """Limits of the axis that leave 9 mm for the numbers outside the dots."""
    values = np.concatenate([each for row in rows for each in row[1:]])
    low, high = float(values.min()), float(values.max())
    room = max(high - low, 0.02) * 9 / (length - 18)
    return low - room, high + room


def _dumbbell(axes: Axes, y: int, row: Row, colour: str) -> None:
    test, train = float(row.test.mean()), float(row.train.mean())
    says = f"{row.name}: test {words.share(test)}, training {words.share(train)}"
    axes.plot([test, train], [y, y], color=colour, alpha=0.28, linewidth=3.2, solid_capstyle="butt", gid=says)
    canvas.dots(axes, [test], [y], colour, 2.0, says=says)
    _open_dot(axes, train, y, colour, 2.0)
    side = 1 if test >= train else -1
    for value, way, bold in ((test, side, True), (train, -side, False)):
        text, ha = words.share(value), "left" if way > 0 else "right"
        canvas.write(axes, value, y, text, ha=ha, colour=colour, bold=bold, offset=(1.7 * way, 0))
    gap, muted = f"gap {words.share(train - test)}", palette.MUTED
    canvas.write(
        axes, (test + train) / 2, y, gap, ha="center", size=canvas.SMALL, alpha=muted, offset=(0, 2.5)
    )
    if len(row.batch):
        _diamond(axes, float(row.batch.mean()), y, colour, row.name)
    if len(row.test) > 1:
        each = np.concatenate([row.test, row.train])
        canvas.dots(axes, each, np.full(len(each), y + 0.16), colour, 0.7, 0.6)


def _open_dot(axes: Axes, x: float, y: float, colour: str, size: float) -> None:
    canvas.dots(axes, [x], [y], colour, size)
    canvas.dots(axes, [x], [y], palette.PAPER, 0.56 * size)


def _diamond(axes: Axes, x: float, y: int, colour: str, name: str) -> None:
    """The accuracy under batch statistics, below the bar: it may fall on one of the dots."""
    says = f"{name}: test accuracy with batch statistics {words.share(x)}"
    _diamond_mark(axes, x, y + 0.33, colour, 3.6, says)
    canvas.write(axes, x, y + 0.33, words.share(x), size=canvas.SMALL, colour=colour, offset=(1.5, 0))


def _diamond_mark(axes: Axes, x: float, y: float, colour: str, size: float, says: str = "") -> None:
    (mark,) = axes.plot([x], [y], marker="D", linestyle="none", markersize=size, gid=says or None, zorder=4)
    mark.set(markerfacecolor=palette.PAPER, markeredgecolor=colour, markeredgewidth=size / 4)


def _key(sheet: Axes, right: float, y: float, batch: bool) -> None:
    """What the marks mean, in one line that ends at `right`."""
    x = right
    for text in ["test, batch statistics", "training", "test"][0 if batch else 1 :]:
        x -= fonts.width(text, canvas.SMALL)
        canvas.write(sheet, x, y, text, size=canvas.SMALL, alpha=palette.MUTED)
        x -= 1.8
        if text == "test":
            canvas.dots(sheet, [x], [y], palette.INK, 1.7)
        elif text == "training":
            _open_dot(sheet, x, y, palette.INK, 1.7)
        else:
            _diamond_mark(sheet, x, y, palette.INK, 3.6)
        x -= 3.2


def _alt(rows: list[Row]) -> str:
    parts = [
        f"{row.name} {words.share(row.test.mean())} on test, {words.share(row.train.mean())} on training"
        + (f" ({words.share(row.batch.mean())} on test with batch statistics)" if len(row.batch) else "")
        for row in rows
    ]
    widest = max(rows, key=lambda row: float(row.train.mean() - row.test.mean()))
    return f"Accuracy of {len(rows)} runs: {'; '.join(parts)}. The widest gap is that of {widest.name}."


def _columns(rows: list[Row]) -> dict[str, list[Any]]:
    each = [(row, seed) for row in rows for seed in range(len(row.test))]
    return {
        "run": [row.name for row, _ in each],
        "seed": [seed + 1 for _, seed in each],
        "test_accuracy": [float(row.test[seed]) for row, seed in each],
        "train_accuracy": [float(row.train[seed]) for row, seed in each],
        "batch_statistics_accuracy": [
            float(row.batch[seed]) if seed < len(row.batch) else None for row, seed in each
        ],
    }
