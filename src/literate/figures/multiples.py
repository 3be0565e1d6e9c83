"""One history of several runs by epoch, in a panel for each loss: values of different losses share no axis.

A run has one colour in all panels, so that a colour tells what the panels have in common, such as a backbone.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from literate.figures import canvas, curves, fonts, palette, seeds, words
from literate.figures.canvas import Drawing

HEIGHT = 24.0  # mm, of a panel
STEP = HEIGHT + 12  # mm, from one row of panels to the next
ACROSS = 2  # panels in a row
GAP = 6.0  # mm between them

Means = dict[tuple[str, str], NDArray[np.float64]]  # panel and name to the history (E,)


def draw(
    panels: Mapping[str, Mapping[str, seeds.Runs]],
    *,
    history: str = "history_train_loss",
    label: str = "training loss",
    width: float = canvas.FULL,
) -> Drawing:
    """The `history` (E,) of runs by the name of their panel, and within it by the name to show."""
    each = {
        (panel, name): [np.asarray(run[history], dtype=float) for run in seeds.of(runs)]
        for panel, group in panels.items()
        for name, runs in group.items()
    }
    names = list(dict.fromkeys(name for _, name in each))
    colours = dict(zip(names, palette.SERIES, strict=False))
    room = max(fonts.width(f"{fonts.printable(name)} 0.000", canvas.SMALL, 600) for name in names) + 2.4
    rows, across = -(-len(panels) // ACROSS), (width - GAP * (ACROSS - 1)) / ACROSS
    figure, sheet = canvas.canvas(width, rows * STEP + 1)
    for place, panel in enumerate(panels):
        left, bottom = (place % ACROSS) * (across + GAP), (rows - 1 - place // ACROSS) * STEP + 8.5
        axes = canvas.panel(figure, left + 9, bottom, across - 9 - room, HEIGHT)
        axes.set(xlabel="epoch")
        canvas.write(sheet, left + 9, bottom + HEIGHT + 2.2, panel, bold=True)
        own = {name: lines for (group, name), lines in each.items() if group == panel}
        for name, lines in own.items():
            seeds.shade(axes, lines, colours[name])
            mean = seeds.mean(lines)
            says = f"{panel}, {name}: {label} {words.share(mean[-1])} after {len(mean)} epochs"
            axes.plot(np.arange(1, len(mean) + 1), mean, color=colours[name], gid=says)
        values = np.concatenate([seeds.extent(lines) for lines in own.values()])
        curves.limits(axes, values, max(len(line) for lines in own.values() for line in lines))
        ends = [(name, seeds.mean(lines), colours[name]) for name, lines in own.items()]
        curves.ends(axes, ends, HEIGHT)
    means = {key: seeds.mean(lines) for key, lines in each.items()}
    across_at = [place * (across + GAP) - GAP / 2 for place in range(1, min(ACROSS, len(panels)))]
    down_at = [place * STEP + 0.5 for place in range(1, rows)]
    return canvas.finish(figure, _alt(means, label), _columns(each), columns=across_at, rows=down_at)


def _alt(means: Means, label: str) -> str:
    parts = [
        f"{panel}, {name}, from {words.share(line[0])} to {words.share(line[-1])}"
        for (panel, name), line in means.items()
    ]
    return (
        f"{label.capitalize()} by epoch of {len(means)} runs, a panel for each loss: {words.listed(parts)}."
    )


def _columns(each: dict[tuple[str, str], list[NDArray[np.float64]]]) -> dict[str, list[Any]]:
    rows = [
        (panel, name, seed, epoch, float(value))
        for (panel, name), lines in each.items()
        for seed, line in enumerate(lines, 1)
        for epoch, value in enumerate(line, 1)
    ]
    names = ("loss", "run", "seed", "epoch", "value")
    return {column: [row[i] for row in rows] for i, column in enumerate(names)}
