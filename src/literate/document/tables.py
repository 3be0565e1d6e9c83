"""Tables: rows of texts and numbers as plain data, set with booktabs' rules, never a Python list in a cell.

Numbers of a column share their decimals, so that they align; the best of a column is bold; per-class values
are small bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from literate.document import rounding
from literate.document.quantity import Missing, Quantity
from literate.document.shelf import escape
from literate.document.spans import from_runs, missing_html, number_html, origin

FIGURE_SPACE, HALF_POINT = "\N{FIGURE SPACE}", "\N{NO-BREAK SPACE}"
Cell = str | Quantity | Missing | None | tuple[Quantity, ...] | list[Quantity]


@dataclass(frozen=True)
class Column:
    """A column: its title, what it holds, which value is best, and to how many decimals numbers are given.

    kind   text | number | bar (a number with a small bar from 0 to 1 below it)
    alarm  a text that is shown in red where a cell holds it
    runs   where the title is a name out of results, as that of a class: the runs
    """

    title: str
    kind: Literal["text", "number", "bar"] = "text"
    best: Literal["", "max", "min"] = ""
    decimals: int | None = None
    alarm: str = ""
    runs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table. `groups` are (title, rows) from the top, in a column `group_title`; `runs` are those of each row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()
    group_title: str = ""
    wide: bool = False
    runs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises `ValueError` when a row or the groups do not fit the columns."""
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        if self.groups and sum(length for _, length in self.groups) != len(self.rows):
            raise ValueError(
                f"the groups hold {sum(n for _, n in self.groups)} rows, the table {len(self.rows)}"
            )


def as_html(table: Table) -> str:
    """`<table>` with header scopes, groups, aligned numbers and the best of each column marked."""
    head = "".join(_header(column) for column in table.columns)
    if table.groups:
        head = f'<th scope="col">{escape(table.group_title)}</th>{head}'
    starts = dict(
        zip(accumulate((length for _, length in table.groups), initial=0), table.groups, strict=False)
    )
    best = [_best(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns)]
    shown = [_shown(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns)]
    body = []
    for number, row in enumerate(table.rows):
        cells = []
        if number in starts:
            title, length = starts[number]
            cells.append(f'<th scope="rowgroup" rowspan="{length}">{escape(title)}</th>')
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            heads_row = at == 0 and column.kind == "text"
            cells.append(_td(column, cell, shown[at][number], number in best[at], heads_row))
        start = ' class="group"' if number in starts and number else ""
        about = from_runs([run for run in table.runs[number : number + 1] if run])
        body.append(f"<tr{start}{about}>{''.join(cells)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _header(column: Column) -> str:
    kind = "" if column.kind == "text" else f' class="{column.kind}"'
    return f'<th scope="col"{kind}{from_runs(column.runs)}>{escape(column.title)}</th>'


def _td(column: Column, cell: Cell, text: str, best: bool, heads_row: bool) -> str:
    kind = column.kind if isinstance(cell, Quantity | Missing) or column.kind != "text" else "text"
    alarm = " alarm" if column.alarm and isinstance(cell, str) and column.alarm in cell else ""
    inner = _inner(column, cell, text)
    if best:
        inner = f"<strong>{inner}</strong>"
    tag, scope = ("th", ' scope="row"') if heads_row else ("td", "")
    return f'<{tag}{scope} class="{kind}{alarm}">{inner}</{tag}>'


def _inner(column: Column, cell: Cell, text: str) -> str:
    if isinstance(cell, Missing):
        return missing_html(cell, named=False)
    if isinstance(cell, tuple | list):
        return _strip(cell)
    if not isinstance(cell, Quantity):
        return escape(cell or "")
    number = number_html(cell, text, stop=False)
    return number + (_bar(cell) if column.kind == "bar" else spread(cell, text))


def spread(cell: Quantity | Missing, text: str | None = None) -> str:
    """Half the width of a number's interval, to as many decimals as the number shows; empty without one."""
    if isinstance(cell, Missing) or cell.interval is None:
        return ""
    text = rounding.text(cell) if text is None else text
    decimals = len(text.rstrip(FIGURE_SPACE + HALF_POINT).partition(".")[2])
    half = rounding.fixed((cell.interval.high - cell.interval.low) / 2, decimals)
    return f'<span class="spread"{from_runs(cell.runs)}>±{half}</span>'


def spreads(table: Table) -> str:
    """A paragraph that says what stands behind ± in a table; empty where nothing does."""
    numbers = [cell for column, *cells in zip(table.columns, *table.rows, strict=True) if column.kind == "number"
               for cell in cells if isinstance(cell, Quantity)]  # fmt: skip
    over: dict[float, dict[str, None]] = {}
    for held in (each.interval for each in numbers if each.interval):
        over.setdefault(held.level, {}).update(dict.fromkeys(rounding.grouped(held.method).split(" and ")))
    said = " and of the ".join(
        f"{100 * level:.0f}{HALF_POINT}% interval over {_listed(list(methods))}"
        for level, methods in over.items()
    )
    bold = " Bold is the best as measured, whether or not its lead is beyond noise."
    best = any(_best(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns))
    runs = tuple(dict.fromkeys(run for each in numbers if each.interval for run in each.runs))
    text = escape(f"± is half the width of the {said}.{bold if best else ''}")
    return f'<p class="spreads"{from_runs(runs)}>{text}</p>' if said else ""


def _listed(methods: Sequence[str]) -> str:
    """`360 validation, 360 test and 1 077 training images`: what all end with is said once, at the end."""
    *others, last = methods
    end = last.rpartition(" ")[2]
    if all(each.endswith(f" {end}") for each in others):
        others = [each.removesuffix(f" {end}") for each in others]
    return " and ".join(filter(None, (", ".join(others), last)))


def _bar(cell: Quantity) -> str:
    """A bar from 0 to 1 below a value; below one half it is drawn as weak."""
    share = min(max(cell.value, 0.0), 1.0) if cell.value == cell.value else 0.0
    weak = " weak" if share < 0.5 else ""
    return f'<span class="bar{weak}"><span style="width:{100 * share:.1f}%"></span></span>'


def _strip(values: Sequence[Quantity]) -> str:
    """Values from 0 to 1 as a strip of upright bars, with their range in words."""
    if not values:
        return ""
    low, high = (rounding.text(pick(values, key=lambda each: each.value)) for pick in (min, max))
    bars = "".join(f'<span style="height:{100 * min(max(each.value, 0), 1):.0f}%"></span>' for each in values)
    words = f"{len(values)} values, {low} to {high}"
    runs = tuple(dict.fromkeys(run for each in values for run in each.runs))
    title = f' title="{escape(origin(words, runs))}"'
    return (
        f'<span class="strip"{from_runs(runs)}{title} role="img" aria-label="{escape(words)}">{bars}</span>'
    )


def _best(column: Column, cells: Sequence[Cell]) -> set[int]:
    """Rows whose printed value is best: equal to the digits shown is equally good."""
    numbers = {
        at: cell.value
        for at, cell in enumerate(cells)
        if isinstance(cell, Quantity) and cell.value == cell.value
    }
    if not column.best or len(numbers) < 2:
        return set()
    texts = _shown(column, cells)
    winner = (max if column.best == "max" else min)(numbers, key=lambda at: numbers[at])
    return {at for at in numbers if texts[at] == texts[winner]}


def _shown(column: Column, cells: Sequence[Cell]) -> list[str]:
    """Numbers as text, padded on the right so that decimal points stand below each other."""
    texts = [rounding.text(_formed(column, cell)) if isinstance(cell, Quantity) else "" for cell in cells]
    decimals = [len(text.partition(".")[2]) if text[-1:].isdigit() else 0 for text in texts]
    most = max(decimals, default=0)
    if column.kind != "number" or len({n for n, text in zip(decimals, texts, strict=True) if text}) <= 1:
        return texts
    pads = [FIGURE_SPACE * (most - n) + (HALF_POINT if n == 0 and most else "") for n in decimals]
    return [text + pad if text else "" for text, pad in zip(texts, pads, strict=True)]


def _formed(column: Column, cell: Quantity) -> Quantity:
    return cell if column.decimals is None or cell.form else replace(cell, form=("num", column.decimals))
