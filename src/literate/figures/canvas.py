"""A sheet of paper of true printed size, and the drawing that comes off it.

Figures are drawn at the size they are printed, so that type is 6 to 8.5 points everywhere and strokes match
from one figure to the next. The sheet's axes are in millimetres with the origin at the lower left; data stand
in panels placed on it. matplotlib is used without pyplot, from its own defaults and the style below: no
settings file of a machine or a user has a say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from literate.figures import fonts, palette, svg

FULL, COLUMN, HALF = 166.0, 118.0, 80.0  # widths of the page, the text column and a half of the page, mm
LEAST, SMALL, BODY, LARGE = 6.0, 6.5, 7.0, 8.0  # type sizes, points

STYLE: Any = {
    "figure.dpi": 72,
    "font.family": [fonts.FAMILY],
    "font.size": BODY,
    "text.parse_math": False,
    "path.simplify": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.labelsize": BODY,
    "axes.labelpad": 3,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 2.2,
    "ytick.major.size": 2.2,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.pad": 2.2,
    "ytick.major.pad": 2.2,
    "lines.linewidth": 1.1,
    "lines.solid_capstyle": "round",
    "axes.autolimit_mode": "data",
}

# Once per process: the process that draws draws nothing but the report.
matplotlib.rcdefaults()
matplotlib.rcParams.update(STYLE)
fonts.register()


@dataclass(frozen=True)
class Drawing:
    """A figure: its SVG, what it shows in words, the columns behind it, its size in mm, an addition to its caption."""

    svg: str
    alt: str
    data: dict[str, list[Any]]
    width: float
    height: float
    caption: str = ""


class Picture(Artist):
    """An image file inside a figure, placed in the axes' own units and never resampled."""

    def __init__(self, axes: Axes, box: tuple[float, float, float, float], uri: str, pixelated: bool) -> None:
        super().__init__()
        self.box, self.uri, self.pixelated = box, uri, pixelated
        axes.add_artist(self)

    def draw(self, renderer: RendererBase) -> None:
        """Hand the file to the renderer."""
        x, y, width, height = self.box
        (x0, y0), (x1, y1) = self.get_transform().transform([(x, y), (x + width, y + height)])
        renderer.open_group("picture", self.get_gid())
        if isinstance(renderer, svg.Renderer):
            renderer.draw_picture(x0, y0, x1 - x0, y1 - y0, self.uri, self.pixelated)
        renderer.close_group("picture")


def canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty sheet of `width` × `height` mm, and axes over all of it whose unit is the millimetre."""
    figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor="none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, width), ylim=(0, height))
    return figure, axes


def panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes for data, with a line at the left and at the bottom; position and size in mm."""
    across, up = (25.4 * float(inches) for inches in figure.get_size_inches())
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up), facecolor="none")
    axes.spines[["left", "bottom"]].set_alpha(0.6)
    axes.tick_params(color=(0, 0, 0, 0.6))
    return axes


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = BODY,
    ha: str = "left",
    colour: str = palette.INK,
    alpha: float = 1.0,
    bold: bool = False,
    upwards: bool = False,
    offset: tuple[float, float] = (0, 0),
    says: str = "",
) -> Text:
    """Set one line of type whose capitals are centred on (x, y); `offset` in mm, `says` shows on hover."""
    drop = 0.33 * size  # from the middle of a capital down to the baseline
    written = axes.annotate(
        fonts.printable(text),
        (x, y),
        xytext=(offset[0] * fonts.MM + drop * upwards, offset[1] * fonts.MM - drop * (not upwards)),
        textcoords="offset points",
        fontproperties=fonts.properties(size, 600 if bold else 400),
        ha=ha,
        va="baseline",
        color=colour,
        alpha=alpha,
        rotation=90 * upwards,
        rotation_mode="anchor",
        annotation_clip=False,
    )
    written.set_gid(says or None)
    return written


def box(
    axes: Axes,
    corner: tuple[float, float],
    width: float,
    height: float,
    colour: str,
    alpha: float = 1.0,
    says: str = "",
) -> None:
    """Fill a rectangle from its lower left corner."""
    axes.add_patch(Rectangle(corner, width, height, facecolor=(colour, alpha), linewidth=0, gid=says or None))


def strips(
    axes: Axes,
    x: Sequence[float] | np.ndarray,
    y: Sequence[float] | np.ndarray,
    lengths: float | np.ndarray,
    height: float,
    colour: str,
    alpha: float = 1.0,
    says: str = "",
) -> None:
    """Fill strips from the middles of their left sides: thick strokes of one path, half a rectangle's bytes each."""
    ends = np.column_stack([x, y, np.asarray(x) + lengths, y]).reshape(-1, 2)  # (2N, 2)
    path = Path(ends, [Path.MOVETO, Path.LINETO] * (len(ends) // 2))
    stroke = {"edgecolor": (colour, alpha), "linewidth": height * fonts.MM, "capstyle": "butt"}
    axes.add_patch(PathPatch(path, fill=False, gid=says or None, **stroke))


def dots(
    axes: Axes,
    x: Sequence[float] | np.ndarray,
    y: Sequence[float] | np.ndarray,
    colour: str,
    size: float = 1.0,
    alpha: float = 1.0,
    says: str = "",
    zorder: float = 3,
) -> None:
    """Set round dots of `size` mm: strokes of no length with round ends, a tenth of a circle's bytes."""
    points = np.repeat(np.column_stack([x, y]).astype(float), 2, axis=0)  # (2N, 2)
    path = Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))
    stroke = {"edgecolor": (colour, alpha), "linewidth": size * fonts.MM, "capstyle": "round"}
    axes.add_patch(PathPatch(path, fill=False, gid=says or None, zorder=zorder, **stroke))


def finish(
    figure: Figure,
    alt: str,
    data: dict[str, list[Any]],
    caption: str = "",
    columns: Sequence[float] = (),
    rows: Sequence[float] = (),
) -> Drawing:
    """The drawing on the sheet, with its description, the columns behind it, and a sentence for its caption.

    At `columns` and `rows`, mm from the left and from the top, the sheet falls into parts that a phone shows one
    below the other.
    """
    if len({len(column) for column in data.values()}) > 1:
        raise ValueError(f"figure: columns of unequal length: { {k: len(v) for k, v in data.items()} }")
    width, height = (float(inches) for inches in figure.get_size_inches())
    cuts = ([fonts.MM * cut for cut in each] for each in (columns, rows))
    renderer = svg.Renderer(72 * width, 72 * height, *cuts)
    figure.draw(renderer)
    size = round(25.4 * width, 3), round(25.4 * height, 3)
    return Drawing(renderer.document(), alt, data, *size, caption)
