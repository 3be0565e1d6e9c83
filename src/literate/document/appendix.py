"""The appendix "How this report was made": runs, data, versions and claims, all of it given as plain data.

Nothing about the machine or the moment of rendering is in it: versions and hardware are those of the runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from literate.document import bibliography, checklist, claims_table, page, reported, tables, tried
from literate.document.exhibits import Made
from literate.document.page import Page
from literate.document.quantity import Quantity
from literate.document.shelf import escape
from literate.document.tables import Cell, Column, Table
from literate.document.verdicts import Judged


class RunRecord(TypedDict):
    """A kept run: `seconds` it took, `parameters` of its network (None without one)."""

    name: str
    digest: str
    seconds: float
    seeds: list[int]
    device: str
    parameters: int | None
    selection: str
    test_scored: str


class DataRecord(TypedDict):
    """A data set: `images` in each part, `balance` how many of a class, `excluded` how many are in none."""

    name: str
    licence: str
    source: str
    citation: str
    notes: str
    images: str
    balance: NotRequired[str]
    excluded: NotRequired[str]


class Provenance(TypedDict):
    """Where the results came from. `commit` is empty outside a repository; `changed` is uncommitted work; `sources`
    gives the files behind each question, by its title."""

    commit: str
    changed: bool
    sources: dict[str, list[str]]
    runs: list[RunRecord]
    data: list[DataRecord]
    versions: dict[str, str]
    hardware: list[str]
    expected: NotRequired[list[reported.Source]]
    choices: NotRequired[list[checklist.Choice]]
    tried: NotRequired[list[tried.Trial]]
    keys: NotRequired[Mapping[str, Any]]


def rendered(
    templates: Path, provenance: Provenance, judged: Sequence[Judged], pages: Sequence[Page]
) -> Page:
    """The appendix as a page, from its template; it ends with what the pages cite."""
    cites = [key for each in pages for key in each.cites]
    entries = bibliography.read(templates / "references.bib") if cites else {}
    expected = provenance.get("expected", [])
    trials = tried.table(provenance.get("tried", []))
    claims, choices = claims_table.as_html(judged), checklist.choices(provenance.get("choices", []))
    return page.render(
        "appendix",
        templates / "appendix.md.j2",
        quantities={},
        exhibits={
            "runs": runs(provenance["runs"]),
            "data": data(provenance["data"]),
            "sources": sources(provenance["sources"]),
            "expected": reported.table(expected),
            "choices": Made(choices, "choices"),
            "claims": Made(claims, "claims"),
            "tried": trials,
            "scores": checklist.scores(provenance.get("keys", {})),
        },
        pieces={
            "versions": versions(provenance),
            "claims": claims,
            "choices": choices,
            "tried": tables.as_html(trials) if trials.rows else "",
            "apart": reported.apart(expected),
            "stated": checklist.stated(headings(templates, pages)),
            "expectations": reported.reasons(expected),
            "references": bibliography.listed(entries, cites),
        },
    )


def headings(templates: Path, pages: Sequence[Page]) -> list[tuple[str, str]]:
    """The headings of the report with their ids, the appendix's own out of its template: it is not rendered yet."""
    source = (templates / "appendix.md.j2").read_text(encoding="utf-8")
    own = [" ".join(text.split()) for text in re.findall(r"^#+ +([^{\n]+)", source, re.MULTILINE)]
    slugs = [(text, f"appendix-{page.slug(text)}") for text in own]
    return [(each["text"], each["id"]) for held in pages for each in held.headings] + slugs


def runs(records: Sequence[RunRecord]) -> Table:
    """Each run with its digest, seeds, network, time, and its device where networks were trained on several."""
    columns = [
        Column("Run"),
        Column("Result"),
        Column("Seed", "number"),
        Column("Parameters", "number"),
        Column("Time", "number"),
        Column("Device"),
        Column("Epoch kept", alarm=checklist.ON_TEST),
        Column("Test scored"),
    ]
    rows = [_run(record) for record in records]
    if len(devices(records)) < 2:
        at = columns.index(Column("Device"))
        columns, rows = columns[:at] + columns[at + 1 :], [row[:at] + row[at + 1 :] for row in rows]
    return Table(tuple(columns), tuple(rows), wide=True, runs=tuple(record["name"] for record in records))


def devices(records: Sequence[RunRecord]) -> list[str]:
    """What the networks were trained on."""
    return sorted({_device(record["device"]) for record in records if record["parameters"] is not None})


def data(records: Sequence[DataRecord]) -> Table:
    """Each data set with its licence and source."""
    titles = ("Data set", "Images", "Of a class", "Excluded", "Licence", "Source", "Notes")
    excluded = any(each.get("excluded", "0") != "0" for each in records)
    counted = any(each.get("balance") for each in records)
    rows = [
        (
            each["name"],
            each["images"],
            each.get("balance") or "not counted",
            each.get("excluded", ""),
            each["licence"],
            _words("; ".join(filter(None, (each["source"], each["citation"])))),
            _words(each["notes"]),
        )
        for each in records
    ]
    shown = [
        at
        for at, title in enumerate(titles)
        if (excluded or title != "Excluded") and (counted or title != "Of a class")
    ]
    columns = tuple(Column(titles[at]) for at in shown)
    return Table(
        columns,
        tuple(tuple(row[at] for at in shown) for row in rows),
        wide=True,
        runs=tuple(each["name"] for each in records),
    )


def sources(files: Mapping[str, Sequence[str]]) -> Table:
    """The source files of each question, those that all share once, folder by folder."""
    shared = set.intersection(*map(set, files.values())) if len(files) > 1 else set()
    groups = {"All questions": sorted(shared)} if shared else {}
    own = {title: [file for file in each if file not in shared] for title, each in files.items()}
    rows = tuple((title, _by_folder(each)) for title, each in (groups | own).items())
    return Table((Column("Question"), Column("Source files")), rows, wide=True)


def versions(provenance: Provenance) -> str:
    """Code, libraries and hardware of the runs in one paragraph of HTML."""
    commit = provenance["commit"][:10]
    code = (
        f"Code <code>{escape(commit)}</code>{' with uncommitted changes' if provenance['changed'] else ''}. "
        if commit
        else ""
    )
    libraries = ", ".join(
        f"{escape('Python' if name == 'python' else name)} {escape(version)}"
        for name, version in provenance["versions"].items()
    )
    machine = [*devices(provenance["runs"]), *provenance["hardware"]]
    hardware = "; ".join(map(escape, machine))
    said = [code, f"Runs made with {libraries}" if libraries else "", f", on {hardware}" if hardware else ""]
    return f'<p class="versions">{"".join(said)}{"." if libraries or hardware else ""}</p>'


def _words(text: str) -> str:
    """Text out of a record with the quotes of print."""
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def _device(name: str) -> str:
    """`CPU (x86_64)`: a device as it is written in prose."""
    return re.sub(r"^cpu\b", "CPU", name)


def _by_folder(files: Sequence[str]) -> str:
    """`tasks/ q1.py; src/lab/ a.py, b.py`"""
    folders: dict[str, list[str]] = {}
    for file in files:
        folder, slash, name = file.rpartition("/")
        folders.setdefault(f"{folder}{slash}", []).append(name)
    return "; ".join(f"{folder} {', '.join(names)}".strip() for folder, names in folders.items())


def _run(record: RunRecord) -> tuple[Cell, ...]:
    run = (record["name"],)
    parameters = record["parameters"]
    return (
        record["name"],
        record["digest"][:10],
        ", ".join(map(str, record["seeds"])),
        None if parameters is None else Quantity(parameters, "count", runs=run, measure="parameters"),
        Quantity(record["seconds"], "seconds", runs=run, measure="seconds"),
        _device(record["device"]),
        record["selection"],
        record["test_scored"],
    )
