"""The processes of a build: which there are, how they are killed, and whether any is left; read from /proc."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from .conftest import Project

WHOM = ("group", "doit", "worker")


def kill(build: subprocess.Popen[str], whom: str, chance: random.Random) -> str:
    """SIGKILL for the whole `group`, `doit` alone or one `worker`; gives what the build said until it ended by itself.

    Where no worker has been started yet, doit is killed.
    """
    workers = [process for process in children(build.pid) if b"worker" in command(process)]
    if whom == "group":
        os.killpg(build.pid, signal.SIGKILL)
    elif whom == "worker" and workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
    else:
        build.kill()
    return build.communicate(timeout=500)[0]


def kill_group(process: subprocess.Popen[str]) -> None:
    """SIGKILL for a process and all that it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def await_no_process(project: Project, seconds: float = 30) -> None:
    """Wait until no process is at work in the project's folder. Fails if one goes on."""
    end = time.monotonic() + seconds
    while left := [process for process in processes() if at_work(process) == project.root]:
        assert time.monotonic() < end, [command(process) for process in left]
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """All processes below one."""
    below = [child for child in processes() if parent(child) == process]
    return [one for child in below for one in (child, *children(child))]


def processes() -> list[int]:
    """Every process of this machine."""
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def parent(process: int) -> int:
    """The parent of a process, 0 if it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[1])


def command(process: int) -> bytes:
    """The command line of a process, nothing if it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def loaded(process: int, library: str) -> bool:
    """Has a process this library in its memory?"""
    try:
        return library in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return False


def at_work(process: int) -> Path | None:
    """The folder in which a process works, None if it is gone or a zombie."""
    try:
        return Path(f"/proc/{process}/cwd").readlink()
    except OSError:
        return None
