"""What a checklist asks of experiments: how choices were made, scores beside baselines, limitations.

NeurIPS and ACL ask for these; Dodge et al., Show your work (EMNLP 2019), says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypedDict

from literate.document.quantity import Missing, Quantity
from literate.document.rounding import SPACE
from literate.document.shelf import escape
from literate.document.spans import number_html
from literate.document.tables import Cell, Column, Table

ON_TEST = "on test"  # the way of choosing that is shown in red, and
IN_SIGHT = "on validation, test in sight"  # so is one that may have leaned towards it
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
    """The `<table>` of all hyper-parameters, a group of rows for each question and way of choosing; or empty."""
    if not made:
        return ""
    groups = []
    for title, of in groupby(made, key=lambda each: each["question"]):
        ways = sorted(of, key=lambda each: each["how"])
        every = list(dict.fromkeys(run for each in ways for run in each["runs"]))
        for how, chosen in groupby(ways, key=lambda each: each["how"]):
            groups.append(_group(title, how, list(chosen), every))
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Runs", "Arguments"))
    return f"<table><thead><tr>{head}</tr></thead>{''.join(groups)}</table>"


def _group(title: str, how: str, chosen: Sequence[Choice], every: Sequence[str]) -> str:
    """A row for each set of runs that share values: those that all have first, then by the runs' names."""
    sets: dict[tuple[str, ...], list[str]] = {(): []}
    for each in chosen:
        sets.setdefault(tuple(each["runs"]), []).append(_argument(each))
    rows = "".join(
        f'<tr><th scope="row">{escape(_sharing(runs, every))}</th><td>{"; ".join(said)}</td></tr>'
        for runs, said in sets.items()
        if said
    )
    way = f'<span class="{"alarm" if how in (ON_TEST, IN_SIGHT) else "how"}">{escape(how)}</span>'
    head = f'<th scope="rowgroup" colspan="2"><strong>{escape(title)}</strong> {way}</th>'
    return f'<tbody><tr class="group">{head}</tr>{rows}</tbody>'


def _sharing(runs: Sequence[str], every: Sequence[str]) -> str:
    """`all`, `all but adam`, or the runs by name."""
    without = [run for run in every if run not in runs]
    if runs and len(every) > 2 and len(without) == 1:
        return f"all but {without[0]}"
    return ", ".join(runs) if runs and without else "all"


def _argument(choice: Choice) -> str:
    """`lr = 0.001`."""
    value = choice["value"]
    shown = number_html(value, stop=False) if isinstance(value, Quantity) else escape(value)
    return f"<code>{escape(choice['argument'])}</code>{SPACE}={SPACE}{shown}"


def scores(keys: Mapping[str, Any]) -> Table:
    """Each run's validation and test score beside chance and, where it was measured, the nearest neighbour's."""
    runs = {f"{page}.{run}": held for page, names in keys.items() if isinstance(names, Mapping)
            for run, held in names.items()}  # fmt: skip
    cells = {name: [_cell(held, measure) for measure in SCORES.values()] for name, held in runs.items()}
    there = [at for at in range(len(SCORES)) if any(isinstance(row[at], Quantity) for row in cells.values())]
    columns = [Column(list(SCORES)[at], "number") for at in there]
    return Table(
        (Column("Run"), *columns),
        tuple((name, *(row[at] for at in there)) for name, row in cells.items()),
        wide=True,
    )


def stated(headings: Sequence[tuple[str, str]]) -> str:
    """In red, as HTML, which of limitations and what failed is not written; `headings` are (text, id)."""
    missing = [
        title for title, words in SECTIONS.items() if not any(words.search(text) for text, _ in headings)
    ]
    said = "; ".join(f'{title}: <span class="alarm">not written</span>' for title in missing)
    return f'<p class="stated">{said}.</p>' if said else ""


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
