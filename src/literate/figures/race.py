"""One history of several runs by epoch, all in one panel, each named at its end.

Under several seeds a run is its mean over them, before a band: the 95 % interval of the mean, from three seeds on.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from literate.figures import canvas, curves, fonts, palette, seeds, words
from literate.figures.canvas import Drawing

HEIGHT = 48.0  # mm, of the panel

Lines = dict[str, list[NDArray[np.float64]]]  # name to one history (E,) a seed


def draw(
    runs: Mapping[str, seeds.Runs],
    *,
    history: str = "history_train_loss",
    label: str = "training loss",
    title: str = "",
    width: float = canvas.HALF,
) -> Drawing:
    """The `history` (E,) of each of `runs`, a mapping from the name to show to a run, or to one a seed."""
    lines = {name: [np.asarray(run[history], dtype=float) for run in seeds.of(r)] for name, r in runs.items()}
    means = {name: seeds.mean(each) for name, each in lines.items()}
    names = [fonts.shortened(name, width / 2 - 9, canvas.SMALL) for name in runs]
    room = max(fonts.width(f"{name} 0.000", canvas.SMALL, 600) for name in names) + 2.4
    figure, sheet = canvas.canvas(width, 10 + HEIGHT + (5 if title else 1))
    if title:
        canvas.write(sheet, 11, 13 + HEIGHT, title, size=canvas.LARGE, bold=True)
    axes = canvas.panel(figure, 11, 9, width - 11 - room, HEIGHT)
    axes.set(xlabel="epoch", ylabel=label)
    colours = [palette.SERIES[place % len(palette.SERIES)] for place in range(len(names))]
    for (name, mean), colour in zip(means.items(), colours, strict=True):
        says = f"{name}: {label} {words.share(mean[-1])} after {len(mean)} epochs"
        _lines(axes, lines[name], mean, colour, says)
    everything = np.concatenate([seeds.extent(each) for each in lines.values()])
    curves.limits(axes, everything, max(map(len, means.values())))
    curves.ends(axes, list(zip(names, means.values(), colours, strict=True)), HEIGHT)
    return canvas.finish(figure, _alt(means, label, lines), _columns(lines))


def _lines(
    axes: Axes, each: list[NDArray[np.float64]], mean: NDArray[np.float64], colour: str, says: str
) -> None:
    seeds.shade(axes, each, colour)
    axes.plot(np.arange(1, len(mean) + 1), mean, color=colour, gid=says)
    if len(mean) == 1:
        canvas.dots(axes, [1], mean, colour, 1.2)


def _alt(means: Mapping[str, NDArray[np.float64]], label: str, lines: Lines) -> str:
    ends = sorted(means.items(), key=lambda item: float(np.nan_to_num(item[1][-1], nan=np.inf)))
    parts = [f"{name} from {words.share(line[0])} to {words.share(line[-1])}" for name, line in ends]
    most = max(map(len, lines.values()))
    over = f", means over {most} seeds" if most > 1 else ""
    return f"{label.capitalize()} by epoch of {len(means)} runs{over}, lowest first: {words.listed(parts)}."


def _columns(lines: Lines) -> dict[str, list[Any]]:
    rows = [
        (name, seed, epoch, float(value))
        for name, each in lines.items()
        for seed, line in enumerate(each, 1)
        for epoch, value in enumerate(line, 1)
    ]
    return {column: [row[i] for row in rows] for i, column in enumerate(("run", "seed", "epoch", "value"))}
