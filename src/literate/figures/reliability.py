"""A reliability diagram: how often a prediction of a given confidence is right, and how many images have it.

Guo et al., On calibration of modern neural networks (ICML 2017): predictions fall into bins by the largest
probability; a calibrated run's bars reach the diagonal, and the expected calibration error is the mean
distance of bar and confidence, weighted by images.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from literate.figures import canvas, fonts, palette, words
from literate.figures.canvas import Drawing
from measures import calibration

SIDE = 42.0  # mm, of the diagram
COUNTS = 11.0  # mm, height of the strip of counts


def draw(
    run: Mapping[str, Any],
    *,
    scores: str = "test_scores",
    labels: str = "test_labels",
    bins: int = 10,
    title: str = "",
    key: bool = True,
    width: float = canvas.HALF,
) -> Drawing:
    """The diagram of a run's `scores` (N, K), which must be probabilities, in `bins` of equal width.

    Of two diagrams side by side one `key` is enough.
    """
    classes = len(run["classes"])
    found = calibration.reliability(run[labels], run[scores], classes, bins)
    error = calibration.expected_error(run[labels], run[scores], classes, bins)
    figure, sheet = canvas.canvas(width, SIDE + COUNTS + 20.5 + (5 if title else 0))
    if title:
        canvas.write(sheet, 10, SIDE + COUNTS + 22.5, title, size=canvas.LARGE, bold=True)
    edges = np.linspace(0, 1, bins + 1)
    upper = canvas.panel(figure, 10, 12 + COUNTS, width - 12, SIDE)
    _diagram(upper, edges, found, error)
    if key:
        _key(sheet, 12 + COUNTS + SIDE + 2.5)
    lower = canvas.panel(figure, 10, 9, width - 12, COUNTS)
    _counts(lower, edges, found)
    said = f"{words.count(int(found.images.sum()))} images, calibration error {words.share(error)}."
    return canvas.finish(figure, _alt(found, error), _columns(edges, found), said)


def _diagram(axes: Axes, edges: NDArray[np.float64], found: calibration.Reliability, error: float) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), ylabel="share right", xticklabels=[])
    axes.plot([0, 1], [0, 1], color=palette.INK, alpha=palette.FAINT, linewidth=0.6, dashes=(4, 3))
    step = edges[1]
    for left, n, sure, right in zip(edges, *found, strict=False):
        if n:
            says = f"{words.images(n)} of mean confidence {words.share(sure)}: {words.share(right)} right"
            canvas.box(axes, (left + 0.004, 0), step - 0.008, right, palette.BLUE, 0.3, says)
            axes.plot(
                [left + 0.004, left + step - 0.004], [right, right], color=palette.BLUE, solid_capstyle="butt"
            )
            axes.plot(
                [sure, sure], [sure, right], color=palette.RED, linewidth=1.6, solid_capstyle="butt", gid=says
            )
    canvas.write(axes, 0, 1, "calibration error", offset=(0, 6), size=canvas.SMALL, alpha=palette.MUTED)
    after = fonts.width("calibration error", canvas.SMALL) + 0.7
    canvas.write(axes, 0, 1, words.share(error), offset=(after, 6), size=canvas.SMALL, bold=True)


def _key(sheet: Axes, y: float) -> None:
    """What the sticks and the diagonal are, in one line."""
    sheet.plot([10.4, 10.4], [y - 1.1, y + 1.1], color=palette.RED, linewidth=1.6, solid_capstyle="butt")
    canvas.write(sheet, 12, y, "from mean confidence to share right", size=canvas.SMALL, colour=palette.RED)
    after = 15 + fonts.width("from mean confidence to share right", canvas.SMALL)
    sheet.plot(
        [after, after + 4], [y, y], color=palette.INK, alpha=palette.MUTED, linewidth=0.6, dashes=(4, 3)
    )
    canvas.write(sheet, after + 5, y, "right as often as sure", size=canvas.SMALL, alpha=palette.MUTED)


def _counts(axes: Axes, edges: NDArray[np.float64], found: calibration.Reliability) -> None:
    most = int(found.images.max())
    axes.set(xlim=(0, 1), ylim=(0, most * 1.35), yticks=[], xlabel="confidence")
    axes.spines["left"].set_visible(False)
    axes.set_ylabel("images", labelpad=12)
    for left, n in zip(edges, found.images, strict=False):
        canvas.box(axes, (left + 0.004, 0), edges[1] - 0.008, int(n), palette.GREY, 0.5)
        if n:
            middle, text = left + edges[1] / 2, words.count(n)
            canvas.write(axes, middle, int(n), text, size=canvas.LEAST, ha="center", offset=(0, 1.5))


def _alt(found: calibration.Reliability, error: float) -> str:
    total = int(found.images.sum())
    right = float(np.nansum(found.images * found.accuracy) / total)
    sure = float(np.nansum(found.images * found.confidence) / total)
    return (
        f"Reliability diagram of {words.count(total)} images in {len(found.images)} bins of confidence: mean "
        f"confidence {words.share(sure)}, share right {words.share(right)}, expected calibration error "
        f"{words.share(error)}."
    )


def _columns(edges: NDArray[np.float64], found: calibration.Reliability) -> dict[str, list[Any]]:
    def known(values: NDArray[np.float64]) -> list[float | None]:
        return [float(value) if value == value else None for value in values]

    return {
        "confidence_from": edges[:-1].tolist(),
        "confidence_to": edges[1:].tolist(),
        "images": found.images.tolist(),
        "mean_confidence": known(found.confidence),
        "share_right": known(found.accuracy),
    }
