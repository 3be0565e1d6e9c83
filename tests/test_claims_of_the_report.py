"""The claims of the report's own pages: each turns when the results that it compares do, and no other does."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from literate.document import claims, verdicts
from literate.document.names import page_names
from literate.document.predicates import Amount, Comparison, Extreme, Joined, Name, Predicate, Sum
from literate.document.quantity import Quantity
from literate.document.weighing import REFUTED, SUPPORTED, Weighed

TEMPLATES = Path(__file__).parents[1] / "templates"
PREDICATE = re.compile(r"\{\?\s*(.*?)\s*(?:\||\}(?!\}))")
LESS = ("loss", "loss_first", "scatter")
Values = dict[str, float]


def predicates(page: str) -> dict[str, Predicate]:
    text = (TEMPLATES / f"{page}.md.j2").read_text(encoding="utf-8")
    return {found: claims.parse(found) for found in PREDICATE.findall(text)}


def names_in(predicate: Predicate) -> Iterator[str]:
    """Every result that a predicate names."""
    if isinstance(predicate, Joined):
        for clause in predicate.clauses:
            yield from names_in(clause)
    elif isinstance(predicate, Comparison):
        yield from (
            str(term)
            for side in (predicate.left, predicate.right)
            for _, term in side.terms
            if isinstance(term, Name)
        )
    elif isinstance(predicate, Extreme):
        yield from map(str, (predicate.name, *predicate.others))


def true(predicate: Predicate, values: Values) -> bool:
    """Whether a predicate is true of exact values, by plain arithmetic."""
    if isinstance(predicate, Joined):
        return (all if predicate.word == "and" else any)(true(clause, values) for clause in predicate.clauses)
    if isinstance(predicate, Extreme):
        measure = predicate.name.path[1]
        rivals = [str(each) for each in predicate.others] or [
            name for name in values if name.endswith(f".{measure}")
        ]
        first = min if (measure in LESS) == predicate.best else max
        return values[str(predicate.name)] == first(values[each] for each in {*rivals, str(predicate.name)})
    assert isinstance(predicate, Comparison)
    difference = total(predicate.left, values) - total(predicate.right, values)
    if predicate.order == "~":
        assert predicate.within is not None
        return abs(difference) <= predicate.within.value
    return difference > 0 if predicate.order == ">" else difference < 0


def total(side: Sum, values: Values) -> float:
    return sum(
        sign * (term.value if isinstance(term, Amount) else values[str(term)]) for sign, term in side.terms
    )


def judged(read: dict[str, Predicate], values: Values) -> dict[str, str]:
    """The verdicts on intervals that are narrow beside every difference."""
    runs: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        run, _, measure = name.partition(".")
        better: Any = "less" if measure in LESS else "greater"
        unit: Any = "fraction" if measure not in (*LESS, "never_predicted_before") else ""
        runs.setdefault(run, {})[measure] = Quantity(value, unit, None, (f"q.{run}",), measure, better=better)
    names = page_names("q", runs, {})

    def weigh(difference: Quantity, share: float) -> Weighed:
        return Weighed(difference.value - 1e-6, difference.value + 1e-6, "", 1, 1e-14, 0.0, 1.0)

    return {text: verdicts.verdict(each, names, weigh).verdict for text, each in read.items()}


@pytest.mark.parametrize("page", ["q1", "q2", "q3"])
def test_exchanging_two_results_turns_exactly_the_claims_that_depend_on_their_order(page: str) -> None:
    read = predicates(page)
    assert len(read) >= 5
    names = sorted({name for each in read.values() for name in names_in(each)})
    values = {name: 0.3 + 0.031 * ((7 * at) % len(names)) for at, name in enumerate(names)}
    before = judged(read, values)
    assert before == {text: SUPPORTED if true(each, values) else REFUTED for text, each in read.items()}
    turned: set[str] = set()
    for one, other in itertools.combinations(names, 2):
        exchanged = {**values, one: values[other], other: values[one]}
        after = judged(read, exchanged)
        changed = {text for text in read if after[text] != before[text]}
        assert changed == {text for text, each in read.items() if true(each, exchanged) != true(each, values)}
        assert all({one, other} & set(names_in(read[text])) or "is" in text for text in changed)
        turned |= changed
    orders = {text for text, each in read.items() if "~" not in text and len(set(names_in(each))) > 1}
    assert turned >= orders, "every order depends on some pair"
