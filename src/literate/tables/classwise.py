"""Recall of each class as a row of small bars, one row a measurement: before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from literate.document.tables import Column, Table

SIDE_BY_SIDE, LETTERS = 12, 90  # classes in a row of the page, and letters of their names
NARROW = 5  # classes that fit the column of text


def tabulate(names: Mapping[str, Any], *, run: str, rows: Mapping[str, list[str]]) -> Table:
    """A table of one run's `rows`: text → the names of its recall by class and of its accuracy over all.

    Classes stand side by side as far as their names fit, else one below the other; of more than can be quoted one by
    one, only the least and the greatest recall are shown beside the accuracy.
    """
    found = names[run]
    if not isinstance(found, Mapping):
        return Table((Column(""), Column("all", "bar")), tuple((text, found) for text in rows))
    if any(recall not in found for recall, _ in rows.values()):
        return _extremes(found, rows)
    by_class: list[Mapping[str, Any]] = [found[recall] for recall, _ in rows.values()]
    classes = list(by_class[0])
    if len(classes) > SIDE_BY_SIDE or sum(map(len, classes)) > LETTERS:
        return _downwards(found, rows, by_class)
    columns = (
        Column("class"),
        *(Column(name, "bar", decimals=2, runs=by_class[0][name].runs) for name in classes),
        Column("all", "bar"),
    )
    body = tuple(
        (text, *(recalls[name] for name in classes), found[overall])
        for (text, (_, overall)), recalls in zip(rows.items(), by_class, strict=True)
    )
    return Table(columns, body, wide=len(classes) > NARROW)


def _downwards(
    found: Mapping[str, Any], rows: Mapping[str, list[str]], by_class: list[Mapping[str, Any]]
) -> Table:
    """A row a class, a column a measurement, and the accuracy over all below."""
    columns = (Column("class"), *(Column(text, "bar", decimals=2) for text in rows))
    body = [(name, *(recalls[name] for recalls in by_class)) for name in by_class[0]]
    runs = tuple(" ".join(recall.runs) for recall in by_class[0].values())
    return Table(
        columns, (*body, ("all", *(found[overall] for _, overall in rows.values()))), runs=(*runs, "")
    )


def _extremes(found: Mapping[str, Any], rows: Mapping[str, list[str]]) -> Table:
    columns = (Column("class"), Column("least", "bar"), Column("greatest", "bar"), Column("all", "bar"))
    prefixes = [recall.removesuffix("recall_of") for recall, _ in rows.values()]
    body = tuple(
        (text, found[f"{prefix}worst"], found[f"{prefix}best"], found[overall])
        for (text, (_, overall)), prefix in zip(rows.items(), prefixes, strict=True)
    )
    return Table(columns, body)
