"""A strip of example images with true and predicted class: the mistakes a run was surest of.

Sure is what gives the predicted class a great score, and by it the strip is ordered, so that the numbers below
the images fall from left to right. Two strips of half the width, one after the other, stand in a row on paper and
in two on a phone.
"""

import base64
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray
from PIL import Image

from literate.figures import canvas, fonts, palette, words
from literate.figures.canvas import Drawing, Picture

GAP = 3.0  # mm between images
PIXELS = 72  # of an image's longer side, at most: 100 dpi of type-area width is plenty at this size
TINY = 40  # pixels; up to here an image is shown pixel by pixel, lossless


def draw(
    run: Mapping[str, Any],
    data: Mapping[str, Any],
    *,
    part: str = "test",
    number: int = 8,
    after: int = 0,
    width: float = canvas.FULL,
) -> Drawing:
    """The `number` surest mistakes of `run`, after so many, found by id among the images of `data` in `part`."""
    names = [str(name) for name in run["classes"]]
    scores, labels = np.asarray(run[f"{part}_scores"]), np.asarray(run[f"{part}_labels"])
    wrong = _surest_mistakes(scores, labels)
    mistakes = wrong[after : after + number]
    ids = [str(i) for i in np.asarray(run[f"{part}_ids"])[mistakes]]
    images = _images(data, part, ids)
    side = min((width - GAP * (number - 1)) / number, 24.0)
    tallest = max((image.shape[0] / max(image.shape[:2]) for image in images), default=0.0)
    figure, sheet = canvas.canvas(width, side * tallest + 10)
    rows = []
    for place, n in enumerate(mistakes):
        predicted, sure = int(scores[n].argmax()), _confidence(scores[n])
        rows.append((ids[place], names[labels[n]], names[predicted], sure))
        _example(sheet, place * (side + GAP), side, images[place], rows[-1])
    if not rows:
        said = "No other mistake was made." if len(wrong) else "No mistake was made."
        canvas.write(sheet, 0, 5, said, alpha=palette.MUTED)
    columns = ("id", "true", "predicted", "confidence")
    shown = {c: [row[i] for row in rows] for i, c in enumerate(columns)}
    return canvas.finish(figure, _alt(rows, after), shown, _rule(len(rows), len(wrong), after))


def _surest_mistakes(scores: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of the wrongly classified, by the score of the predicted class, largest first."""
    wrong = np.flatnonzero(scores.argmax(1) != labels)
    return wrong[np.argsort(-scores[wrong].max(1), kind="stable")]


def _rule(shown: int, wrong: int, after: int) -> str:
    """Which of all mistakes are shown, and in which order."""
    if not shown:
        return ""
    if after:
        return f"The next {shown}." if shown > 1 else "The next one."
    which = (
        f"The {shown} surest of {words.count(wrong)} mistakes" if shown < wrong else f"All {shown} mistakes"
    )
    return f"{which}, the surest first."


def _confidence(scores: NDArray[np.float32]) -> float | None:
    """The largest score where the scores are probabilities."""
    probabilities = scores.min() >= 0 and abs(float(scores.sum()) - 1) < 1e-3
    return float(scores.max()) if probabilities else None


def _images(data: Mapping[str, Any], part: str, ids: list[str]) -> list[NDArray[np.uint8]]:
    place = {str(i): n for n, i in enumerate(np.asarray(data[f"{part}_ids"]))}
    if missing := [i for i in ids if i not in place]:
        raise KeyError(
            f"examples: the data set has no {part} image {missing[0]!r}; give the run's own data set"
        )
    return [np.asarray(data[f"{part}_images"][place[i]]) for i in ids]


def _example(
    sheet: Axes, x: float, side: float, image: NDArray[np.uint8], row: tuple[str, str, str, float | None]
) -> None:
    key, true, predicted, sure = row
    uri, (w, h), crisp = _encoded(image)
    scale = side / max(w, h)
    corner = (x + (side - w * scale) / 2, 9.5)
    picture = Picture(sheet, (*corner, w * scale, h * scale), uri, crisp)
    edges = [corner[0], corner[0] + w * scale], [corner[1], corner[1] + h * scale]
    around = [edges[0][i] for i in (0, 1, 1, 0, 0)], [edges[1][i] for i in (0, 0, 1, 1, 0)]
    sheet.plot(*around, color=palette.GREY, linewidth=0.4)
    picture.set_gid(f"image {key} of class {true}, taken for {predicted}")
    canvas.write(sheet, x, 6.8, fonts.shortened(true, side, canvas.BODY, 600), bold=True)
    canvas.write(sheet, x, 4.0, fonts.shortened(f"→ {predicted}", side, canvas.BODY), colour=palette.RED)
    if sure is not None:
        canvas.write(sheet, x, 1.4, words.share(sure, 2), size=canvas.SMALL, alpha=palette.MUTED)


def _encoded(image: NDArray[np.uint8]) -> tuple[str, tuple[int, int], bool]:
    """The image as a data URI, its size in pixels, and whether its pixels are to be seen as they are."""
    picture = Image.fromarray(image.squeeze())
    crisp = max(picture.size) <= TINY
    file = io.BytesIO()
    if crisp:
        picture.save(file, "PNG", optimize=True)
    else:
        picture.thumbnail((PIXELS, PIXELS), Image.Resampling.LANCZOS)
        picture.save(file, "JPEG", quality=72, optimize=True)
    kind = "png" if crisp else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(file.getvalue()).decode()}", picture.size, crisp


def _alt(rows: list[tuple[str, str, str, float | None]], after: int) -> str:
    if not rows:
        return (
            f"No{' other' * bool(after)} example: every{' other' * bool(after)} image was classified rightly."
        )
    parts = [f"{true} taken for {predicted}" + (f" ({words.share(sure, 2)})" if sure is not None else "")
             for _, true, predicted, sure in rows]  # fmt: skip
    which = f"The {len(rows)} next surest mistakes" if after else f"The {len(rows)} surest mistakes"
    return f"{which}, surest first: {words.listed(parts)}."
