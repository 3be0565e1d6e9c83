"""The numbers behind a claim: names looked up, sums taken, units made to agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from literate.document.names import look_up
from literate.document.predicates import Amount, Comparison, Name, Sum
from literate.document.quantity import Missing, Quantity, Unit

Numbers = dict[Name, Quantity]


def number(name: Name, names: Mapping[str, Any]) -> Quantity | Missing:
    """The quantity of a name. Raises `UnknownName`, and `ValueError` for a text."""
    value = look_up(names, name.path)
    if isinstance(value, Quantity | Missing):
        return value
    raise ValueError(f"{name} is not a number, so nothing can be claimed of it")


def sides(claim: Comparison, names: Mapping[str, Any]) -> tuple[Quantity, Quantity] | Missing:
    """Both sides of a comparison, or the first number missing. Raises `ValueError` where units differ."""
    terms = [term for side in (claim.left, claim.right) for _, term in side.terms]
    found = numbers((term for term in terms if isinstance(term, Name)), names)
    if isinstance(found, Missing):
        return found
    if not found:
        raise ValueError(f"{claim}: no result is in it, so there is nothing to check")
    unit = _unit(claim, found)
    amounts = [term for term in (*terms, claim.within) if isinstance(term, Amount)]
    if any(amount.points for amount in amounts) and unit != "fraction":
        raise ValueError(f"{claim}: points are for fractions, and this is a {unit or 'plain number'}")
    return _total(claim.left, found, unit), _total(claim.right, found, unit)


def numbers(wanted: Iterable[Name], names: Mapping[str, Any]) -> Numbers | Missing:
    """The quantities of names, or the first that is missing."""
    found: Numbers = {}
    for name in wanted:
        value = number(name, names)
        if isinstance(value, Missing):
            return value
        found[name] = value
    return found


def _unit(claim: Comparison, found: Numbers) -> Unit:
    """The one unit of all results in a comparison; numbers typed by the author take it on."""
    (first, unit), *others = [(name, value.unit) for name, value in found.items()]
    for name, other in others:
        if other != unit:
            raise ValueError(
                f"{claim}: {first} is a {unit or 'plain number'} and {name} a {other or 'plain number'}; "
                "they do not compare"
            )
    return unit


def _total(side: Sum, found: Numbers, unit: Unit) -> Quantity:
    total: Quantity | Missing = Quantity(0.0, unit)
    for at, (sign, term) in enumerate(side.terms):
        value = Quantity(term.value, unit) if isinstance(term, Amount) else found[term]
        total = value if at == 0 and sign > 0 else total + value if sign > 0 else total - value
    assert isinstance(total, Quantity)  # nothing missing goes in
    return total
