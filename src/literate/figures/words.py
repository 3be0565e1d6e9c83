"""Numbers and lists as a figure spells them: three decimals, rounded half to even; thin spaces in thousands."""

from collections.abc import Sequence


def share(value: float, decimals: int = 3) -> str:
    """A share between 0 and 1, or a dash where it is not defined."""
    return f"{value:.{decimals}f}" if value == value else "–"


def count(number: int) -> str:
    """A whole number, its thousands apart: 8 000."""
    return f"{int(number):,}".replace(",", "\u2009")


def listed(items: Sequence[str]) -> str:
    """Items with commas, the last with `and`."""
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
