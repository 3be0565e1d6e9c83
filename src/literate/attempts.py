"""What an attempt at a run left in its folder: is it training, cut, failed, or done and not yet taken?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from literate import lock, store

ERROR = "error.txt"  # why it failed: its last line is the reason


@dataclass(frozen=True)
class Trace:
    """The state of an attempt; `holder` is the process that trains it, `said` its last epoch's numbers."""

    state: str  # "training", "finished", "failed", "cut" or "left": begun, without a whole epoch
    holder: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""

    def line(self) -> str:
        """The state in words, with the epoch and whoever trains it."""
        at = f"epoch {self.said['epoch']} of {self.said['of']}" if self.said else ""
        if self.state == "training":
            return ", ".join(filter(None, (f"training: process {self.holder}", at)))
        if self.state == "failed":
            return f"failed: {self.error}"
        if self.state == "cut":
            return f"cut after {at}, goes on from there" if at else "cut, goes on from its checkpoint"
        return {"finished": "finished, not yet taken", "left": "cut before its first epoch ended"}[self.state]


def died(folder: Path, why: str) -> None:
    """Leave the reason in the folder of an attempt whose process could not do so itself."""
    if not (folder / ERROR).is_file():
        store.write_atomically(folder / ERROR, why)


def look(folder: Path) -> Trace | None:
    """The trace of the attempt in this folder, None if there is none."""
    if not folder.is_dir():
        return None
    said = _last_epoch(folder / "progress.jsonl")
    if holder := lock.holder(folder):
        return Trace("training", holder, said)
    if (folder / "result").is_dir():
        return Trace("finished", said=said)
    if (folder / ERROR).is_file():
        lines = (folder / ERROR).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return Trace("failed", said=said, error=lines[-1] if lines else "no message")
    saved = any((folder / name).is_dir() for name in ("checkpoint", "checkpoint.new"))
    return Trace("cut" if saved else "left", said=said if saved else {})


def _last_epoch(file: Path) -> Mapping[str, Any]:
    """The last whole line of `progress.jsonl`; a kill may have cut the one after it."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    for line in reversed(lines):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and {"epoch", "of"} <= set(said):
            return said
    return {}
