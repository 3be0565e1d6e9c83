"""The cold quick build in a copy of the project: wall and CPU time, peak memory, and what each run took.

    uv run python benchmarks/build.py [--json]

There is no peer; the bars are 180 s of wall and 260 s of CPU on two idle cores.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tasks", "templates", "dodo.py", "pyproject.toml", "report.toml")


def copy(folder: Path) -> None:
    """The project's own files, without what was built."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)


def build(folder: Path) -> dict[str, float]:
    """Run doit and say what it cost; doit's own lines are shown."""
    started = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    subprocess.run([sys.executable, "-m", "doit"], cwd=folder, env=environment, stdout=sys.stderr, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall_s": round(time.monotonic() - started, 1),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "peak_process_mb": round(used.ru_maxrss / 1024),
    }


def runs(folder: Path) -> dict[str, float]:
    """CPU seconds of each run, by function and fingerprint."""
    records = [json.loads(path.read_text()) for path in (folder / "build" / "results").glob("*/record.json")]
    records.sort(key=lambda record: -record["cpu_seconds"])
    return {f"{record['function']} {record['fingerprint'][:8]}": record["cpu_seconds"] for record in records}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        total = build(folder)
        each = runs(folder)
    if given.json:
        rows = {**total, **each}
        print(
            json.dumps({k: {"ours": v, "peer": None, "ratio": None, "equal": True} for k, v in rows.items()})
        )
        return
    for key, value in [*total.items(), *each.items()]:
        print(f"{key:60}{value:>10}")


if __name__ == "__main__":
    main()
