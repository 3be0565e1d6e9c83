"""One history of several runs by epoch, all in one panel, each named at its end."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from literate.figures import canvas, curves, fonts, palette, words
from literate.figures.canvas import Drawing

HEIGHT = 48.0  # mm, of the panel


def draw(
    runs: Mapping[str, Mapping[str, Any]],
    *,
    history: str = "history_train_loss",
    label: str = "training loss",
    title: str = "",
    width: float = canvas.HALF,
) -> Drawing:
    """The `history` (E,) of each of `runs`, a mapping from the name to show to the run."""
    names = {name: fonts.shortened(name, width / 2.6 - 9, canvas.SMALL) for name in runs}
    lines = {name: np.asarray(run[history], dtype=float) for name, run in runs.items()}
    room = max(fonts.width(f"{short} 0.000", canvas.SMALL, 600) for short in names.values()) + 2
    figure, sheet = canvas.canvas(width, 10 + HEIGHT + (5 if title else 1))
    if title:
        canvas.write(sheet, 11, 13 + HEIGHT, title, size=canvas.LARGE, bold=True)
    axes = canvas.panel(figure, 11, 9, width - 11 - room, HEIGHT)
    axes.set(xlabel="epoch", ylabel=label)
    colours = dict(zip(lines, (palette.SERIES * len(lines))[: len(lines)], strict=True))
    for name, line in lines.items():
        (drawn,) = axes.plot(np.arange(1, len(line) + 1), line, color=colours[name])
        drawn.set_gid(f"{name}: {label} {words.share(line[-1])} after {len(line)} epochs")
        if len(line) == 1:
            canvas.dots(axes, [1], line, colours[name], 1.2)
    curves.limits(axes, np.concatenate(list(lines.values())), max(map(len, lines.values())))
    curves.ends(axes, {names[n]: (line, colours[n]) for n, line in lines.items()}, HEIGHT)
    return canvas.finish(figure, _alt(lines, label), _columns(lines))


def _alt(lines: Mapping[str, NDArray[np.float64]], label: str) -> str:
    ends = sorted(lines.items(), key=lambda item: float(item[1][-1]))
    parts = [f"{name} from {words.share(line[0])} to {words.share(line[-1])}" for name, line in ends]
    return f"{label.capitalize()} by epoch of {len(lines)} runs, lowest at the end first: {words.listed(parts)}."


def _columns(lines: Mapping[str, NDArray[np.float64]]) -> dict[str, list[Any]]:
    return {
        "run": [name for name, line in lines.items() for _ in line],
        "epoch": [epoch for line in lines.values() for epoch in range(1, len(line) + 1)],
        "value": [float(value) for line in lines.values() for value in line],
    }
