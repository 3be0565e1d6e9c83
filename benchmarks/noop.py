"""The build with nothing to do, against doit with one empty task: what looking costs.

    uv run python benchmarks/noop.py [--json] [--rounds 9] [--peers]

Ours is this project if it was built, and a synthetic one of 1 000 kept runs. With `--peers`, and the network, also
nineteen runs of ours against nineteen steps of DVC and of Snakemake. CPU seconds of all processes, the two
interleaved, medians.
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
from collections.abc import Sequence
from pathlib import Path

import noop_peers

DOIT = (sys.executable, "-m", "doit")
ROOT = Path(__file__).resolve().parents[1]
EMPTY = 'def task_empty():\n    return {"actions": []}\n'
MANY = """
from literate.call import naming, run
from literate.question import Question
with naming():
    from lab import blobs

def question(settings):
    return Question(title="Many", runs={f"run{n}": run(blobs.make, seed=n) for n in range(1000)})
"""


def cpu(folder: Path, command: Sequence[str] = DOIT) -> float:
    """CPU seconds of `doit`, or another command, in a folder, children included."""
    path = os.pathsep.join([str(folder / "src"), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONPATH": path}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps what it compiled
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare(folder: Path) -> Path:
    """doit with one empty task."""
    folder.mkdir()
    (folder / "dodo.py").write_text(EMPTY)
    return folder


def project(folder: Path, question: str) -> Path:
    """A project of one question and kept runs, built once."""
    shutil.copytree(ROOT / "tests" / "projects" / "small", folder)
    (folder / "tasks" / "q2.py").unlink()
    (folder / "templates" / "q2.md.j2").unlink()
    (folder / "tasks" / "q1.py").write_text(question)
    (folder / "templates" / "q1.md.j2").write_text("# Runs\n\nKept ones.\n")
    (folder / "templates" / "cover.md.j2").write_text("A cover.\n")
    for name in ("base.html.j2", "report.css", "paper.css", "report.js", "appendix.md.j2", "references.bib"):
        shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    for name in ("dodo.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    cpu(folder)
    return folder


def compare(ours: Path, peer: Path, rounds: int, command: Sequence[str] = DOIT) -> dict[str, object]:
    """Medians of both and their ratio."""
    cpu(ours), cpu(peer, command)
    pairs = [(cpu(ours), cpu(peer, command)) for _ in range(rounds)]
    a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"ours": round(a, 4), "peer": round(b, 4), "ratio": round(a / b, 2), "equal": True}


def race_peers(folder: Path, rounds: int) -> dict[str, dict[str, object]]:
    """Nineteen runs of ours against nineteen steps of each peer; here a ratio below one is how much less ours is."""
    ours = project(folder / "nineteen", noop_peers.OURS)
    rows = {}
    for peer in noop_peers.PEERS:
        command = noop_peers.set_up(peer, folder / peer.name)
        rows[f"{peer.name} {peer.version}"] = compare(ours, folder / peer.name, rounds, command)
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--peers", action="store_true", help="install DVC and Snakemake and race them too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peer = bare(Path(folder) / "bare")
        rows = {"1 000 kept runs": compare(project(Path(folder) / "many", MANY), peer, given.rounds)}
        if (ROOT / "build" / "report.pdf").exists():
            cpu(ROOT)
            rows["this report"] = compare(ROOT, peer, given.rounds)
        if given.peers:
            rows |= race_peers(Path(folder), given.rounds)
    if given.json:
        print(json.dumps(rows))
        return
    print(f"{'':20}{'ours':>10}{'peer':>12}{'ratio':>8}   CPU seconds, medians of {given.rounds}")
    for name, row in rows.items():
        print(f"{name:20}{row['ours']:>10}{row['peer']:>12}{row['ratio']:>8}")


if __name__ == "__main__":
    main()
