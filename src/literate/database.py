"""doit's database, made dispensable: it is written complete or not at all, and a broken one counts as none.

Whether a thing is up to date is asked of the kept results, so that a full disk or a kill may cost this file at any
time; doit's own would then refuse every later build.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from doit.dependency import DatabaseException, JsonDB

from literate import store


class Database(JsonDB):  # type: ignore[misc]
    """One JSON file, as doit writes it."""

    desc = "one JSON file that may be lost"

    def _load(self) -> dict[str, Any]:
        try:
            found = super()._load()
        except (DatabaseException, OSError, UnicodeDecodeError):
            return {}
        return found if isinstance(found, dict) else {}

    def dump(self) -> None:
        """Replace the file, if there is room."""
        with contextlib.suppress(OSError):
            store.write_atomically(Path(self.name), self.codec.encode(self._db))
