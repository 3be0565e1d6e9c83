"""What two builds of the same must have in common byte for byte: figures, and the report without its wall times."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from literate import store

from .conftest import Project

TIMED = ("quantities", "contrasts", "pages")  # what quotes wall times


def figures(project: Project) -> dict[str, bytes]:
    """The bytes of every figure, without what a kill left half written beside them."""
    return {path.name: path.read_bytes() for path in (project.root / "build/figures").glob("[!.]*")}


def masked_report(project: Project, place: Path) -> tuple[bytes, bytes]:
    """HTML and PDF of a copy whose records all took one second, with whatever quotes the times made again."""
    shutil.copytree(project.root, place)
    for kind in TIMED:
        shutil.rmtree(place / "build" / kind, ignore_errors=True)
    for path in place.glob("build/report.*"):
        path.unlink()
    for path in place.glob("build/results/*/record.json"):
        record = {**store.read_record(path.parent), "seconds": 1.0, "cpu_seconds": 1.0}
        path.write_text(json.dumps(store.sealed(record)), encoding="utf-8")
    copy = Project(place)
    assert copy.ran(copy.doit()) == set()
    return (place / "build/report.html").read_bytes(), (place / "build/report.pdf").read_bytes()
