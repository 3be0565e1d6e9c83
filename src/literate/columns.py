"""Rows of text in aligned columns, seconds and bytes in words, and colour where somebody looks at a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import zip_longest

COLOURS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36, "grey": 90, "bold": 1}


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Each row as a line; the columns in `right` end at the same place, the others begin there. A row may end early."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = [
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=False))
        )
        for row in rows
    ]
    return [line.rstrip() for line in lines]


def painted(text: str, colour: str) -> str:
    """The text in a colour on a terminal; as it is in a file, or where NO_COLOR is set."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"


def duration(seconds: float) -> str:
    """`0.4 s`, `21 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    large, small, units = (whole // 60, whole % 60, ("min", "s"))
    if large >= 60:
        minutes = round(whole / 60)
        large, small, units = (minutes // 60, minutes % 60, ("h", "min"))
    return f"{large} {units[0]} {small} {units[1]}" if small else f"{large} {units[0]}"


def size(count: int) -> str:
    """`12 B`, `1.2 MB`: decimal units, as disks are sold and `ls --si` counts."""
    number, units = float(count), iter(("B", "kB", "MB", "GB", "TB"))
    unit = next(units)
    while number >= 999.5 and unit != "TB":
        number, unit = number / 1000, next(units)
    return f"{number:.0f} {unit}" if unit == "B" or number >= 99.5 else f"{number:.1f} {unit}"
