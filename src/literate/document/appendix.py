"""The appendix "How this report was made": runs, data, versions and claims, all of it given as plain data.

Nothing about the machine or the moment of rendering is in it: versions and hardware are those of the runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from literate.document import bibliography, page
from literate.document.page import Page
from literate.document.quantity import Quantity
from literate.document.shelf import escape
from literate.document.tables import Cell, Column, Table
from literate.document.verdicts import CONJECTURE, Judged


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
    """A data set: `images` says how many there are in which part."""

    name: str
    licence: str
    source: str
    citation: str
    notes: str
    images: str


class Provenance(TypedDict):
    """Where the results came from. `commit` is empty outside a repository; `changed` is uncommitted work."""

    commit: str
    changed: bool
    runs: list[RunRecord]
    data: list[DataRecord]
    versions: dict[str, str]
    hardware: list[str]


def rendered(
    templates: Path, provenance: Provenance, judged: Sequence[Judged], pages: Sequence[Page]
) -> Page:
    """The appendix as a page, from its template; it ends with what the pages cite."""
    cites = [key for each in pages for key in each.cites]
    entries = bibliography.read(templates / "references.bib") if cites else {}
    return page.render(
        "appendix",
        templates / "appendix.md.j2",
        quantities={},
        exhibits={"runs": runs(provenance["runs"]), "data": data(provenance["data"])},
        pieces={
            "versions": versions(provenance),
            "claims": claims(judged),
            "references": bibliography.listed(entries, cites),
        },
    )


def runs(records: Sequence[RunRecord]) -> Table:
    """Each run with its digest, seeds, network, time and device."""
    columns = (
        Column("Run"),
        Column("Result"),
        Column("Seed", "number"),
        Column("Parameters", "number"),
        Column("Time", "number"),
        Column("Device"),
        Column("Chosen; test scored"),
    )
    return Table(columns, tuple(_run(record) for record in records), wide=True)


def data(records: Sequence[DataRecord]) -> Table:
    """Each data set with its licence and source."""
    columns = (Column("Data set"), Column("Images"), Column("Licence"), Column("Source"), Column("Notes"))
    rows = tuple(
        (
            each["name"],
            each["images"],
            each["licence"],
            "; ".join(filter(None, (each["source"], each["citation"]))),
            each["notes"],
        )
        for each in records
    )
    return Table(columns, rows, wide=True)


def versions(provenance: Provenance) -> str:
    """Code, libraries and hardware of the runs in one paragraph of HTML."""
    commit = provenance["commit"][:10]
    code = (
        f"Code <code>{escape(commit)}</code>{' with uncommitted changes' if provenance['changed'] else ''}. "
        if commit
        else ""
    )
    libraries = ", ".join(
        f"{escape(name)} {escape(version)}" for name, version in provenance["versions"].items()
    )
    hardware = "; ".join(map(escape, provenance["hardware"]))
    said = [code, f"Runs made with {libraries}" if libraries else "", f", on {hardware}" if hardware else ""]
    return f'<p class="versions">{"".join(said)}{"." if libraries or hardware else ""}</p>'


def claims(judged: Sequence[Judged]) -> str:
    """Every claim with its verdict and numbers, linked to its sentence; empty without claims."""
    checked = [claim for claim in judged if claim["verdict"] != CONJECTURE]
    if not checked:
        return ""
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Claim", "Verdict", "Numbers", "Where"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(_claim, checked))}</tbody></table>"
    return f'<figure class="table wide claims"><div class="scroll" tabindex="0">{table}</div></figure>'


def _claim(claim: Judged) -> str:
    anchor = escape(claim["anchor"])
    sign = {"supported": "✓", "refuted": "×"}.get(claim["verdict"], "–")
    return (
        f'<tr id="{anchor}-verdict"><th scope="row"><a href="#{anchor}">{escape(claim["text"])}</a></th>'
        f'<td class="verdict {escape(claim["verdict"])}">{sign} {escape(claim["verdict"])}</td>'
        f"<td>{escape(claim['evidence'])}</td><td><code>{escape(claim['file'])}:{claim['line']}</code></td></tr>"
    )


def _run(record: RunRecord) -> tuple[Cell, ...]:
    run = (record["name"],)
    parameters = record["parameters"]
    return (
        record["name"],
        record["digest"][:10],
        ", ".join(map(str, record["seeds"])),
        None if parameters is None else Quantity(parameters, "count", runs=run, measure="parameters"),
        Quantity(record["seconds"], "seconds", runs=run, measure="seconds"),
        record["device"],
        "; ".join(filter(None, (record["selection"], record["test_scored"]))),
    )
