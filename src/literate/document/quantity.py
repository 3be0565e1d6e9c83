"""A measured number and its absence: what a template quotes, compares and subtracts.

A number knows its unit, the runs it came from and how it came about, so that the page can say so. The number
of a run that failed is `Missing`: it prints as a marked gap, and everything computed from it is missing too.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from literate.document.basis import Basis, Interval, basis_from_json, interval_from_json

Unit = Literal["fraction", "count", "seconds", ""]
Form = tuple[str, int | None]  # ("num", 3), ("percent", 1), ("points", 1), ("words", None), ("exact", None)

MINUS = "−"


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number from a result. Compared by value; a sum or difference keeps the runs of both.

    value   in `unit`; a fraction is from 0 to 1
    n       how many images (or runs) it is taken over
    runs    the runs behind it, as "q3.adam"
    how     how it came about, in words: "694 / 797 images"
    better  which way is better, for `is best`
    form    how to print it, set by a filter such as `num(2)`
    seeds   the value of each seed
    interval, basis   where it is uncertain, and how it is measured again to be compared
    parts   of a sum, its terms with their weights
    """

    value: float
    unit: Unit = ""
    n: int | None = None
    runs: tuple[str, ...] = ()
    measure: str = ""
    how: str = ""
    better: Literal["greater", "less"] = "greater"
    form: Form | None = None
    seeds: tuple[float, ...] = ()
    interval: Interval | None = None
    basis: Basis | None = None
    parts: tuple[tuple[float, Quantity], ...] = ()

    def __sub__(self, other: Operand) -> Quantity | Missing:
        return _combined(self, other, MINUS)

    def __rsub__(self, other: float) -> Quantity | Missing:
        return _combined(_quantity(other, self.unit), self, MINUS)

    def __add__(self, other: Operand) -> Quantity | Missing:
        return _combined(self, other, "+")

    def __radd__(self, other: float) -> Quantity | Missing:
        return _combined(_quantity(other, self.unit), self, "+")

    def __truediv__(self, other: Operand) -> Quantity | Missing:
        return _combined(self, other, "/")

    def __lt__(self, other: Operand) -> bool:  # type: ignore[misc]  # of two quantities, either may answer
        return self.value < _value(other)

    def __le__(self, other: Operand) -> bool:  # type: ignore[misc]
        return self.value <= _value(other)

    def __gt__(self, other: Operand) -> bool:  # type: ignore[misc]
        return self.value > _value(other)

    def __ge__(self, other: Operand) -> bool:  # type: ignore[misc]
        return self.value >= _value(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity | int | float) and self.value == _value(other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __float__(self) -> float:
        return float(self.value)

    @property
    def name(self) -> str:
        """The last part of the run and the measure, as an author writes it: `adam.test`."""
        runs = dict.fromkeys(run.split(".")[-1].partition("@")[0] for run in self.runs)
        return ".".join(filter(None, ("+".join(runs), self.measure)))


@dataclass(frozen=True)
class Missing:
    """A number, figure or table of a run that failed or never ran. False, and so are all its measures."""

    run: str
    why: str = "not built"

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __bool__(self) -> bool:
        return False

    def _same(self, other: object) -> Missing:
        return self

    __sub__ = __rsub__ = __add__ = __radd__ = __truediv__ = __rtruediv__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = __getitem__ = _same


Operand = Quantity | Missing | float


def formed(number: Quantity | Missing, form: Form) -> Quantity | Missing:
    """The same number, to be printed in another form."""
    return number if isinstance(number, Missing) else dataclasses.replace(number, form=form)


def terms(number: Quantity) -> tuple[tuple[float, Quantity], ...]:
    """The results that a number is a weighted sum of; a number of the text is none."""
    return number.parts or (((1.0, number),) if number.runs else ())


def from_json(data: Mapping[str, Any]) -> Quantity | Missing:
    """The number, without the terms of a sum, from the plain data that an exhibit is kept as."""
    if "value" not in data:
        return Missing(**data)
    form = data.get("form")
    return Quantity(
        **{
            **data,
            "runs": tuple(data.get("runs", ())),
            "form": tuple(form) if form else None,
            "seeds": tuple(data.get("seeds", ())),
            "interval": interval_from_json(data.get("interval")),
            "basis": basis_from_json(data.get("basis")),
            "parts": (),
        }
    )


def names_from_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a run may be quoted for, from plain data: numbers, texts, and deeper names."""
    return {key: _named(value) for key, value in data.items()}


def _named(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    is_number = {"value", "unit"} <= set(value) or set(value) == {"run", "why"}
    return from_json(value) if is_number else names_from_json(value)


def _value(other: Operand) -> float:
    return math.nan if isinstance(other, Missing) else float(other)


def _quantity(value: float, unit: Unit) -> Quantity:
    return Quantity(float(value), unit, how="a number in the text")


def _combined(a: Quantity, b: Operand, sign: str) -> Quantity | Missing:
    """Sum, difference or ratio. Raises `ValueError` where the units do not agree."""
    if isinstance(b, Missing):
        return b
    if not isinstance(b, Quantity):
        b = _quantity(b, a.unit)
    if a.unit != b.unit:
        units = [unit or "plain number" for unit in (a.unit, b.unit)]
        raise ValueError(
            f"{a.name} is a {units[0]} and {b.name or b.value} a {units[1]}: they do not combine"
        )
    value = {MINUS: a.value - b.value, "+": a.value + b.value, "/": _ratio(a.value, b.value)}[sign]
    return Quantity(
        value,
        "" if sign == "/" else a.unit,
        a.n if a.n == b.n else None,
        tuple(dict.fromkeys(a.runs + b.runs)),
        f"{a.measure} {sign} {b.measure}" if a.measure or b.measure else "",
        f"{_source(a)} {sign} {_source(b)}",
        a.better,
        b.form or a.form,  # `a - b | points` is `a - (b | points)` to Jinja: the form is handed on
        parts=() if sign == "/" else (*terms(a), *((w if sign == "+" else -w, part) for w, part in terms(b))),
    )


def _ratio(a: float, b: float) -> float:
    return a / b if b else math.nan


def _source(number: Quantity) -> str:
    return f"{number.name or 'number'} {number.value:.6g}".replace("-", MINUS)
