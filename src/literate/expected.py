"""What others reported, or a teacher asks for: `expected.toml`, beside which the appendix shows what was measured here.

[[expected]]
source  = "Reference report, Question 3"
profile = "paper"                        # of whose data the numbers are
why     = "One seed; another split."     # protocols differ
q3.adam = {test = 0.885, train = [0.9, 1.0]}
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from literate.errors import SettingsError, nearest
from literate.settings import PROFILES

TEXTS = ("source", "profile", "why")


@dataclass(frozen=True)
class Number:
    """An expected number by the name that quotes it, from `low` to `high` (equal for one value), as it was typed."""

    name: tuple[str, ...]  # ("q3", "adam", "test")
    low: float
    high: float
    typed: str
    line: int


@dataclass(frozen=True)
class Expected:
    """The numbers of one source."""

    source: str
    profile: str
    why: str
    numbers: tuple[Number, ...]


def load(file: Path) -> list[Expected]:
    """Every source of `expected.toml`, none without the file. Raises `SettingsError` with file and line."""
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text, parse_float=_Typed)
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: not TOML: {error}") from None
    if odd := sorted(set(given) - {"expected"}):
        raise SettingsError(f"{_place(file, text, odd)}: no table {odd[0]!r}; write [[expected]]")
    tables = given.get("expected", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        place = _place(file, text, ["expected"])
        raise SettingsError(f"{place}: expected is no list of tables; write [[expected]] above each source")
    return [_source(file, text, table) for table in tables]


class _Typed(float):
    """A number that remembers its digits: 0.90 has two decimals."""

    def __new__(cls, typed: str) -> _Typed:
        made = super().__new__(cls, typed)
        made.typed = typed
        return made

    typed: str


def _source(file: Path, text: str, table: Mapping[str, Any]) -> Expected:
    said = {key: table.get(key, "") for key in TEXTS}
    for key, value in said.items():
        if not isinstance(value, str):
            raise SettingsError(
                f"{_place(file, text, [key])}: {key} = {value!r} is not allowed; allowed: a text in quotes"
            )
    if said["profile"] not in ("", *PROFILES):
        place = _place(file, text, [f'"{said["profile"]}"'])
        raise SettingsError(f"{place}: no profile {said['profile']!r}{nearest(said['profile'], PROFILES)}")
    numbers = [
        number
        for question, runs in table.items()
        if question not in TEXTS
        for number in _numbers(file, text, (question,), runs)
    ]
    return Expected(said["source"], said["profile"], said["why"], tuple(numbers))


def _numbers(file: Path, text: str, name: tuple[str, ...], value: Any) -> Iterator[Number]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _numbers(file, text, (*name, key), each)
        return
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2 or not all(map(_is_number, ends)) or ends[0] > ends[1]:
        allowed = "a number or a range [low, high], low first"
        raise SettingsError(
            f"{_place(file, text, name)}: {'.'.join(name)} = {value!r} is not allowed; allowed: {allowed}"
        )
    typed = [str(getattr(end, "typed", end)) for end in ends]
    shown = f"{typed[0]} … {typed[1]}" if isinstance(value, list) else typed[0]
    yield Number(name, float(ends[0]), float(ends[1]), shown, _line(text, name))


def _is_number(end: Any) -> bool:
    return isinstance(end, int | float) and not isinstance(end, bool) and math.isfinite(end)


def _place(file: Path, text: str, name: tuple[str, ...] | list[str]) -> str:
    return f"{file.name}:{_line(text, name)}"


def _line(text: str, name: tuple[str, ...] | list[str]) -> int:
    """The line that says most of a dotted name: TOML's reader tells no lines."""
    best, most = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        found = sum(
            bool(re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", line.partition("#")[0])) for part in name
        )
        if found > most:
            best, most = number, found
    return best
