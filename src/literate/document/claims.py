"""The grammar of claims: what an author may assert in `[text]{? predicate | else other text}`.

    predicate   = conjunction {"or" conjunction} ["over" "seeds"]
    conjunction = clause {"and" clause}
    clause      = "(" predicate ")" | comparison | extreme | trend | count
    comparison  = sum order {order}                            a.test > b.test + 2 points
    extreme     = name "is" ("best" | "worst") ["of" names]    a.test is best
    trend       = names ("increases" | "decreases")            a.test, b.test, c.test increases
    count       = many "of" names order                        at least 2 of a.test, b.test, c.test > 0.9
    many        = "all" | "none" | ["exactly" | "at" ("least" | "most")] number
    order       = (">" | "<" | ">=" | "<=" | "~") sum ["within" amount]
    sum         = ["-"] term {("+" | "-") term}    term = name | amount          names = name {"," name}
    amount      = number ["point" | "points" | "percent" | "%"]

It is not Jinja's: there `a > b > c` drops a comparison. Names are the page's own: `adam.test`.
"""

from __future__ import annotations

import re

from literate.document.predicates import (
    Amount,
    Comparison,
    Count,
    Extreme,
    Name,
    OverSeeds,
    Predicate,
    Sum,
    Trend,
    joined,
)
from literate.document.tokens import Reader, tokens

_ORDERS = (">", "<", ">=", "<=", "~")
_POINTS = ("point", "points", "percent", "%")
_WORDS = {"is", "best", "worst", "of", "and", "or", "within", "increases", "decreases", "over", *_POINTS}


def parse(text: str) -> Predicate:
    """The predicate in a text. Raises `ValueError` that says what was expected and what stands there."""
    reader = Reader(tokens(text))
    predicate = _alternatives(reader)
    if reader.takes("over"):
        if not reader.takes("seeds"):
            raise ValueError(f"after `over` seeds should stand, not {reader.met}")
        predicate = OverSeeds(predicate)
    if reader.here:
        raise ValueError(f"the claim should end before {reader.here!r}")
    return predicate


def _alternatives(reader: Reader) -> Predicate:
    clauses = [_conjunction(reader)]
    while reader.takes("or"):
        clauses.append(_conjunction(reader))
    return joined("or", tuple(clauses))


def _conjunction(reader: Reader) -> Predicate:
    clauses = [_clause(reader)]
    while reader.takes("and"):
        clauses.append(_clause(reader))
    return joined("and", tuple(clauses))


def _clause(reader: Reader) -> Predicate:
    if reader.takes("("):
        inner = _alternatives(reader)
        if not reader.takes(")"):
            raise ValueError(f"a bracket is not closed before {reader.met}")
        return inner
    if bound := _many(reader):
        return _count(reader, *bound)
    left = _sum(reader)
    if reader.here in (",", "increases", "decreases"):
        return _trend(reader, left)
    return _extreme(reader, left) if reader.takes("is") else _comparisons(reader, left)


def _comparisons(reader: Reader, left: Sum) -> Predicate:
    comparisons: list[Predicate] = []
    while reader.here in _ORDERS:
        order, right, within = _order(reader)
        comparisons.append(Comparison(left, order, right, within))
        left = right
    if not comparisons:
        raise ValueError(f"after {str(left)!r} one of {' '.join(_ORDERS)} is should stand, not {reader.met}")
    return joined("and", tuple(comparisons))


def _order(reader: Reader) -> tuple[str, Sum, Amount | None]:
    """An order with its right side."""
    if not (order := reader.takes(*_ORDERS)):
        raise ValueError(f"one of {' '.join(_ORDERS)} should stand here, not {reader.met}")
    right = _sum(reader)
    within = _amount(reader, reader.needs("a number")) if reader.takes("within") else None
    if (order == "~") != (within is not None):
        raise ValueError("`~` needs `within`, as in a.test ~ b.test within 2 points, and only `~` takes it")
    return order, right, within


def _extreme(reader: Reader, left: Sum) -> Extreme:
    name = _single(left, "only a single result `is best`, as in adam.test is best")
    if not (word := reader.takes("best", "worst")):
        raise ValueError(f"after `is` best or worst should stand, not {reader.met}")
    return Extreme(name, word == "best", _names(reader) if reader.takes("of") else ())


def _trend(reader: Reader, left: Sum) -> Trend:
    first = _single(left, "only single results increase, as in a.test, b.test increases")
    names = (first, *_names(reader)) if reader.takes(",") else (first,)
    if not (word := reader.takes("increases", "decreases")):
        raise ValueError(f"after a list increases or decreases should stand, not {reader.met}")
    if len(names) < 2:
        raise ValueError(f"{first} alone does not {word.removesuffix('s')}: list several, with commas")
    return Trend(names, word == "increases")


def _many(reader: Reader) -> tuple[str, int | None] | None:
    """How many of the names that follow `of`; None instead of a number is all of them."""
    if reader.sees("all", "of") or reader.sees("none", "of"):
        return ("at least", None) if reader.needs("") == "all" else ("at most", 0)
    ahead = (
        2 if reader.sees("at", "least") or reader.sees("at", "most") else 1 if reader.sees("exactly") else 0
    )
    number = reader.tokens[reader.at + ahead] if reader.at + ahead < len(reader.tokens) else ""
    if not number.isdigit() or not reader.sees(*reader.tokens[reader.at :][:ahead], number, "of"):
        return None
    bound = " ".join(reader.needs("") for _ in range(ahead))
    return bound or "exactly", int(reader.needs("a number"))


def _count(reader: Reader, bound: str, number: int | None) -> Count:
    reader.takes("of")
    names = _names(reader)
    return Count(bound, len(names) if number is None else number, names, *_order(reader))


def _names(reader: Reader) -> tuple[Name, ...]:
    names = [_name(reader.needs("a name"))]
    while reader.takes(","):
        names.append(_name(reader.needs("a name")))
    return tuple(names)


def _single(left: Sum, otherwise: str) -> Name:
    sign, name = left.terms[0]
    if len(left.terms) != 1 or sign < 0 or not isinstance(name, Name):
        raise ValueError(otherwise)
    return name


def _sum(reader: Reader) -> Sum:
    sign = -1 if reader.takes("-") else 1
    terms = [(sign, _term(reader))]
    while operator := reader.takes("+", "-"):
        terms.append((1 if operator == "+" else -1, _term(reader)))
    return Sum(tuple(terms))


def _term(reader: Reader) -> Name | Amount:
    token = reader.needs("a name or number")
    return _amount(reader, token) if token[0].isdigit() else _name(token)


def _amount(reader: Reader, token: str) -> Amount:
    if not token[0].isdigit():
        raise ValueError(f"a number should stand where {token!r} does")
    return Amount(float(token), bool(reader.takes(*_POINTS)))


def _name(token: str) -> Name:
    if not re.match(r"[A-Za-z_]", token) or token in _WORDS:
        raise ValueError(f"a name should stand where {token!r} does")
    return Name(tuple(token.split(".")))
