"""What is kept in `build/` and still sound, so that a build with nothing to do only looks at sizes and times.

A file that was verified once is trusted while its size, modification time and inode stay the same; else its bytes
are checked again. Only this question ("is there anything to do?") trusts so much: whatever feeds a run, a figure or
a page is verified when it is read.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
from pathlib import Path
from typing import Any

from literate import memory, spelling, store
from literate.errors import StoreError

FORM = 2  # of the memory of sizes and times: raise it when that changes
Stats = tuple[str, dict[str, list[int]]]


class Kept:
    """Results, exhibits and pages under one build folder, with what is known of their files."""

    def __init__(self, build: Path) -> None:
        self.build = build
        self.results = build / "results"
        self.attempts = build / "attempts"
        self._file = build / "cache" / "verified.json"
        self._known: dict[str, dict[str, Any]] = memory.read(self._file, FORM)
        self.forgotten = not self._known and memory.damaged(self._file)
        self._sound: set[str] = set()  # results that this build has looked at
        self._changed = False
        self._lock = threading.Lock()
        self.notices: list[str] = []  # what was found damaged and not yet said, one line each
        self._noticed: set[str] = set()

    def result(self, fingerprint: str) -> bool:
        """Is there a sound result of this name? A damaged one is noted, set aside and no longer there."""
        if fingerprint not in self._sound and self._look(fingerprint):
            self._sound.add(fingerprint)
        return fingerprint in self._sound

    def _look(self, fingerprint: str) -> bool:
        folder = self.results / fingerprint
        if self._unchanged(fingerprint):
            return True
        if not folder.is_dir():
            return False
        try:
            # before the bytes are read: a change in between counts
            stats = self._stats(sorted(folder.iterdir()))
            record = store.read_record(folder)
            for name in record["arrays"]:
                store.verify(folder, record, name)
        except (StoreError, OSError) as error:
            self._set_aside(folder, str(error))
            return False
        self._remember(fingerprint, stats, fingerprint)
        return True

    def forget(self, fingerprints: list[str]) -> None:
        """Verify these again at the next look: a read found that the bytes are not what size and time promise."""
        with self._lock:
            for fingerprint in fingerprints:
                self._sound.discard(fingerprint)
                self._known.pop(fingerprint, None)
                self._changed = True

    def last(self) -> dict[str, str]:
        """By run, the fingerprint under which a build last had it; for saying what changed since."""
        return {
            key[5:]: known["fingerprint"] for key, known in self._known.items() if key.startswith("last ")
        }

    def had(self, run: str, fingerprint: str) -> None:
        """Remember that a build has this run under this fingerprint."""
        if self._known.get(f"last {run}", {}).get("fingerprint") != fingerprint:
            self._remember(f"last {run}", ("", {}), fingerprint)

    def document(self, path: Path, fingerprint: str) -> bool:
        """Is this exhibit or page kept, and under this fingerprint?"""
        return self.fingerprint(path) == fingerprint

    def fingerprint(self, path: Path) -> str | None:
        """The fingerprint of a kept exhibit or page, or None if there is no sound one."""
        known = self._document(path)
        return None if known is None else str(known["fingerprint"])

    def note(self, path: Path) -> Any:
        """The note that a kept document carries, without reading the whole again."""
        known = self._document(path)
        return None if known is None else known["note"]

    def files(self, name: str, paths: list[Path], fingerprint: str) -> bool:
        """Are these the files that `made` was told of? One of another time is compared by its bytes."""
        known = self._known.get(name)
        if known is None or known["fingerprint"] != fingerprint:
            return False
        if self._unchanged(name):
            return True
        if not known["note"] or not all(path.is_file() for path in paths):
            return False
        stats = self._stats(paths)
        changed = [path for path in paths if store.checksum(path) != known["note"][path.name]]
        if not changed:
            self._remember(name, stats, fingerprint, known["note"])
        for path in changed:
            self._notice(f"{path}: was changed since it was made")
        return not changed

    def made(self, name: str, paths: list[Path], fingerprint: str, checksums: bool = True) -> None:
        """Remember files that were made under a fingerprint; without checksums, only by size and time."""
        sums = {path.name: store.checksum(path) for path in paths} if checksums else {}
        self._remember(name, self._stats(paths), fingerprint, sums)

    def _document(self, path: Path) -> dict[str, Any] | None:
        key = str(path.relative_to(self.build))
        if not self._unchanged(key):
            try:
                stats = self._stats([path])
                found = load(path)
            except FileNotFoundError:
                return None
            except (StoreError, OSError) as error:
                self._notice(str(error))
                return None
            self._remember(key, stats, found["fingerprint"], found.get("note"))
        return self._known[key]

    def save(self) -> None:
        """Keep what is known for the next build."""
        with self._lock:
            if self._changed:
                memory.write(self._file, FORM, self._known)
                self._changed = False

    def _unchanged(self, key: str) -> bool:
        known = self._known.get(key)
        if known is None:
            return False
        try:
            base = os.path.join(self.build, known["base"])
            return all(_stat(f"{base}{os.sep}{place}") == stat for place, stat in known["stats"].items())
        except OSError:
            return False

    def _remember(self, key: str, stats: Stats, fingerprint: str, note: Any = None) -> None:
        with self._lock:
            self._known[key] = {"fingerprint": fingerprint, "base": stats[0], "stats": stats[1], "note": note}
            self._changed = True

    def _stats(self, paths: list[Path]) -> Stats:
        """Size, time and inode by name in a folder within `build`, so that a copy does not trust the original."""
        folder = paths[0].parent
        base = folder.relative_to(self.build) if folder.is_relative_to(self.build) else folder
        return str(base), {path.name: _stat(path) for path in paths}

    def _set_aside(self, folder: Path, reason: str) -> None:
        """A damaged result must not stand in the way of a new one; `doit prune` deletes it, after asking."""
        aside = self.build / "damaged" / folder.name
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # another build may have done so
            folder.rename(aside)
        self._notice(f"{reason}; set aside in {aside}")

    def _notice(self, line: str) -> None:
        """Note a damage, once."""
        with self._lock:
            if line not in self._noticed:
                self._noticed.add(line)
                self.notices.append(line)


def load(path: Path) -> dict[str, Any]:
    """A sealed JSON document. Raises `StoreError` if it is missing or was changed."""
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        seal = document.pop("seal")
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise StoreError(f"{path}: cannot be read ({type(error).__name__})") from None
    if seal != store.sealed(document)["seal"]:
        raise StoreError(f"{path}: was changed since it was written")
    return document


def save(path: Path, document: dict[str, Any]) -> None:
    """Write a sealed JSON document, complete or not at all."""
    store.write_atomically(path, spelling.canonical(store.sealed(document)))


def _stat(path: str | Path) -> list[int]:
    found = os.stat(path)
    return [found.st_size, found.st_mtime_ns, found.st_ino]
