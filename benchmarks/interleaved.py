"""Races of ours against a peer, run in turn so that other load on the machine falls on both.

CPU seconds of this process, the median of several turns. Import it before NumPy or torch, which take from it that
one thread is theirs, and before `measures`, which a script of that name here would hide.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
sys.path = [place for place in sys.path if Path(place).resolve() != Path(__file__).parent]

Row = dict[str, float | bool]


def race(
    ours: Callable[[], Any],
    peer: Callable[[], Any],
    *,
    equal: bool,
    turns: int = 15,
    calls: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> Row:
    """The medians of both in seconds a call and their ratio; `equal` says whether the answers agree.

    More calls a turn keep a contender of microseconds from paying for caches that the other has filled. `clock` is
    another where a GPU does the work.
    """
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for contender, taken in zip((ours, peer), seconds, strict=True):
            start = clock()
            for _ in range(calls):
                contender()
            taken.append((clock() - start) / calls)
    mine, theirs = (statistics.median(taken) for taken in seconds)
    return {"ours": mine, "peer": theirs, "ratio": theirs / mine, "equal": equal}


def keep_memory() -> None:
    """Start this script again with the memory settings of the report's workers, which the C library reads then."""
    from literate.pool import KEEP_MEMORY

    if not KEEP_MEMORY.keys() <= os.environ.keys():
        os.execve(sys.executable, [sys.executable, *sys.argv], {**KEEP_MEMORY, **os.environ})


def options(description: str) -> argparse.ArgumentParser:
    """The command line that all races share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print one object: row → ours, peer, …")
    return parser


def show(rows: dict[str, Row], *, as_json: bool) -> None:
    """Print the races as a table, or as one JSON object."""
    if as_json:
        print(json.dumps(rows))
        return
    print(f"{'':36} {'ours':>10} {'peer':>10} {'ratio':>7}  equal")
    for name, row in rows.items():
        ours, peer = 1e3 * row["ours"], 1e3 * row["peer"]
        print(f"{name:36} {ours:7.3f} ms {peer:7.2f} ms {row['ratio']:6.1f}×  {row['equal']}")
