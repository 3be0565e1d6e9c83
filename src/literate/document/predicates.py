"""Predicates: what a claim asserts, once read; as text each is the claim again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Name:
    """A quantity of the page: `adam.test`."""

    path: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Amount:
    """A number as the author typed it; `points` when given in points or percent."""

    number: float
    points: bool = False

    @property
    def value(self) -> float:
        """The number as a result has it: a fraction for points."""
        return self.number / 100 if self.points else self.number

    def __str__(self) -> str:
        return f"{Decimal(repr(self.number)):f}".removesuffix(".0") + (" points" if self.points else "")


@dataclass(frozen=True)
class Sum:
    """Terms to add, each with its sign."""

    terms: tuple[tuple[int, Name | Amount], ...]

    def __str__(self) -> str:
        text = "".join(f" {'+' if sign > 0 else '-'} {term}" for sign, term in self.terms)
        return text[3:] if self.terms[0][0] > 0 else text[1:]


@dataclass(frozen=True)
class Comparison:
    """One order between two sums; `within` is how far apart `~` may be."""

    left: Sum
    order: str
    right: Sum
    within: Amount | None = None

    def __str__(self) -> str:
        return f"{self.left} {self.order} {self.right}" + (f" within {self.within}" if self.within else "")


@dataclass(frozen=True)
class Extreme:
    """`adam.test is best`, among `others` or, when empty, among the same measure of every run of the page."""

    name: Name
    best: bool
    others: tuple[Name, ...] = ()

    def __str__(self) -> str:
        among = f" of {', '.join(map(str, self.others))}" if self.others else ""
        return f"{self.name} is {'best' if self.best else 'worst'}{among}"


@dataclass(frozen=True)
class Trend:
    """`a.test, b.test, c.test increases`: each is above the one before."""

    names: tuple[Name, ...]
    rising: bool

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.names))} {'increases' if self.rising else 'decreases'}"


@dataclass(frozen=True)
class Count:
    """`at least 2 of a.test, b.test, c.test > 0.9`; `all of` and `none of` are written so."""

    bound: str  # "exactly", "at least", "at most"
    number: int
    names: tuple[Name, ...]
    order: str
    right: Sum
    within: Amount | None = None

    def __str__(self) -> str:
        within = f" within {self.within}" if self.within else ""
        listed = ", ".join(map(str, self.names))
        return f"{self.bound} {self.number} of {listed} {self.order} {self.right}{within}"


@dataclass(frozen=True)
class Joined:
    """Clauses joined by `and` or by `or`; none of them is joined by the same word."""

    word: str
    clauses: tuple[Predicate, ...]

    def __str__(self) -> str:
        texts = (f"({each})" if isinstance(each, Joined) else str(each) for each in self.clauses)
        return f" {self.word} ".join(texts)


@dataclass(frozen=True)
class OverSeeds:
    """A predicate that is about methods, so that every run must have seeds enough."""

    inner: Predicate

    def __str__(self) -> str:
        return f"{self.inner} over seeds"


Predicate = Comparison | Extreme | Trend | Count | Joined | OverSeeds


def joined(word: str, clauses: tuple[Predicate, ...]) -> Predicate:
    """One clause as it is; several as one list, without brackets around those of the same word."""
    flat: list[Predicate] = []
    for each in clauses:
        flat += each.clauses if isinstance(each, Joined) and each.word == word else [each]
    return flat[0] if len(flat) == 1 else Joined(word, tuple(flat))
