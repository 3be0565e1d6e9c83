"""A build in short, to compare a later one with: its runs, numbers, claims and figures as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from literate import kept, spelling
from literate.errors import StoreError
from literate.pages import Pages

FORM = 1  # of the document: raise it when that changes


def take(pages: Pages) -> dict[str, Any]:
    """What the kept pages say now, the same for the same pages. Raises `StoreError` when there is none."""
    documents = {name: document for name in pages.plan.questions if (document := pages.kept(name))}
    if not documents:
        raise StoreError("nothing is built yet: run doit, then compare")
    each = list(documents.items())
    return {
        "fingerprint": spelling.digest(spelling.canonical([found["fingerprint"] for _, found in each])),
        "form": FORM,
        "commit": pages.commit,
        "profile": pages.plan.settings.profile,
        "runs": dict(one for name, found in each for one in _runs(pages, found)),
        "numbers": dict(one for name, found in each for one in _numbers(name, found["quantities"])),
        "claims": dict(one for name, found in each for one in _claims(name, found["page"]["claims"])),
        "figures": dict(one for name, found in each for one in _figures(found["page"]["drawings"])),
    }


def path(pages: Pages, name: str) -> Path:
    """`build/kept/last.json`; a name with a slash or that ends in .json is a path of its own."""
    own = "/" in name or name.endswith(".json")
    return Path(name) if own else pages.build.folder / "kept" / f"{name}.json"


def load(file: Path) -> dict[str, Any]:
    """A kept snapshot. Raises `StoreError` that says how to keep one, or that it is of another version."""
    if not file.is_file():
        raise StoreError(f"{file}: no build is kept there; keep the present one with doit diff --keep")
    found = kept.load(file)
    if found.get("form") != FORM:
        raise StoreError(f"{file}: is of another version; keep the present build with doit diff --keep")
    return found


def _runs(pages: Pages, document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each run with the start of its digest and, while the plan is the page's, its arguments."""
    for run, digest in document["note"]["results"].items():
        if ":" not in run:
            planned = pages.plan.runs.get(run)
            same = planned is not None and pages.plan.spec(planned).fingerprint == digest
            arguments = dict(_flat(pages.plan.arguments(run))) if same else {}
            yield run, {"digest": digest, "arguments": arguments}


def _flat(arguments: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in arguments.items():
        place = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from _flat(value, place)
        else:
            yield place, str(value)


def _numbers(path: str, quantities: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every number with its interval; wall times are no results and are left out."""
    for key, value in quantities.items():
        if not isinstance(value, Mapping) or set(value) == {"run", "why"}:
            continue
        if "value" not in value:
            yield from _numbers(f"{path}.{key}", value)
        elif value["unit"] != "seconds":
            interval = value.get("interval") or {}
            ends = {end: interval[end] for end in ("low", "high") if end in interval}
            yield f"{path}.{key}", {"value": value["value"], "unit": value["unit"], **ends}


def _claims(page: str, claims: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Claims by page and predicate, equal ones counted; what is a conjecture was not judged."""
    seen: dict[str, int] = {}
    for claim in claims:
        if claim["predicate"]:
            key = f"{page} {claim['predicate']}"
            seen[key] = seen.get(key, 0) + 1
            said = {name: claim[name] for name in ("file", "line", "text", "verdict", "otherwise")}
            yield f"{key} #{seen[key]}", said


def _figures(drawings: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Figures by name, with digests of their data and look; formulas are no figures."""
    for key, drawing in drawings.items():
        if "em" not in drawing:
            data = spelling.digest(spelling.canonical(drawing["data"]))
            look = spelling.digest(drawing["svg"])
            yield key.replace("-", ".", 1), {"data": data, "look": look, "alt": drawing["alt"]}
