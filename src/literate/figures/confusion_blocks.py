"""A confusion matrix of many classes: blocks of similar classes, the pairs confused most, and all recalls.

Two hundred rows of counts cannot be read. What can: which classes are taken for each other (blocks along the
diagonal, found by `ordering`), which pairs stand out (by name), and how recall is spread over the classes.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from literate.figures import canvas, fonts, ordering, palette, words
from literate.figures.canvas import Drawing
from measures import precision_recall

SIDE = 74.0  # mm, of the matrix
CELLS = 1800  # of the matrix, drawn at most: those that hold the most images
BARS = 9.0  # mm, of the longest bar beside a pair
PAIRS = 12  # listed by name
STEPS = 5  # of shade


def draw(
    counts: NDArray[np.int64], names: list[str], *, title: str = "", width: float = canvas.FULL
) -> Drawing:
    """The matrix of `counts` (K, K), true classes down, beside the pairs and the recalls; `width` in mm."""
    groups = ordering.blocks(counts)
    order = np.array([i for group in groups for i in group])
    top = 5.0 if title else 0.5
    figure, sheet = canvas.canvas(width, SIDE + 6 + top)
    if title:
        canvas.write(sheet, 5, SIDE + 6 + 2.8, title, size=canvas.LARGE, bold=True)
    _outlines(sheet, groups, names, counts, 5, 6)
    _matrix(sheet, counts[np.ix_(order, order)], 5, 6)
    pairs = most_confused(counts)[:PAIRS]
    left = 5 + SIDE + 8
    _pairs(sheet, pairs, counts, names, left, 6 + SIDE, width - left)
    _recalls(figure, sheet, counts, names, left, width - left)
    said = _said(groups, counts)
    alt, columns = _alt(counts, names, groups, pairs), _columns(counts, names, groups)
    return canvas.finish(figure, alt, columns, said, columns=[left - 4])


def _said(groups: list[list[int]], counts: NDArray[np.int64]) -> str:
    """How the order of the classes and the squares were found, and how much is right."""
    right, total = words.count(int(counts.trace())), words.count(int(counts.sum()))
    largest = max(map(len, groups))
    return (
        f"{right} of {total} images right. Classes taken for each other most often stand next to each other (average "
        f"linkage); a red square holds 2 to {largest} classes taken for each other more than "
        f"{words.share(ordering.STRIKING, 0)} times as often as two are on average."
    )


def most_confused(counts: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Pairs of classes with the images of either taken for the other, most first: (i, j, images)."""
    both = np.triu(counts + counts.T, 1)
    i, j = np.nonzero(both)
    first = np.lexsort((j, i, -both[i, j]))
    return [(int(i[n]), int(j[n]), int(both[i[n], j[n]])) for n in first]


def _matrix(sheet: Axes, counts: NDArray[np.int64], x0: float, y0: float) -> None:
    """Cells in five shades, each shade one path; of too many cells those of few images are left out."""
    k, cell = len(counts), SIDE / len(counts)
    least = (
        max(1, int(np.sort(counts, axis=None)[::-1][: CELLS + 1][-1]) + 1)
        if (counts > 0).sum() > CELLS
        else 1
    )
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    steps = np.ceil(STEPS * shares**0.5).clip(0, STEPS)
    for step in range(1, STEPS + 1):
        rows, columns = np.nonzero((steps == step) & ((counts >= least) | np.eye(k, dtype=bool)))
        x, y = x0 + columns * cell, y0 + SIDE - (rows + 0.5) * cell
        canvas.strips(sheet, x, y, cell, cell, palette.BLUE, 0.15 + 0.85 * step / STEPS)
    frame = Rectangle((x0, y0), SIDE, SIDE, fill=False, edgecolor=(palette.INK, palette.FAINT), linewidth=0.5)
    sheet.add_patch(frame)
    canvas.write(sheet, x0 + SIDE / 2, 3.2, "predicted class, similar ones together", ha="center")
    canvas.write(sheet, 2.2, y0 + SIDE / 2, "true class", ha="center", upwards=True)


def _outlines(
    sheet: Axes, groups: list[list[int]], names: list[str], counts: NDArray[np.int64], x0: float, y0: float
) -> None:
    cell, start = SIDE / len(names), 0
    for group in groups:
        if len(group) > 1:
            inside = int(counts[np.ix_(group, group)].sum() - counts[group, group].sum())
            says = f"{words.listed([names[i] for i in group])}: {words.images(inside)} taken for another of these"
            corner = (x0 + start * cell, y0 + SIDE - (start + len(group)) * cell)
            side = len(group) * cell
            edge = (palette.RED, 0.75)
            sheet.add_patch(Rectangle(corner, side, side, facecolor=(palette.RED, 0.04), edgecolor=edge,
                                      linewidth=0.3, gid=says))  # fmt: skip
        start += len(group)


def _pairs(
    sheet: Axes,
    pairs: list[tuple[int, int, int]],
    counts: NDArray[np.int64],
    names: list[str],
    x0: float,
    top: float,
    width: float,
) -> None:
    canvas.write(sheet, x0, top - 1.6, "most confused pairs", bold=True)
    canvas.write(sheet, x0 + width - BARS - 5, top - 1.6, "images", size=canvas.SMALL, alpha=palette.MUTED)
    most, left = max((n for *_, n in pairs), default=1), x0 + width - BARS - 5
    for row, (i, j, n) in enumerate(pairs):
        y = top - 5.6 - 3.25 * row
        pair = _pair(names[i], names[j], width - BARS - 7)
        says = (
            f"{words.images(counts[i, j])} of {names[i]} taken for {names[j]}, {counts[j, i]} the other way"
        )
        canvas.write(sheet, x0, y, pair, size=canvas.SMALL, says=says)
        canvas.box(sheet, (left, y - 1), BARS * n / most, 2, palette.RED, 0.55, says)
        canvas.write(sheet, left + BARS * n / most + 0.8, y, str(n), size=canvas.SMALL)


def _pair(one: str, other: str, room: float) -> str:
    """Both names in `room` mm; a long one is cut short only as far as the other leaves it no room."""
    half = room / 2 - 1.5
    left = max(half, room - 3 - fonts.width(fonts.printable(other), canvas.SMALL))
    first = fonts.shortened(one, left, canvas.SMALL)
    return f"{first} – {fonts.shortened(other, room - 3 - fonts.width(first, canvas.SMALL), canvas.SMALL)}"


def _recalls(
    figure: Figure, sheet: Axes, counts: NDArray[np.int64], names: list[str], x0: float, width: float
) -> None:
    unsorted = precision_recall.of_counts(counts).recall
    order = np.argsort(unsorted, kind="stable")
    recalls = unsorted[order]
    axes = canvas.panel(figure, x0 + 6, 8, width - 8, 19)
    rank = np.arange(1, len(names) + 1)
    axes.fill_between(rank, recalls, step="mid", color=palette.GREEN, alpha=0.3, linewidth=0)
    axes.set(xlim=(0.5, len(names) + 0.5), ylim=(0, 1), yticks=[0, 0.5, 1], xticks=[1, len(names)])
    axes.set_xticklabels(["worst", "best"])
    canvas.write(sheet, x0, 30, "recall of every class", bold=True)
    half = float(np.median(recalls))
    axes.axhline(half, color=palette.INK, alpha=palette.FAINT, linewidth=0.6, dashes=(3, 2))
    canvas.write(axes, 0.5, half, f"median {words.share(half, 2)}", size=canvas.SMALL, offset=(1, 1.7))
    room = (width - 8) / 2 - 1  # mm
    worst = fonts.shortened(names[order[0]], room, canvas.SMALL)
    best = fonts.shortened(names[order[-1]], room, canvas.SMALL)
    canvas.write(sheet, x0 + 6, 2.2, worst, size=canvas.SMALL, alpha=palette.MUTED)
    canvas.write(sheet, x0 + width - 2, 2.2, best, size=canvas.SMALL, alpha=palette.MUTED, ha="right")


def _alt(
    counts: NDArray[np.int64], names: list[str], groups: list[list[int]], pairs: list[tuple[int, int, int]]
) -> str:
    right, total = int(counts.diagonal().sum()), int(counts.sum())
    recalls = precision_recall.of_counts(counts).recall
    listed = words.listed([f"{names[i]} with {names[j]} ({n})" for i, j, n in pairs[:3]])
    return (
        f"Confusion matrix of {len(names)} classes, {sum(len(g) > 1 for g in groups)} blocks of similar ones "
        f"outlined: {words.count(right)} of {words.count(total)} images right, accuracy "
        f"{words.share(right / max(total, 1))}. Most confused: {listed or 'none'}. Recall has median "
        f"{words.share(float(np.median(recalls)))}, least {words.share(recalls.min())} "
        f"({names[int(recalls.argmin())]})."
    )


def _columns(counts: NDArray[np.int64], names: list[str], groups: list[list[int]]) -> dict[str, list[Any]]:
    """The cells that hold images, and the block of their true class."""
    block = {i: b for b, group in enumerate(groups, 1) for i in group}
    rows, columns = np.nonzero(counts)
    return {
        "true": [names[i] for i in rows],
        "predicted": [names[j] for j in columns],
        "count": counts[rows, columns].tolist(),
        "block": [block[int(i)] for i in rows],
    }
