"""The grammar of claims: what an author may assert in `[text]{? predicate | else other text}`.

    predicate   = conjunction {"or" conjunction}
    conjunction = clause {"and" clause}
    clause      = "(" predicate ")" | sum order {order} | name "is" ("best" | "worst") ["of" name {"," name}]
    order       = (">" | "<" | ">=" | "<=" | "~") sum ["within" amount]
    sum         = term {("+" | "-") term}          term = name | amount
    amount      = number ["point" | "points" | "percent" | "%"]

It is not Jinja's: there `a > b > c` drops a comparison. Names are the page's own: `adam.test`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from literate.document.predicates import Amount, Comparison, Extreme, Joined, Name, Predicate, Sum

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*(?:\.\w+)*)|(>=|<=|[<>~+\-(),%])|(\S))")
_SCALES = {"point": 0.01, "points": 0.01, "percent": 0.01, "%": 0.01}
_WORDS = {"is", "best", "worst", "of", "and", "or", "within", *_SCALES}


def parse(text: str) -> Predicate:
    """The predicate in a text. Raises `ValueError` that says what was expected and what stands there."""
    reader = _Reader(_tokens(text))
    predicate = _joined(reader)
    if reader.here:
        raise ValueError(f"the claim should end before {reader.here!r}")
    return predicate


def _tokens(text: str) -> list[str]:
    found = list(_TOKEN.finditer(text))
    if odd := next((each[4] for each in found if each[4]), None):
        raise ValueError(f"{odd!r} has no meaning in a claim")
    return [each[1] or each[2] or each[3] for each in found]


@dataclass
class _Reader:
    tokens: list[str]
    at: int = 0

    @property
    def here(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def takes(self, *allowed: str) -> str:
        """The next token if it is one of these, else nothing."""
        token = self.here
        if token not in allowed:
            return ""
        self.at += 1
        return token

    def needs(self, what: str) -> str:
        token = self.here
        self.at += 1
        if not token:
            raise ValueError(f"the claim ends where {what} should stand")
        return token


def _joined(reader: _Reader, word: str = "or") -> Predicate:
    clauses = [_joined(reader, "and") if word == "or" else _clause(reader)]
    while reader.takes(word):
        clauses.append(_joined(reader, "and") if word == "or" else _clause(reader))
    return clauses[0] if len(clauses) == 1 else Joined(word, tuple(clauses))


def _clause(reader: _Reader) -> Predicate:
    if reader.takes("("):
        inner = _joined(reader)
        if not reader.takes(")"):
            raise ValueError(f"a bracket is not closed before {reader.here or 'the end'!r}")
        return inner
    left = _sum(reader)
    if reader.takes("is"):
        return _extreme(reader, left)
    comparisons: list[Predicate] = []
    while order := reader.takes(">", "<", ">=", "<=", "~"):
        right = _sum(reader)
        within = _amount(reader, reader.needs("a number")) if reader.takes("within") else None
        if (order == "~") != (within is not None):
            raise ValueError(
                "`~` needs `within`, as in a.test ~ b.test within 2 points, and only `~` takes it"
            )
        comparisons.append(Comparison(left, order, right, within))
        left = right
    if not comparisons:
        raise ValueError(
            f"after {str(left)!r} one of > < >= <= ~ is should stand, not {reader.here or 'the end'!r}"
        )
    return comparisons[0] if len(comparisons) == 1 else Joined("and", tuple(comparisons))


def _extreme(reader: _Reader, left: Sum) -> Extreme:
    name = left.terms[0][1]
    if len(left.terms) != 1 or not isinstance(name, Name):
        raise ValueError("only a single result `is best`, as in adam.test is best")
    if not (word := reader.takes("best", "worst")):
        raise ValueError(f"after `is` best or worst should stand, not {reader.here or 'the end'!r}")
    others: list[Name] = []
    if reader.takes("of"):
        others.append(_name(reader.needs("a name")))
        while reader.takes(","):
            others.append(_name(reader.needs("a name")))
    return Extreme(name, word == "best", tuple(others))


def _sum(reader: _Reader) -> Sum:
    sign = -1 if reader.takes("-") else 1
    terms = [(sign, _term(reader))]
    while operator := reader.takes("+", "-"):
        terms.append((1 if operator == "+" else -1, _term(reader)))
    return Sum(tuple(terms))


def _term(reader: _Reader) -> Name | Amount:
    token = reader.needs("a name or number")
    return _amount(reader, token) if token[0].isdigit() else _name(token)


def _amount(reader: _Reader, token: str) -> Amount:
    if not token[0].isdigit():
        raise ValueError(f"a number should stand where {token!r} does")
    unit = reader.takes(*_SCALES)
    return Amount(float(token) * _SCALES.get(unit, 1.0), bool(unit))


def _name(token: str) -> Name:
    if not re.match(r"[A-Za-z_]", token) or token in _WORDS:
        raise ValueError(f"a name should stand where {token!r} does")
    return Name(tuple(token.split(".")))
