"""What was tried and did not stay: `tried.toml`, to which `doit tried --keep` adds and from which authors take.

    [[tried]]
    profile    = "quick"
    run        = "q3.adam"            # of which it is another version
    arguments  = {"lr" = "0.1"}       # those in which it differs, as it had them
    validation = 0.512                # accuracy; that on test images is never looked at
    interval   = [0.438, 0.586]
    over       = "180 validation images"
    ended      = ""                   # how it failed, if it did
    results    = ["0123456789abcdef"] # digests, one a seed
    note       = ""                   # words of the author's own

The report is made of this file and not of the store: what is handed in is what its authors left in it, and a build
elsewhere, where the results are not, shows the same.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from literate import store
from literate.errors import SettingsError, nearest

FILE = "tried.toml"
HEAD = (
    "# What was tried and is not in the report: added by `doit tried --keep`. Take out what you do not hand in;\n"
    "# `note` is for words of your own.\n"
)


@dataclass(frozen=True)
class Trial:
    """Another version of a run: its own arguments, and its validation accuracy or how it ended.

    results     digests of its results or attempts, one a seed
    validation  None for one that failed; `interval` is empty where there is none, `over` says of what it is
    """

    profile: str
    run: str
    arguments: Mapping[str, str]
    results: tuple[str, ...]
    validation: float | None = None
    interval: tuple[float, ...] = ()
    over: str = ""
    ended: str = ""
    note: str = ""


TEXTS = ("profile", "run", "over", "ended", "note")
NEEDED = ("profile", "run", "arguments", "results")
KEYS = (*NEEDED, "validation", "interval", "over", "ended", "note")


def load(root: Path) -> list[Trial]:
    """Every trial of the file, none without it. Raises `SettingsError` with file and line."""
    file = root / FILE
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{FILE}: not TOML: {error}") from None
    if odd := sorted(set(given) - {"tried"}):
        raise SettingsError(f"{FILE}: no table {odd[0]!r}; write [[tried]]")
    tables = given.get("tried", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{FILE}: tried is no list of tables; write [[tried]] above each trial")
    lines = [at for at, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*tried", line)]
    places = [*lines, *[1] * len(tables)]  # of tables written in another way the line is not known
    return [_trial(f"{FILE}:{at}", table) for at, table in zip(places, tables, strict=False)]


def add(root: Path, trials: Iterable[Trial]) -> list[Trial]:
    """Append those of which the file has no result yet, and leave what stands there as it is; give those added."""
    there = {digest for each in load(root) for digest in each.results}
    new = [each for each in trials if not there.intersection(each.results)]
    if new:
        file = root / FILE
        before = file.read_text(encoding="utf-8") if file.is_file() else HEAD
        after = before.rstrip("\n") + "\n" + "".join(map(_written, new))
        store.write_atomically(file, after)
    return new


def _trial(place: str, table: Any) -> Trial:
    for key, value in table.items():
        if key not in KEYS:
            raise SettingsError(f"{place}: no key {key!r}{nearest(key, KEYS)}")
        if not _fits(key, value):
            raise SettingsError(f"{place}: {key} = {value!r} is not allowed; allowed: {_allowed(key)}")
    if missing := next((key for key in NEEDED if key not in table), None):
        raise SettingsError(f"{place}: has no {missing}; write {missing} = {_allowed(missing)}")
    sequences = {key: tuple(table[key]) for key in ("results", "interval") if key in table}
    return Trial(**{**table, **sequences})


def _allowed(key: str) -> str:
    """What may stand behind a key, in words."""
    others = {
        "arguments": 'texts by name, as in {"lr" = "0.1"}',
        "results": 'a list of digests, as in ["0123456789abcdef"]',
        "validation": "a share from 0 to 1",
        "interval": "its two ends, as in [0.4, 0.6]",
    }
    return others.get(key, "a text in quotes")


def _fits(key: str, value: Any) -> bool:
    if key == "arguments":
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if key == "results":
        return isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
    if key == "validation":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if key == "interval":
        return (
            isinstance(value, list) and len(value) == 2 and all(_fits("validation", each) for each in value)
        )
    return isinstance(value, str)


def _written(trial: Trial) -> str:
    """A trial as TOML; JSON's texts and numbers are TOML's too."""
    arguments = ", ".join(f"{_text(name)} = {_text(value)}" for name, value in trial.arguments.items())
    lines = {"profile": _text(trial.profile), "run": _text(trial.run), "arguments": f"{{{arguments}}}"}
    if trial.validation is not None:
        lines["validation"] = f"{trial.validation:.6f}"
    if trial.interval:
        lines |= {
            "interval": f"[{', '.join(f'{end:.6f}' for end in trial.interval)}]",
            "over": _text(trial.over),
        }
    if trial.ended:
        lines["ended"] = _text(trial.ended)
    lines |= {"results": f"[{', '.join(map(_text, trial.results))}]", "note": _text(trial.note)}
    return "\n[[tried]]\n" + "".join(f"{key:<10} = {value}\n" for key, value in lines.items())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")
