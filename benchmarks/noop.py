"""The build with nothing to do, against doit with one empty task: what looking costs.

    uv run python benchmarks/noop.py [--json] [--rounds 9]

Ours is this project if it was built, and a synthetic one of 1 000 kept runs. CPU seconds of the whole process,
the two interleaved, medians.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EMPTY = 'def task_empty():\n    return {"actions": []}\n'
MANY = """
from literate.call import naming, run
from literate.question import Question
with naming():
    from lab import blobs

def question(profile):
    return Question(title="Many", runs={f"run{n}": run(blobs.make, seed=n) for n in range(1000)})
"""


def cpu(folder: Path) -> float:
    """CPU seconds of `doit` in a folder, children included."""
    path = os.pathsep.join([str(folder / "src"), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "doit"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare(folder: Path) -> Path:
    """doit with one empty task."""
    folder.mkdir()
    (folder / "dodo.py").write_text(EMPTY)
    return folder


def many(folder: Path) -> Path:
    """A project of 1 000 kept runs, built once."""
    shutil.copytree(ROOT / "tests" / "projects" / "small", folder)
    for question in ("q1", "q2"):
        (folder / "tasks" / f"{question}.py").unlink()
        (folder / "templates" / f"{question}.md.j2").unlink()
    (folder / "tasks" / "q1.py").write_text(MANY)
    (folder / "templates" / "q1.md.j2").write_text("# Many\n\nA thousand runs.\n")
    (folder / "templates" / "cover.md.j2").write_text("A cover.\n")
    for name in ("base.html.j2", "report.css", "paper.css", "report.js", "appendix.md.j2", "references.bib"):
        shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    for name in ("dodo.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    cpu(folder)
    return folder


def compare(ours: Path, peer: Path, rounds: int) -> dict[str, object]:
    """Medians of both and their ratio."""
    cpu(ours), cpu(peer)
    pairs = [(cpu(ours), cpu(peer)) for _ in range(rounds)]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"ours": round(a, 4), "peer": round(b, 4), "ratio": round(a / b, 2), "equal": True}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peer = bare(Path(folder) / "bare")
        rows = {"1 000 kept runs": compare(many(Path(folder) / "many"), peer, given.rounds)}
        if (ROOT / "build" / "report.pdf").exists():
            cpu(ROOT)
            rows["this report"] = compare(ROOT, peer, given.rounds)
    if given.json:
        print(json.dumps(rows))
        return
    print(f"{'':20}{'ours':>10}{'bare doit':>12}{'ratio':>8}   CPU seconds, medians of {given.rounds}")
    for name, row in rows.items():
        print(f"{name:20}{row['ours']:>10}{row['peer']:>12}{row['ratio']:>8}")


if __name__ == "__main__":
    main()
