"""Recall of each class as a row of small bars, one row a measurement: before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from literate.document.tables import Column, Table


def tabulate(names: Mapping[str, Any], *, run: str, rows: Mapping[str, list[str]]) -> Table:
    """A table of one run's `rows`: text → the names of its recall by class and of its accuracy over all.

    With more classes than can stand side by side, only least and greatest recall are shown beside the accuracy.
    """
    found = names[run]
    if not isinstance(found, Mapping):
        return Table((Column(""), Column("all", "bar")), tuple((text, found) for text in rows))
    if any(recall not in found for recall, _ in rows.values()):
        return _extremes(found, rows)
    by_class: list[Mapping[str, Any]] = [found[recall] for recall, _ in rows.values()]
    classes = list(by_class[0])
    columns = (Column("class"), *(Column(name, "bar", decimals=2) for name in classes), Column("all", "bar"))
    body = tuple(
        (text, *(recalls[name] for name in classes), found[overall])
        for (text, (_, overall)), recalls in zip(rows.items(), by_class, strict=True)
    )
    return Table(columns, body, wide=True)


def _extremes(found: Mapping[str, Any], rows: Mapping[str, list[str]]) -> Table:
    columns = (Column("class"), Column("least", "bar"), Column("greatest", "bar"), Column("all", "bar"))
    prefixes = [recall.removesuffix("recall_of") for recall, _ in rows.values()]
    body = tuple(
        (text, found[f"{prefix}worst"], found[f"{prefix}best"], found[overall])
        for (text, (_, overall)), prefix in zip(rows.items(), prefixes, strict=True)
    )
    return Table(columns, body)
