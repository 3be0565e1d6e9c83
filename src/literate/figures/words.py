"""Numbers and lists as a figure spells them, under the report's one rounding rule."""

from collections.abc import Sequence

from literate.document import rounding


def share(value: float, decimals: int = 3) -> str:
    """A share between 0 and 1, or a dash where it is not defined."""
    return rounding.fixed(value, decimals)


def count(number: int) -> str:
    """A whole number, its thousands apart: 8 000."""
    return rounding.fixed(int(number), 0)


def images(number: int) -> str:
    """So many images: `1 image`, `2 000 images`."""
    return f"{count(number)} image{'' if number == 1 else 's'}"


def listed(items: Sequence[str]) -> str:
    """Items with commas, the last with `and`."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
