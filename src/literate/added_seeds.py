"""Seeds that single runs have beyond report.toml's: `seeds.toml`, written by `doit settle` and kept with the project.

    [quick]
    "q3.adam" = 8

It is small and meant to be committed, so that every later build uses the same runs. A comparison of such runs is
judged by the error left after as many looks (`measures.spending`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from literate import store
from literate.errors import SettingsError, nearest
from literate.settings import PROFILES, SEEDS

FILE = "seeds.toml"
HEAD = (
    "# Seeds of single runs beyond report.toml's, added by `doit settle` until a claim was decided.\n"
    "# It writes the whole file: a comment of yours would not stay.\n"
)


def load(root: Path, profile: str) -> dict[str, int]:
    """Seeds by run, as `q3.adam`. Raises `SettingsError` for what is no TOML, profile or number of seeds."""
    found = _read(root / FILE).get(profile, {})
    for run, seeds in found.items():
        if not isinstance(seeds, int) or isinstance(seeds, bool) or seeds not in SEEDS:
            raise SettingsError(
                f"{FILE}: {run} = {seeds!r} is not allowed; allowed: a whole number from {SEEDS[0]} to {SEEDS[-1]}"
            )
    return dict(found)


def save(root: Path, profile: str, seeds: Mapping[str, int]) -> None:
    """Write the seeds of some runs beside those that are there."""
    held = _read(root / FILE)
    held[profile] = {**held.get(profile, {}), **seeds}
    tables = (f"\n[{name}]\n" + "".join(f'"{run}" = {n}\n' for run, n in sorted(runs.items()))
              for name, runs in sorted(held.items()))  # fmt: skip
    store.write_atomically(root / FILE, HEAD + "".join(tables))


def _read(file: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name}: not TOML: {error}") from None
    if odd := next((name for name, runs in found.items() if not isinstance(runs, dict)), None):
        raise SettingsError(f"{file.name}: {odd} is no profile; write [quick] or [paper] above the runs")
    if odd := next((name for name in found if name not in PROFILES), None):
        raise SettingsError(f"{file.name}: no profile {odd!r}{nearest(odd, PROFILES)}")
    return found
