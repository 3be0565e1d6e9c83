"""What a checklist asks of experiments: how choices were made, scores beside baselines, limitations.

NeurIPS and ACL ask for these; Dodge et al., Show your work (EMNLP 2019), says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypedDict

from literate.document.quantity import Missing, Quantity
from literate.document.shelf import escape
from literate.document.spans import number_html
from literate.document.tables import Cell, Column, Table

ON_TEST = "on test"  # the way of choosing that is shown in red
SECTIONS = {  # heading → what its words are
    "Limitations": re.compile(r"\blimitations?\b", re.IGNORECASE),
    "What was tried and failed": re.compile(r"\b(?:tried|failed|negative results?)\b", re.IGNORECASE),
}
SCORES = {
    "Trained": "trainable",
    "Chance": "chance",
    "Nearest neighbour": "nearest",
    "Validation": "validation",
    "Test": "test",
    "Calibration error": "calibration",
}


class Choice(TypedDict):
    """An argument of a question's runs: one value of it, the runs that have it (empty: all), how it was chosen."""

    question: str
    argument: str
    value: Any
    runs: list[str]
    how: str


def choices(made: Sequence[Choice]) -> str:
    """Every hyper-parameter as run, by question and by how it was chosen, as an HTML table; empty without runs."""
    if not made:
        return ""
    rows = []
    for title, of in groupby(made, key=lambda each: each["question"]):
        ways = sorted(of, key=lambda each: each["how"])
        for how, chosen in groupby(ways, key=lambda each: each["how"]):
            said = "; ".join(_argument(name, list(values)) for name, values in groupby(chosen, key=_name))
            alarm = ' class="alarm"' if how == ON_TEST else ""
            rows.append(
                f'<tr><th scope="row">{escape(title)}</th><td{alarm}>{escape(how)}</td><td>{said}</td></tr>'
            )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Question", "Chosen", "Arguments as run"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<figure class="table wide choices"><div class="scroll" tabindex="0">{table}</div></figure>'


def _name(choice: Choice) -> str:
    return choice["argument"]


def _argument(name: str, values: Sequence[Choice]) -> str:
    """`lr 0.001`, or each value with the runs that have it: `batch 1 (sgd), 32 (adam)`."""
    said = []
    for each in values:
        value = each["value"]
        shown = number_html(value, stop=False) if isinstance(value, Quantity) else escape(value)
        said.append(shown + (f" ({escape(', '.join(each['runs']))})" if each["runs"] else ""))
    return f"<code>{escape(name)}</code> {', '.join(said)}"


def scores(keys: Mapping[str, Any]) -> Table:
    """Each run's validation and test score beside chance and, where it was measured, the nearest neighbour's."""
    runs = {f"{page}.{run}": held for page, names in keys.items() if isinstance(names, Mapping)
            for run, held in names.items()}  # fmt: skip
    cells = {name: [_cell(held, measure) for measure in SCORES.values()] for name, held in runs.items()}
    there = [at for at in range(len(SCORES)) if any(isinstance(row[at], Quantity) for row in cells.values())]
    columns = [Column(list(SCORES)[at], "number") for at in there]
    return Table(
        (Column("Run"), *columns), tuple((name, *(row[at] for at in there)) for name, row in cells.items())
    )


def stated(headings: Sequence[tuple[str, str]]) -> str:
    """Where limitations, and what failed, are written, as HTML; `headings` are (text, id). What is missing is red."""
    said = []
    for title, words in SECTIONS.items():
        found = [(text, anchor) for text, anchor in headings if words.search(text)]
        links = ", ".join(f'<a href="#{escape(anchor)}">{escape(text)}</a>' for text, anchor in found)
        said.append(links or f'{title}: <span class="alarm">not written</span>')
    return f'<p class="stated">Written by the author: {"; ".join(said)}.</p>'


def unwritten(templates: Iterable[str]) -> str:
    """What to say when no template (given by its text) has the heading that is required; else nothing."""
    headings = [text for source in templates for text in re.findall(r"^#+ +(.+)$", source, re.MULTILINE)]
    if any(SECTIONS["Limitations"].search(text) for text in headings):
        return ""
    return "no template has the heading “Limitations”; write ## Limitations and what the results do not show"


def _cell(held: Any, measure: str) -> Cell:
    if isinstance(held, Missing):
        return held
    found = held.get(measure) if isinstance(held, Mapping) else None
    return found if isinstance(found, Quantity) else None
