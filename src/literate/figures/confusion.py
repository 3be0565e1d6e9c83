"""A confusion matrix: true classes down, predicted classes across, with counts and recall.

A cell is shaded by its share of the row's images, so all matrices of a report are on one scale and two of
them can be compared cell by cell. Above 20 classes counts are too small to read: `confusion_blocks` takes
over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from literate.figures import canvas, confusion_blocks, fonts, palette, words
from literate.figures.canvas import Drawing
from measures import confusion, precision_recall

READABLE = 20  # classes whose cells can be read one by one
LARGEST_CELL = 14.0  # mm
GAP = 0.6 / fonts.MM  # mm, between cells
BAR = 6.5  # mm, the length of recall 1
BYTES = 22_000  # of the drawing; what counts and names leave of it is for what cells say on hover
COUNT, CLASS, SAYING = (
    50,
    150,
    65,
)  # bytes of a cell's count, of a class, and of a cell that speaks beside its words


def draw(
    run: Mapping[str, Any],
    *,
    scores: str = "test_scores",
    labels: str = "test_labels",
    title: str = "",
    width: float | None = None,
) -> Drawing:
    """The confusion matrix of a run's `scores` (N, K) against its `labels` (N,); `width` in mm."""
    names = [str(name) for name in run["classes"]]
    counts = confusion.matrix(run[labels], np.asarray(run[scores]).argmax(1), len(names))
    if len(names) > READABLE:
        return confusion_blocks.draw(counts, names, title=title, width=width or canvas.FULL)
    return _draw(counts, names, title, width or (canvas.HALF if len(names) <= 12 else canvas.COLUMN))


def _draw(counts: NDArray[np.int64], names: list[str], title: str, width: float) -> Drawing:
    k = len(names)
    below, left = _room_for_names(names, (width - 30) / k)
    cell = _rounded(min((width - left - BAR - 8) / k, LARGEST_CELL))
    x0 = _rounded(max(left + 4, (width - k * cell - BAR) / 2))
    y0 = _rounded(below + 4.5)
    figure, sheet = canvas.canvas(width, y0 + k * cell + (6 if title else 1.5))
    if title:
        canvas.write(sheet, x0, y0 + k * cell + 3, title, size=canvas.LARGE, bold=True)
    _cells(sheet, counts, names, x0, y0, cell)
    _names(sheet, names, x0, y0, cell, left, below)
    _recalls(sheet, counts, names, x0 + k * cell + 1.2, y0, cell)
    middle = k * cell / 2
    canvas.write(sheet, x0 + middle, 1.5, "predicted class", ha="center")
    canvas.write(sheet, x0 - left - 2.2, y0 + middle, "true class", ha="center", upwards=True)
    right, total = words.count(int(counts.trace())), words.count(int(counts.sum()))
    return canvas.finish(
        figure, _alt(counts, names), _columns(counts, names), f"{right} of {total} images right."
    )


def _rounded(length: float) -> float:
    """A length in mm, rounded down to fifths of a point: short numbers in the file."""
    return int(length * fonts.MM * 5) / (fonts.MM * 5)


def _room_for_names(names: Sequence[str], cell: float) -> tuple[float, float]:
    """Height below and width at the left that the class names take, mm."""
    longest = max(fonts.width(fonts.printable(name), canvas.SMALL) for name in names)
    below = 3.0 if longest < cell - 0.6 else min(longest, 18) + 1
    return below, min(longest, 22) + 1.5


def _cells(
    sheet: Axes, counts: NDArray[np.int64], names: list[str], x0: float, y0: float, cell: float
) -> None:
    k = len(names)
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    size = float(np.clip(1.25 * cell, canvas.LEAST, canvas.BODY))
    fits = fonts.width(str(counts.max()), size) < cell - 0.4
    told = _told(counts, names)
    quiet: dict[float, list[tuple[float, float]]] = {}
    for i, j in sorted(
        np.argwhere(counts).tolist(), key=lambda ij: ij[0] == ij[1]
    ):  # the diagonal's type is one group
        x, y, shade = x0 + j * cell, y0 + (k - 0.5 - i) * cell - GAP / 2, _shade(shares[i, j])
        if (i, j) in told:
            canvas.strips(sheet, [x], [y], cell - GAP, cell - GAP, palette.BLUE, shade, told[i, j])
        else:
            quiet.setdefault(round(20 * shade) / 20, []).append((x, y))
        if fits:
            colour = palette.PAPER if shade > 0.6 else palette.INK
            middle, n = x + cell / 2 - GAP / 2, str(counts[i, j])
            count = canvas.write(sheet, middle, y, n, size=size, ha="center", colour=colour, bold=i == j)
            count.set_picker(False)  # the cell below shall have the pointer
    for shade, corners in quiet.items():
        across, up = np.array(corners).T
        canvas.strips(sheet, across, up, cell - GAP, cell - GAP, palette.BLUE, shade)
    rows, columns = np.nonzero(counts == 0)
    across, up = x0 + (columns + 0.5) * cell - GAP / 2, y0 + (k - 0.5 - rows) * cell - GAP / 2
    canvas.dots(sheet, across, up, palette.INK, 0.3, palette.FAINT)


def _told(counts: NDArray[np.int64], names: list[str]) -> dict[tuple[int, int], str]:
    """What a cell says on hover: of a full matrix only the cells of most images, as many as `BYTES` hold."""
    of, left = counts.sum(1), BYTES - COUNT * np.count_nonzero(counts) - CLASS * len(names)
    told = {}
    for i, j in sorted(np.argwhere(counts).tolist(), key=lambda ij: -counts[ij[0], ij[1]]):
        other = "right" if i == j else f"taken for {names[j]}"
        says = f"{words.images(counts[i, j])} of class {names[i]} {other}, of {words.count(of[i])}"
        left -= len(says.encode()) + SAYING
        if left < 0:
            break
        told[i, j] = says
    return told


def _shade(share: float) -> float:
    """Opacity of a cell; the power makes a few errors in a hundred visible.

    Between the light cells and the dark ones, from half of the row on, is a step: type on the shades left out
    would have a contrast below 4.5, on white paper in black or white, on dark paper in either of its inks.
    """
    if share < 0.5:
        return float(0.14 + 0.36 * (2 * share) ** 0.7)
    return float(0.76 + 0.18 * (2 * share - 1))


def _names(
    sheet: Axes, names: list[str], x0: float, y0: float, cell: float, left: float, below: float
) -> None:
    k = len(names)
    for i, name in enumerate(names):
        row = y0 + (k - 0.5 - i) * cell
        canvas.write(
            sheet, x0 - 1, row, fonts.shortened(name, left - 1, canvas.SMALL), size=canvas.SMALL, ha="right"
        )
        column = x0 + (i + 0.5) * cell
        if below <= 3:
            canvas.write(sheet, column, y0 - 1.8, name, size=canvas.SMALL, ha="center")
        else:
            short = fonts.shortened(name, below - 1, canvas.SMALL)
            canvas.write(sheet, column, y0 - 0.8, short, size=canvas.SMALL, ha="right", upwards=True)


def _recalls(
    sheet: Axes, counts: NDArray[np.int64], names: list[str], x: float, y0: float, cell: float
) -> None:
    k = len(counts)
    recalls = precision_recall.of_counts(counts).recall
    height = min(cell - 0.6, 4.0)
    rows = y0 + (k - 0.5 - np.arange(k)) * cell - GAP / 2
    canvas.strips(sheet, np.full(k, x), rows, BAR, height, palette.GREEN, 0.14)
    canvas.strips(sheet, np.full(k, x), rows, BAR * np.nan_to_num(recalls), height, palette.GREEN, 0.34)
    for i, (recall, y) in enumerate(zip(recalls, rows, strict=True)):
        share = recall if counts[i].any() else np.nan
        text, says = (
            words.share(share, 2).removeprefix("0"),
            f"recall of class {names[i]}: {words.share(share)}",
        )
        canvas.write(sheet, x + 0.6, y, text, size=canvas.SMALL, says=says)
    canvas.write(sheet, x, y0 - 1.8, "recall", size=canvas.SMALL, alpha=palette.MUTED)


def _alt(counts: NDArray[np.int64], names: list[str]) -> str:
    right, total = int(counts.diagonal().sum()), int(counts.sum())
    recalls = precision_recall.of_counts(counts).recall
    worst, best = int(recalls.argmin()), int(recalls.argmax())
    wrong = counts - np.diag(counts.diagonal())
    i, j = np.unravel_index(wrong.argmax(), wrong.shape)
    most = (
        f" The most frequent mistake: {names[i]} taken for {names[j]}, {wrong[i, j]} times."
        if wrong.any()
        else ""
    )
    return (
        f"Confusion matrix of {len(names)} classes: {words.count(right)} of {words.count(total)} images "
        f"right, accuracy {words.share(right / max(total, 1))}. Recall from {words.share(recalls[worst])} "
        f"({names[worst]}) to {words.share(recalls[best])} ({names[best]}).{most}"
    )


def _columns(counts: NDArray[np.int64], names: list[str]) -> dict[str, list[Any]]:
    pairs = list(np.ndindex(counts.shape))
    return {
        "true": [names[i] for i, _ in pairs],
        "predicted": [names[j] for _, j in pairs],
        "count": counts.ravel().tolist(),
    }
