"""One spec carried out in one folder: the contract by which a run is executed, here, in a worker or on a cluster.

folder/spec.json        in     what to call, and where the results lie that it takes
folder/progress.jsonl   out    one line an epoch
folder/checkpoint/      out    the state after the last epoch, while the run is not finished
folder/growing/         out    arrays that grow, while the run is not finished
folder/result/          out    arrays and record.json, complete or absent
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from literate import lock, store
from literate.attempt import Attempt, Tell
from literate.attempts import ERROR
from literate.call import function
from literate.errors import RunError
from literate.store import Result

if TYPE_CHECKING:
    import numpy as np

VERSIONED = ("torch", "torchvision", "numpy", "scikit-learn", "numba", "pillow")


def execute(folder: Path, tell: Tell = lambda said: None) -> None:
    """Carry out `folder/spec.json`. Whatever stops it is raised; a result is there only when all went well."""
    with lock.held(folder, lambda holder: tell({"waiting": holder})) as mine:
        if not mine:
            return
        spec = json.loads((folder / "spec.json").read_text(encoding="utf-8"))
        if (folder / "result").is_dir() or Path(spec["result"]).is_dir():
            return  # another build finished it while we waited
        (folder / ERROR).unlink(missing_ok=True)  # of an earlier attempt
        attempt = Attempt(folder, tell)
        called, given = function(spec["function"]), arguments(spec)
        check_sources(spec)
        arrays, values = _split(called(attempt, **given))
        record = {
            "fingerprint": spec["fingerprint"],
            "function": spec["function"],
            "arguments": spec["arguments"],
            "code": spec["code"],
            "definitions": spec["definitions"],
            "values": values,
            "balance": _balance(arrays),
            **attempt.spent(),
            "environment": environment(),
        }
        store.write(folder / "result", arrays, record, attempt.files(arrays))
        shutil.rmtree(folder / "checkpoint", ignore_errors=True)
        shutil.rmtree(folder / "growing", ignore_errors=True)


def check_sources(spec: dict[str, Any]) -> None:
    """Are the files that were just imported those that the fingerprint was made of? Raises `RunError` if not."""
    for path, stat in spec["sources"].items():
        found = os.stat(path) if os.path.isfile(path) else None
        if found is None or [found.st_size, found.st_mtime_ns, found.st_ino] != stat:
            raise RunError(f"{path} was changed while the build ran; build again")


def arguments(spec: dict[str, Any]) -> dict[str, Any]:
    """Arguments as the function takes them: runs opened, parts as `functools.partial`."""
    return {name: _decode(value, spec["inputs"]) for name, value in spec["arguments"].items()}


def environment() -> dict[str, Any]:
    """Where the run ran. Recorded, reported and compared, but never a reason to run again."""
    loaded = [
        name
        for name in VERSIONED
        if {"scikit-learn": "sklearn", "pillow": "PIL"}.get(name, name) in sys.modules
    ]
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processor": _processor(),
        "threads": int(os.environ.get("OMP_NUM_THREADS", "0")) or os.cpu_count() or 1,
        **{name: importlib.metadata.version(name) for name in loaded},
    }


def _decode(value: Any, inputs: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_decode(item, inputs) for item in value]
    if not isinstance(value, dict):
        return value
    if "run" in value:
        return Result(Path(inputs[value["run"]]))
    if "part" in value:
        given = {name: _decode(item, inputs) for name, item in value["arguments"].items()}
        return functools.partial(function(value["part"]), **given)
    if "checksum" in value:
        return inputs[value["checksum"]]
    return {name: _decode(item, inputs) for name, item in value["dict"].items()}


def _split(returned: Mapping[str, Any]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Arrays apart from values. Raises `RunError` for numbers that are not finite and for what cannot be kept."""
    import numpy as np

    arrays = {name: value for name, value in returned.items() if isinstance(value, np.ndarray)}
    values = {name: value for name, value in returned.items() if not isinstance(value, np.ndarray)}
    for name, array in arrays.items():
        if array.dtype.hasobject:
            raise RunError(f"returned {name} as an array of Python objects; give numbers or fixed-width text")
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise RunError(f"diverged: {name} holds numbers that are not finite")
    try:
        json.dumps(values, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise RunError(f"returned values that JSON cannot keep: {error}") from None
    return arrays, values


def _balance(arrays: Mapping[str, np.ndarray]) -> dict[str, list[int]]:
    """The least and the most images of a class, by part: `{"train": [24, 25]}`."""
    import numpy as np

    classes = len(arrays.get("classes", ()))
    labels = {
        name: array for name, array in arrays.items() if name.endswith("_labels") and array.dtype.kind in "iu"
    }
    counts = {
        name: np.bincount(array, minlength=classes) for name, array in labels.items() if array.ndim == 1
    }
    return {
        name.removesuffix("_labels"): [int(n.min()), int(n.max())] for name, n in counts.items() if n.any()
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )
