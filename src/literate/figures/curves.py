"""Accuracy and loss by epoch of one run, on the training and the validation images.

A dashed line marks the epoch that was kept.
Under several seeds each line is their mean, before a band: the 95 % interval of the mean, from three seeds on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from literate.figures import canvas, fonts, labels, palette, seeds, words
from literate.figures.canvas import Drawing

COLOURS = {"train": palette.OCHRE, "validation": palette.BLUE}
WORDS = {"train": "training", "validation": "validation"}
PANEL = 22.9  # mm, height


def draw(run: seeds.Runs, *, title: str = "", width: float = canvas.HALF) -> Drawing:
    """Panels of `history_{train,validation}_{accuracy,loss}` (E,), those of them that the run has."""
    runs = seeds.of(run)
    histories = {
        measure: {split: [np.asarray(each[key], dtype=float) for each in runs] for split in COLOURS
                  if (key := f"history_{split}_{measure}") in runs[0]}
        for measure in ("accuracy", "loss")
    }  # fmt: skip
    shown = [(measure, lines) for measure, lines in histories.items() if lines]
    if not shown:
        raise KeyError(
            "curves: the run has no history_train_loss or other history to draw; return one from it"
        )
    top = 5.0 if title else 0.5
    figure, sheet = canvas.canvas(width, 9 + len(shown) * (PANEL + 7) + top - 2)
    if title:
        canvas.write(sheet, 10, 9 + len(shown) * (PANEL + 7), title, size=canvas.LARGE, bold=True)
    for row, (measure, lines) in enumerate(reversed(shown)):
        axes = canvas.panel(figure, 10, 9 + row * (PANEL + 7), width - 33, PANEL)
        _panel(axes, measure, lines, last=row == 0)
        _kept(axes, runs, says=row == len(shown) - 1)
    means = [(measure, _means(lines)) for measure, lines in shown]
    return canvas.finish(figure, _alt(means), _columns(means), _said(runs))


def _chosen(runs: Sequence[seeds.Run]) -> list[int]:
    """The epoch that was kept, of each run that says so."""
    return [int(run["history_chosen"]) for run in runs if "history_chosen" in run]


def _kept(axes: Axes, runs: Sequence[seeds.Run], says: bool) -> None:
    """A dashed line at the epoch that was kept, and its number above; under several seeds there is not one such."""
    if len(runs) > 1 or not _chosen(runs):
        return
    (epoch,) = _chosen(runs)
    top, right = axes.get_ylim()[1], axes.get_xlim()[1]
    axes.plot(
        [epoch, epoch], axes.get_ylim(), color=palette.INK, alpha=palette.FAINT, linewidth=0.6, dashes=(3, 2)
    )
    if says:
        text, offset = f"dashed: epoch {epoch}, kept", (0.0, 2.0)
        canvas.write(
            axes, right, top, text, ha="right", size=canvas.SMALL, alpha=palette.MUTED, offset=offset
        )


def _said(runs: Sequence[seeds.Run]) -> str:
    """Which epoch was kept, and what was measured there."""
    chosen = _chosen(runs)
    if not chosen:
        return ""
    if len(runs) > 1:
        return f"Kept were the epochs {words.listed([str(epoch) for epoch in chosen])}, by seed."
    parts = [
        f"{WORDS[split]} accuracy {words.share(float(runs[0][key][chosen[0] - 1]))}"
        for split in COLOURS
        if (key := f"history_{split}_accuracy") in runs[0]
    ]
    return f"Epoch {chosen[0]} is kept{': ' if parts else ''}{words.listed(parts)}."


def _means(each: Mapping[str, Sequence[NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
    return {split: seeds.mean(lines) for split, lines in each.items()}


def _panel(axes: Axes, measure: str, each: Mapping[str, Sequence[NDArray[np.float64]]], last: bool) -> None:
    lines = _means(each)
    epochs = max(len(line) for line in lines.values())
    for split, line in lines.items():
        seeds.shade(axes, each[split], COLOURS[split])
        (drawn,) = axes.plot(np.arange(1, len(line) + 1), line, color=COLOURS[split])
        drawn.set_gid(f"{WORDS[split]} {measure}, {words.share(line[-1])} after {len(line)} epochs")
        if len(line) <= 30:
            canvas.dots(axes, np.arange(1, len(line) + 1), line, COLOURS[split], 0.9)
    limits(axes, np.concatenate([seeds.extent(lines_) for lines_ in each.values()]), epochs)
    canvas.write(axes, axes.get_xlim()[0], axes.get_ylim()[1], measure, bold=True, offset=(0, 2))
    if last:
        axes.set_xlabel("epoch")
    else:
        axes.set_xticklabels([])
    ends(axes, [(WORDS[split], line, COLOURS[split]) for split, line in lines.items()], PANEL)


def limits(axes: Axes, values: NDArray[np.float64], epochs: int) -> None:
    """Limits and ticks for `values` by epoch: first and last epoch always bear a number."""
    values = values[np.isfinite(values)] if np.isfinite(values).any() else np.zeros(1)
    low, high = float(values.min()), float(values.max())
    least = 0 if 0 <= low < 0.3 * high else low
    span = high - least or 0.05
    locator = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10])
    marks = np.asarray(locator.tick_values(least, least + span))
    first = max(0, int(np.sum(marks <= least + 1e-9 * span)) - 1)
    last = max(first + 2, int(np.sum(marks < high - 1e-9 * span)))
    marks = marks[first : last + 1]
    axes.set_yticks(marks)
    axes.set_ylim(float(marks[0]), float(marks[-1]))
    between = MaxNLocator(5, integer=True).tick_values(1, epochs)
    step = between[1] - between[0] if epochs > 1 else 1
    ticks = [tick for tick in between if 1 + step / 2 <= tick <= epochs - step / 2]
    axes.set_xticks(sorted({1, *map(int, ticks), epochs}))
    axes.set_xlim(0.75 if epochs > 1 else 0.5, epochs if epochs > 1 else 1.5)


def ends(axes: Axes, lines: list[tuple[str, NDArray[np.float64], str]], height: float) -> None:
    """Write each line's name and last value, in its colour, at its right end; panel's `height` in mm."""
    low, high = axes.get_ylim()
    unit = (high - low) / height  # of the data, in a mm
    wishes = [float(np.nan_to_num(line[-1], nan=high)) for _, line, _ in lines]
    places = labels.apart(wishes, 3 * unit, low, high)
    right = axes.get_xlim()[1]
    for (name, line, colour), y in zip(lines, places, strict=True):
        after = 2.4 + fonts.width(fonts.printable(name), canvas.SMALL)
        canvas.write(axes, right, y, name, size=canvas.SMALL, colour=colour, offset=(1.5, 0))
        value = words.share(float(line[-1]))
        canvas.write(axes, right, y, value, size=canvas.SMALL, colour=colour, bold=True, offset=(after, 0))


def _alt(shown: list[tuple[str, dict[str, NDArray[np.float64]]]]) -> str:
    parts = [
        f"{WORDS[split]} {measure} from {words.share(line[0])} to {words.share(line[-1])}"
        for measure, lines in shown
        for split, line in lines.items()
    ]
    epochs = max(len(line) for _, lines in shown for line in lines.values())
    return f"Curves by epoch, {epochs} in all: {words.listed(parts)}."


def _columns(shown: list[tuple[str, dict[str, NDArray[np.float64]]]]) -> dict[str, list[Any]]:
    lines = {f"{split}_{measure}": line for measure, both in shown for split, line in both.items()}
    epochs = max(len(line) for line in lines.values())
    padded = {name: [*map(float, line), *[None] * (epochs - len(line))] for name, line in lines.items()}
    return {"epoch": list(range(1, epochs + 1)), **padded}
