"""Who hands in what: `report.toml`, checked by hand, because a build with nothing to do has no time for a library.

A wrong key or value is one line: file, line, key, value and what is allowed. `doit key=value` overrides a key.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from literate.errors import SettingsError, nearest

PROFILES = ("quick", "paper")
MARKS = ("margin", "appendix")  # where the marks of claims that are within noise or refuted are said
WEIGHTS = ("imagenet", "glyphs")
NUMBERS = ("seeds", "images", "epochs")
SEEDS = range(1, 101)


class Author(NamedTuple):
    """One who hands in; `roll` is the roll or matriculation number, `contribution` what they did."""

    name: str
    roll: str = ""
    contribution: str = ""


class Settings(NamedTuple):
    """What `report.toml` says, with its defaults."""

    title: str = "Report"
    subtitle: str = ""
    course: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    tools: str = ""
    profile: str = "quick"
    seeds: int = 1
    marks: str = "margin"
    question_pages: bool = False
    images: int | None = None  # most of a part of a data set; None for all
    epochs: int | None = None  # most of a run; None for all that are planned
    weights: str = "imagenet"  # what the paper profile's networks were pretrained on
    data: str = "data"
    mirror: str = ""  # where to look for archives: a base address or a folder
    archives: Mapping[str, str] = MappingProxyType({})  # checksum by file, instead of the published


def load(file: Path, overrides: Mapping[str, str] | None = None) -> Settings:
    """Settings from a file and `key=value` overrides. Raises `SettingsError` with file, line, key and value."""
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except FileNotFoundError:
        text, given = "", {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: not TOML: {error}") from None
    place = functools.partial(_place, file, text)
    values = {key: _checked(key, value, place) for key, value in given.items()}
    for key, value in (overrides or {}).items():
        values[key] = _checked(key, _literal(key, value), functools.partial(_typed, value))
    roll = values.pop("roll", "")
    if roll:
        values["authors"] = _with_roll(values.get("authors", ()), roll, place)
    return Settings(**values)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text in quotes")
    return value


def _one_of(*allowed: str) -> Callable[[Any], str]:
    """A check for a few words."""

    def checked(value: Any) -> str:
        if value not in allowed:
            raise ValueError(" or ".join(f'"{word}"' for word in allowed))
        return str(value)

    return checked


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _seeds(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in SEEDS:
        raise ValueError(f"a whole number from {SEEDS[0]} to {SEEDS[-1]}")
    return value


def _at_most(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("a whole number from 1 on")
    return value


def _date(value: Any) -> str:
    """A text, or TOML's own date."""
    return str(value.isoformat()) if hasattr(value, "isoformat") else _text(value)


def _authors(value: Any) -> tuple[Author, ...]:
    allowed = 'names ["Ada", …] or tables {name = "Ada", roll = "7", contribution = "…"}'
    authors = []
    for item in [value] if isinstance(value, str) else value if isinstance(value, list) else [None]:
        table = {"name": item} if isinstance(item, str) else item
        keys = {"name", "roll", "contribution"}
        if not isinstance(table, dict) or "name" not in table or not set(table) <= keys:
            raise ValueError(allowed)
        if not all(isinstance(text, str) for text in table.values()):
            raise ValueError(allowed)
        authors.append(Author(**table))
    return tuple(authors)


def _mirror(value: Any) -> str:
    if "://" in _text(value) and not value.startswith(("http://", "https://")):
        raise ValueError("a folder, or an address that begins with http:// or https://")
    return str(value)


def _archives(value: Any) -> dict[str, str]:
    """Checksums by file name, of archives that may stand for the published ones."""
    if not isinstance(value, dict) or not all(
        isinstance(one, str) and re.fullmatch("sha256:[0-9a-f]{64}", one) for one in value.values()
    ):
        raise ValueError('a table of "file" = "sha256:" and 64 hexadecimal digits')
    return value


CHECKS: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "subtitle": _text,
    "course": _text,
    "authors": _authors,
    "roll": _text,
    "date": _date,
    "tools": _text,
    "profile": _one_of(*PROFILES),
    "seeds": _seeds,
    "marks": _one_of(*MARKS),
    "question_pages": _flag,
    "images": _at_most,
    "epochs": _at_most,
    "weights": _one_of(*WEIGHTS),
    "data": _text,
    "mirror": _mirror,
    "archives": _archives,
}


def _checked(key: str, value: Any, place: Callable[[str], str]) -> Any:
    if key not in CHECKS:
        raise SettingsError(f"{place(key)}: no setting {key!r}{nearest(key, CHECKS)}")
    try:
        return CHECKS[key](value)
    except ValueError as error:
        raise SettingsError(f"{place(key)}: {key} = {value!r} is not allowed; allowed: {error}") from None


def _literal(key: str, value: str) -> Any:
    """The command line has only texts; what is no text in `report.toml` is read as it would be there."""
    if key == "question_pages":
        return {"true": True, "false": False}.get(value, value)
    return int(value) if key in NUMBERS and re.fullmatch(r"-?\d+", value) else value


def _with_roll(authors: tuple[Author, ...], roll: str, place: Callable[[str], str]) -> tuple[Author, ...]:
    if len(authors) != 1 or authors[0].roll:
        raise SettingsError(
            f"{place('roll')}: roll = {roll!r} is for one author; with several, write it in their tables"
        )
    return (Author(authors[0].name, roll, authors[0].contribution),)


def _typed(value: str, key: str) -> str:
    """Where a setting on the command line stands."""
    return f"{key}={value}"


def _place(file: Path, text: str, key: str) -> str:
    """The line of the file that sets a key; looked for only when something is wrong with it."""
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", line):
            return f"{file.name}:{number}"
    return file.name
