"""Judging: the intervals of differences between kept runs, worked out once and kept in `build/contrasts/`.

What is kept is the interval of a weighted sum under a digest of its terms, the results behind it and the code that
measures: a render that asks nothing new loads neither a result nor NumPy.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any

from literate import kept, spelling
from literate.build import Build
from literate.document.quantity import Quantity, terms
from literate.document.weighing import ALPHA, Weighed
from literate.errors import StoreError
from measures import spending
from measures.spending import METHODS

if TYPE_CHECKING:
    from literate.measuring import Measuring

CODE = ("literate.measuring", "measures.leave_one_out")
Weights = list[tuple[float, Quantity]]


class Judge:
    """Weighs the differences that one page asks for."""

    def __init__(self, build: Build, page: str) -> None:
        self._build, self._plan = build, build.plan
        self._path = build.folder / "contrasts" / f"{page}.json"
        reached = frozenset().union(*(self._plan.sources.reach(module) for module in CODE))
        self._code = spelling.digest(spelling.canonical(self._plan.sources.digests(reached)))
        self._known = self._read()
        self._asked: dict[str, Any] = {}
        self._weighed: dict[tuple[Any, ...], Weighed | None] = {}
        self._measuring: Measuring | None = None

    def weigh(self, difference: Quantity, share: float) -> Weighed | None:
        """The interval of a difference at its share of α, or None for numbers that are as measured.

        Raises `ValueError` for a number without an interval, and for results of different test sets.
        """
        key = (share, difference.value, *((w, each.runs, each.measure) for w, each in terms(difference)))
        if key not in self._weighed:
            self._weighed[key] = self._weigh(difference, share)
        return self._weighed[key]

    def _weigh(self, difference: Quantity, share: float) -> Weighed | None:
        weights = _sampled(difference)
        if not weights or any(each.basis is None and len(each.seeds) < METHODS for _, each in weights):
            return None
        seeds = min(len(each.seeds) for _, each in weights)
        alpha = spending.spent(seeds, ALPHA) if self._settled(weights) else ALPHA
        constant = difference.value - sum(weight * each.value for weight, each in weights)
        found = Weighed(**self._contrast(weights, 1 - alpha * share), alpha=alpha)
        return replace(found, low=found.low + constant, high=found.high + constant)

    def keep(self) -> None:
        """Keep what this page asked for, and nothing else."""
        if self._asked and self._asked != self._known:
            kept.save(self._path, {"fingerprint": self._code, "made": self._asked})

    def _contrast(self, weights: Weights, level: float) -> dict[str, Any]:
        key = spelling.digest(spelling.canonical([self._term(*each) for each in weights] + [repr(level)]))
        if key not in self._asked:
            self._asked[key] = self._known.get(key) or self._measured(weights, level)
        made: dict[str, Any] = self._asked[key]
        return made

    def _term(self, weight: float, number: Quantity) -> list[Any]:
        basis = astuple(number.basis) if number.basis else None
        return [repr(weight), basis, [repr(value) for value in number.seeds], self._fingerprints(number)]

    def _measured(self, weights: Weights, level: float) -> dict[str, Any]:
        from literate.measuring import Measuring  # NumPy, only now

        if self._measuring is None:
            self._measuring = Measuring(self._build.kept.results)
        fingerprints = [self._fingerprints(number) for _, number in weights]
        try:
            return self._measuring.contrast(weights, fingerprints, level)
        except StoreError:  # the bytes are not what size and time promised: the next build looks again
            self._build.kept.forget([each for one in fingerprints for each in one])
            raise

    def _fingerprints(self, number: Quantity) -> list[str]:
        return [self._plan.spec(self._plan.runs[run]).fingerprint for run in number.runs]

    def _settled(self, weights: Weights) -> bool:
        """Were seeds added to a run of these by looking at results?"""
        runs = {run.partition("@")[0] for _, number in weights for run in number.runs}
        return bool(runs & set(self._plan.added))

    def _read(self) -> dict[str, Any]:
        try:
            document = kept.load(self._path)
        except StoreError:
            return {}
        made: dict[str, Any] = document["made"] if document["fingerprint"] == self._code else {}
        return made


def _sampled(difference: Quantity) -> Weights:
    """The terms that images or seeds could change, equal ones added. Raises `ValueError` for one without interval."""
    together: dict[tuple[Any, ...], tuple[float, Quantity]] = {}
    for weight, number in terms(difference):
        if number.n is not None and number.basis is None:
            raise ValueError(
                f"{number.name} has no interval, so it cannot carry a claim; quote it, or claim of a measure "
                "over all images"
            )
        if number.seeds:
            key = (number.runs, number.measure)
            together[key] = (together.get(key, (0.0, number))[0] + weight, number)
    return [(weight, number) for weight, number in together.values() if weight]
