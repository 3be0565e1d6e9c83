"""DVC and Snakemake on a graph of nineteen steps, each in a throw-away environment, for `noop.py --peers`.

One step makes data, eighteen take it, each with a number of its own: the shape of the report's runs. The peers are
installed from the package index at exact versions and are no dependency of the project.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STEPS = 18  # and the data
STEP = """
import pathlib, sys
number, target, *sources = sys.argv[1:]
text = "".join(pathlib.Path(source).read_text() for source in sources)
pathlib.Path(target).write_text(text + number + "\\n")
"""
DVC = "  {name}:\n    cmd: python step.py {n} {name}.txt{data}\n    deps: [step.py{dep}]\n    outs: [{name}.txt]\n"
RULE = """
rule {name}:
    input: "step.py"{dep}
    output: "{name}.txt"
    shell: "python step.py {n} {{output}}{data}"
"""
OURS = """
from literate.call import naming, run
from literate.question import Question
with naming():
    from lab import blobs, nearest_mean

def question(settings):
    data = run(blobs.make, "blobs")
    return Question(title="Steps", runs={f"step{n}": run(nearest_mean.train, data=data, seed=n) for n in range(18)})
"""


@dataclass(frozen=True)
class Peer:
    """A tool at a version, how its project is written and how it is asked to build."""

    name: str
    version: str
    write: Callable[[Path], None]
    build: tuple[str, ...]


def dvc(folder: Path) -> None:
    """`dvc.yaml` without git and without telemetry."""
    stages = "".join(DVC.format(**step) for step in _steps(", data.txt", " data.txt"))
    (folder / "dvc.yaml").write_text(f"stages:\n{stages}")
    (folder / ".dvc").mkdir()
    (folder / ".dvc/config").write_text(
        "[core]\n    no_scm = true\n    analytics = false\n    check_update = false\n"
    )


def snakemake(folder: Path) -> None:
    """A `Snakefile` whose first rule asks for all."""
    names = ", ".join(f'"{step["name"]}.txt"' for step in _steps("", ""))
    rules = "".join(RULE.format(**step) for step in _steps(', "data.txt"', " data.txt"))
    (folder / "Snakefile").write_text(f"rule all:\n    input: {names}\n{rules}")


PEERS = (
    Peer("dvc", "3.67.1", dvc, ("repro", "--quiet")),
    Peer("snakemake", "9.27.1", snakemake, ("--cores", "1", "--quiet", "all")),
)


def set_up(peer: Peer, folder: Path) -> list[str]:
    """Install a peer, write its project into `folder` and build it once; the command that builds."""
    environment = folder.with_name(f"{folder.name}-environment")
    subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(environment)], check=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = f"{peer.name}=={peer.version}"
    subprocess.run(["uv", "pip", "install", "--quiet", "--python", str(python), wanted], check=True)
    folder.mkdir()
    (folder / "step.py").write_text(STEP)
    peer.write(folder)
    command = [str(python.with_name(peer.name)), *peer.build]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert len(list(folder.glob("*.txt"))) == STEPS + 1
    return command


def _steps(dep: str, data: str) -> list[dict[str, object]]:
    steps: list[dict[str, object]] = [{"name": "data", "n": 0, "dep": "", "data": ""}]
    return steps + [{"name": f"step{n}", "n": n, "dep": dep, "data": data} for n in range(STEPS)]
