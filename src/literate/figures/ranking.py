"""A ranked list beside curves: names, a dot for each value between the least and the greatest, and the value."""

from matplotlib.axes import Axes

from literate.figures import canvas, fonts, palette, words

LISTED = 12  # entries that can be told apart
ROW = 3.1  # mm, a line of the list
NAME = 17.5  # mm, room for a name
DECIMALS = 4  # of a value: near 1 three would call equal what the dots show apart
SCALE = 18.0  # mm, from the least value to the greatest

Entry = tuple[str, float, str]  # name, value, colour; largest value first


def room(entries: list[Entry]) -> float:
    """Width of names and dots, mm; the values take 10 more."""
    return 19.5 + min(NAME, max(fonts.width(fonts.printable(name), canvas.SMALL) for name, *_ in entries))


def together(names: list[str]) -> str:
    """The name of an entry that stands for all of these: they themselves if there is room, or how many they are."""
    joined = ", ".join(names)
    fits = fonts.width(fonts.printable(joined), canvas.SMALL) <= NAME
    return joined if fits or len(names) == 1 else f"{len(names)} classes"


def height(entries: list[Entry]) -> float:
    """Height of the list with its heading, mm."""
    return 5 + ROW * len(entries)


def draw(sheet: Axes, entries: list[Entry], right: float, bottom: float, heading: str) -> None:
    """The list, whose values begin at `right`, above `bottom`; on paper of its own."""
    top, left = bottom + 2.6 + ROW * len(entries), right - SCALE
    high, low = entries[0][1], entries[-1][1]
    sheet.set_zorder(1)
    canvas.box(
        sheet,
        (right - room(entries) - 1, bottom + 0.6),
        room(entries) + 9,
        top - bottom + 1,
        palette.PAPER,
        0.9,
    )
    canvas.write(sheet, left, top, heading, size=canvas.SMALL, alpha=palette.MUTED)
    for line, (name, value, colour) in enumerate(entries, 1):
        y = top - ROW * line
        type_colour = palette.INK if colour == palette.GREY else colour
        short = fonts.shortened(name, NAME, canvas.SMALL)
        canvas.write(sheet, left - 1.5, y, short, size=canvas.SMALL, ha="right")
        sheet.plot([left, right - 1.5], [y, y], color=palette.GREY, alpha=0.4, linewidth=0.4)
        at = left + 0.6 + (SCALE - 3) * (value - low) / max(high - low, 1e-9)
        canvas.dots(
            sheet, [at], [y], colour, 1.3, says=f"{heading} of {name}: {words.share(value, DECIMALS)}"
        )
        canvas.write(sheet, right, y, words.share(value, DECIMALS), size=canvas.SMALL, colour=type_colour)
