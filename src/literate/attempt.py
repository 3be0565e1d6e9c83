"""What a kept function is given: a place to report each epoch, to leave its state and to let arrays grow.

A run that is cut goes on from the state that it left last, and its time counts from its first attempt on.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from literate import store
from literate.errors import RunError, StoreError
from literate.store import Result

if TYPE_CHECKING:
    import numpy as np

    from literate.growing import Growing

Tell = Callable[[dict[str, Any]], None]


class Attempt:
    """One attempt at a run, in `folder`; `tell` hears of its epochs. Its time begins when it is made."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._started, self._cpu = time.monotonic(), time.process_time()
        self._before = {"seconds": 0.0, "cpu_seconds": 0.0}  # of earlier attempts, up to the state restored
        self._grown: dict[str, Growing] = {}

    def epoch(self, *, epoch: int, of: int, **numbers: float) -> None:
        """Report an epoch. Raises `RunError` when a number is not finite: the run has diverged."""
        for name, value in numbers.items():
            if not math.isfinite(value):
                raise RunError(
                    f"diverged: {name} is {value} in epoch {epoch} of {of}; try a smaller learning rate"
                )
        said = {"epoch": epoch, "of": of, **{name: float(value) for name, value in numbers.items()}}
        with (self._folder / "progress.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**said, "seconds": self.spent()["seconds"]}) + "\n")
        self._tell(said)

    def spent(self) -> dict[str, float]:
        """Wall and processor seconds of the run in all its attempts, but for what a kill lost of them."""
        now = {"seconds": time.monotonic() - self._started, "cpu_seconds": time.process_time() - self._cpu}
        return {name: round(self._before[name] + value, 3) for name, value in now.items()}

    def save(self, state: Mapping[str, np.ndarray]) -> None:
        """Keep the state after an epoch; the last one is replaced in one step."""
        newer, current = self._folder / "checkpoint.new", self._folder / "checkpoint"
        shutil.rmtree(newer, ignore_errors=True)
        store.write(newer, state, {"fingerprint": newer.name, "values": {}, **self.spent()})
        self._replace(current, newer)

    def restore(self) -> dict[str, np.ndarray] | None:
        """The state of the last whole epoch of a run that was cut, or None."""
        newer, current = self._folder / "checkpoint.new", self._folder / "checkpoint"
        for folder in (current, newer):
            try:
                kept = Result(folder, fingerprint=newer.name)
                state = {name: kept[name].copy() for name in kept}  # copied: the files will be replaced
            except StoreError:
                continue
            self._before = {name: kept.record.get(name, 0.0) for name in self._before}
            if folder == newer:  # the kill came before it took the place of the other
                self._replace(current, newer)
            return state
        return None

    def _replace(self, current: Path, newer: Path) -> None:
        shutil.rmtree(current, ignore_errors=True)
        store.rename(newer, current)

    def grow(self, name: str, shape: tuple[int, ...], dtype: str) -> Growing:
        """An array that grows on disk; when it is returned under its name, its file is moved and not copied."""
        from literate.growing import Growing

        if name in self._grown:
            raise RunError(f"begins {name} to grow twice; give each array a name of its own")
        self._grown[name] = Growing(self._folder / "growing" / f"{name}.npy", shape, dtype)
        return self._grown[name]

    def files(self, arrays: Mapping[str, np.ndarray]) -> dict[str, Path]:
        """The files of those arrays that grew here."""
        return {name: grown.path for name, grown in self._grown.items() if grown.gave(arrays.get(name))}
