"""Predicates: what a claim asserts, once read; as text each is the claim again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A quantity of the page: `adam.test`."""

    path: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Amount:
    """A number typed by the author; `points` when given in points or percent."""

    value: float
    points: bool = False

    def __str__(self) -> str:
        return f"{self.value * 100:g} points" if self.points else f"{self.value:g}"


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
class Joined:
    """Clauses joined by `and` or by `or`."""

    word: str
    clauses: tuple[Predicate, ...]

    def __str__(self) -> str:
        return f" {self.word} ".join(map(str, self.clauses))


Predicate = Comparison | Extreme | Joined
