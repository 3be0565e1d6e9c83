"""An outline as SVG's path data: relative moves in hundredths of a unit, the shortest spelling there is."""

from matplotlib.path import Path
from matplotlib.transforms import Transform

NAMES = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c", Path.CLOSEPOLY: "z"}


def number(hundredths: int) -> str:
    """A whole number of hundredths as SVG's shortest decimal: 150 → 1.5, −5 → -.05."""
    text = f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def spelled(path: Path, transform: Transform) -> str:
    """A path's `d` in relative moves of hundredths; rounded before subtracting, so errors never add up."""
    words: list[str] = []
    start = here = (0, 0)
    for vertices, code in path.iter_segments(transform, remove_nans=True, simplify=False):
        name = NAMES[code]
        if name == "z":
            words.append("z")
            here = start
            continue
        points = [
            (round(100 * x), round(100 * y)) for x, y in zip(vertices[::2], vertices[1::2], strict=True)
        ]
        words.append(_move(name, [(x - here[0], y - here[1]) for x, y in points]))
        here = points[-1]
        start = here if name == "m" else start
    return "".join(words)


def _move(name: str, steps: list[tuple[int, int]]) -> str:
    x, y = steps[0]
    if name == "l" and y == 0:
        return "h" + number(x)
    if name == "l" and x == 0:
        return "v" + number(y)
    flat = [number(value) for step in steps for value in step]
    return name + flat[0] + "".join(text if text.startswith("-") else " " + text for text in flat[1:])
