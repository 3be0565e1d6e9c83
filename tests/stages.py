"""What a build is doing at this moment, seen from outside: by the files that it writes, and by what it has loaded."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .conftest import Project, found
from .processes import children, loaded

STAGES = ("running", "checkpointing", "keeping", "drawing", "rendering", "writing")
MARKS = {
    "checkpointing": "attempts/*/checkpoint.new*",
    "keeping": "attempts/*/result*",
    "writing": ".report.*",
}
TEMPLATES = "markupsafe"  # loaded by whoever renders a page, and by nobody else


def doing(project: Project, build: subprocess.Popen[str], since: int) -> set[str]:
    """The stages of `STAGES` in which a build is that began at `since`, in ns; many threads may be in several."""
    folder = project.root / "build"
    stages = {
        stage for stage, mark in MARKS.items() if any(_fresh(path, since) for path in found(folder, mark))
    }
    if any(_fresh(path, since) for path in found(folder, "attempts/*/lock")):
        stages.add("running")
    if any(_drawn(folder, log, since) for log in found(folder, "log/*/log.txt")):
        stages.add("drawing")
    if "writing" not in stages and any(loaded(one, TEMPLATES) for one in (build.pid, *children(build.pid))):
        stages.add("rendering")
    return stages


def _drawn(folder: Path, log: Path, since: int) -> bool:
    """Is a worker drawing or counting what this log is of? It begins the log, and what is made of it comes later."""
    made = [folder / kind / f"{log.parent.name}.json" for kind in ("figures", "quantities")]
    return _fresh(log, since) and not any(_fresh(path, since) for path in made)


def _fresh(path: Path, since: int) -> bool:
    """Was a file written since, and is it still there? What an earlier build left tells nothing of this one."""
    try:
        return path.stat().st_mtime_ns >= since
    except OSError:
        return False
