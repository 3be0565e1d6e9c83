"""What to quote instead of a number typed by hand: the page's results and arguments that print the same digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

MANY = 2  # suggestions: more would be a guess


def quoting(typed: str, value: float | None, sentence: str, known: Mapping[str, float]) -> list[str]:
    """The names in `known` (name → value) that a typed number may stand for; those that its sentence names first."""
    if value is None:
        return []
    scale = 100 if "%" in typed else 1
    decimals = len(re.sub(r"[^\d.]", "", typed).partition(".")[2])
    exact = decimals == 0 and scale == 1  # a count or an argument
    if exact and value in (0, 1):
        return []  # anything may be 1
    same = [
        name
        for name, each in known.items()
        if each == value or (not exact and round(each * scale, decimals) == round(value * scale, decimals))
    ]
    words = set(re.findall(r"[a-z]+", sentence.lower()))
    parts = {name: words & set(re.split(r"[._]", name)) for name in same}
    same.sort(key=lambda name: (-len(parts[name]), known[name] != value))  # stable: else in the page's order
    meant = [name for name in same if parts[name]]
    return (meant or same)[:MANY] if meant or len(same) <= MANY else []


def names(quantities: Mapping[str, object], path: str = "") -> Iterator[tuple[str, float]]:
    """Every number of a page by the name that quotes it, `adam.test` or `adam.args.lr`."""
    for key, each in quantities.items():
        place = f"{path}.{key}" if path else key
        if isinstance(each, Mapping):
            yield from names(each, place)
        elif isinstance(number := getattr(each, "value", each), int | float) and not isinstance(number, bool):
            yield place, float(number)
