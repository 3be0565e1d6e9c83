"""Where the report comes from: the commit of the sources, and what the records of its runs say of machine and data."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from literate.call import Source
from literate.settings import Settings

if TYPE_CHECKING:
    from literate.document.appendix import DataRecord, RunRecord

WATCHED = (
    "src", "tasks", "templates", "dodo.py", "pyproject.toml",
    "report.toml", "seeds.toml", "expected.toml", "tried.toml",
)  # fmt: skip
FEW = 3  # names to a version
LIBRARIES = ("python", "torch", "torchvision", "numpy", "scikit-learn", "numba", "pillow")


def head(root: Path) -> str:
    """The commit that is checked out, or "" outside git; read by hand, since a build with nothing to do asks too."""
    git = root / ".git"
    try:
        if git.is_file():  # a worktree: its own HEAD, the common refs
            git = (root / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        text = (git / "HEAD").read_text(encoding="utf-8").strip()
        if not text.startswith("ref:"):
            return text
        return _reference(git, text.removeprefix("ref:").strip())
    except OSError:
        return ""


def changed(root: Path) -> bool:
    """Do the sources differ from the commit?"""
    command = ["git", "-C", str(root), "status", "--porcelain", "--", *WATCHED]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return bool(said.stdout.strip())


def of_runs(records: Mapping[str, Mapping[str, Any]], seeded: Mapping[str, list[str]]) -> list[RunRecord]:
    """One row a run, its seeds together: digest, time, device, parameters, how its choices were made."""
    return [_row(name, [records[one] for one in names if one in records]) for name, names in seeded.items()]


def of_data(
    records: Iterable[Mapping[str, Any]], substitutes: Mapping[str, Iterable[Source]]
) -> list[DataRecord]:
    """One row a data set or published network: licence, source, citation, notes, images in each part.

    substitutes    archives by run, that stood for the published ones; the notes say so
    """
    published = [record for record in records if "licence" in record["values"]]
    return [_data(record, substitutes.get(record["name"], ())) for record in published]


def versions(records: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The versions of Python and the libraries that the runs were made with; where they differ, of which runs."""
    found: dict[str, dict[str, list[str]]] = {}
    for run, record in records.items():
        for library in LIBRARIES:
            if version := record["environment"].get(library):
                found.setdefault(library, {}).setdefault(version, []).append(run)
    return {library: _by_version(found[library]) for library in LIBRARIES if library in found}


def hardware(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """The machines that the runs ran on."""
    environments = [record["environment"] for record in records]
    return sorted(
        {f"{e['processor']}, {_threads(e['threads'])}, {_system(e['platform'])}" for e in environments}
    )


def cut(settings: Settings) -> str:
    """What `report.toml` asks for in place of the profile's own images, epochs and weights; empty for nothing."""
    most = [
        f"{number:,} {what}".replace(",", "\N{NO-BREAK SPACE}")
        for number, what in (
            (settings.images, "images in each part of a data set"),
            (settings.epochs, f"{'epoch' if settings.epochs == 1 else 'epochs'} in each run"),
        )
        if number is not None
    ]
    said = [f"Cut to at most {' and '.join(most)}."] if most else []
    if settings.profile == "paper" and settings.weights == "glyphs":
        said.append("The networks were pretrained on drawn characters and not on ImageNet.")
    return " ".join(said)


def described(source: Source) -> str:
    """An archive by name and the start of its digest."""
    algorithm, _, digest = source.checksum.partition(":")
    return f"another {source.file} ({algorithm} {digest[:10]})"


def _by_version(runs: Mapping[str, list[str]]) -> str:
    """`2.4.6`, or when not all runs have the same `2.4.6 (14 runs) and 2.4.5 (q1.svm, digits)`."""
    if len(runs) == 1:
        return next(iter(runs))
    said = [
        f"{version} ({', '.join(names) if len(names) <= FEW else f'{len(names)} runs'})"
        for version, names in sorted(runs.items(), key=lambda item: -len(item[1]))
    ]
    return " and ".join((", ".join(said[:-1]), said[-1]))


def _data(record: Mapping[str, Any], substitutes: Iterable[Source]) -> DataRecord:
    values, arrays = record["values"], record["arrays"]
    labels = [f"{part}_labels" for part in ("train", "validation", "test")]
    counts = [arrays[name]["shape"][0] for name in labels if name in arrays]
    others = [f"Not from the published archive but from {described(source)}." for source in substitutes]
    return {
        "name": record["name"],
        "licence": _text(values.get("licence", "")),
        "source": _text(values.get("source", "")),
        "citation": _text(values.get("citation", "")),
        "notes": " ".join(filter(None, [_text(values.get("notes", "")), *others])),
        "images": " / ".join(map(_grouped, counts)),
        "balance": " / ".join(_range(*ends) for ends in _balance(record)),
        "excluded": _excluded(record),
    }


def _balance(record: Mapping[str, Any]) -> list[list[int]]:
    """The least and the most images of a class in each part; none in a record of before they were counted."""
    found = record.get("balance", {})
    return [found[part] for part in ("train", "validation", "test") if part in found]


def _range(least: int, most: int) -> str:
    return _grouped(least) if least == most else f"{_grouped(least)}–{_grouped(most)}"


def _excluded(record: Mapping[str, Any]) -> str:
    """How many images a data set names as skipped."""
    if "skipped" in record["arrays"]:
        return _grouped(record["arrays"]["skipped"]["shape"][0])
    skipped = record["values"].get("skipped", [])
    return _grouped(len(skipped) if isinstance(skipped, list) else int(skipped))


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def _row(name: str, records: list[Mapping[str, Any]]) -> RunRecord:
    if not records:
        return {"name": name, "digest": "", "seconds": 0.0, "seeds": [], "device": "", "parameters": None,
                "selection": "", "test_scored": ""}  # fmt: skip
    first = records[0]
    values = first["values"]
    return {
        "name": name,
        "digest": first["fingerprint"],
        "seconds": sum(record["seconds"] for record in records),
        "seeds": [record["arguments"].get("seed", 0) for record in records],
        "device": values.get("device", "cpu"),
        "parameters": values.get("parameters"),
        "selection": values.get("selection", ""),
        "test_scored": values.get("test_scored", ""),
    }


def _reference(git: Path, name: str) -> str:
    folders = [git]
    if (git / "commondir").is_file():
        folders.append((git / (git / "commondir").read_text(encoding="utf-8").strip()).resolve())
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8").strip()
        if (folder / "packed-refs").is_file():
            for line in (folder / "packed-refs").read_text(encoding="utf-8").splitlines():
                if line.endswith(f" {name}"):
                    return line.split()[0]
    return ""


def _threads(count: int) -> str:
    return "1 thread" if count == 1 else f"{count} threads"


def _system(platform: str) -> str:
    """`Linux` of `Linux-6.1.0-x86_64-with-glibc2.36`: the rest identifies no result."""
    return platform.partition("-")[0]


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
