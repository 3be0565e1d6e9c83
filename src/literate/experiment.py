"""One experiment's runs, one a seed, and the numbers that they give together, each with its interval if it has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from literate import estimates
from literate.document.basis import Basis
from literate.document.quantity import Quantity, Unit
from literate.store import Result
from measures.contrasts import Term

Of = Callable[[Result], float]


@dataclass(frozen=True)
class Experiment:
    """The runs and what people call them."""

    runs: list[Result]
    names: tuple[str, ...]

    def share(self, measure: str, basis: Basis, of: Of, how: str) -> Quantity:
        """A share of images, with an interval unless a class has a single image: then it carries no claim."""
        n = len(self.runs[0][basis.labels])
        values = tuple(of(run) for run in self.runs)
        try:
            interval = estimates.interval(estimates.term(self.runs, basis), f"{n} {basis.images}")
        except ValueError:
            interval = None
        rests = basis if interval else None
        return Quantity(
            float(np.mean(values)), "fraction", n, self.names, measure, self._over(how),
            seeds=values, interval=interval, basis=rests,
        )  # fmt: skip

    def mean(
        self, measure: str, of: Of, unit: Unit, how: str, better: Literal["greater", "less"] = "greater"
    ) -> Quantity:
        """A number of each run that is not of images: a loss, a time."""
        values = tuple(float(of(run)) for run in self.runs)
        interval = estimates.interval(Term(1.0, values), "")
        return Quantity(
            float(np.mean(values)), unit, None, self.names, measure, self._over(how), better,
            seeds=values, interval=interval,
        )  # fmt: skip

    def first(self, measure: str, value: float, how: str, n: int | None = None) -> Quantity:
        """A share of `n` images that is of the first seed alone: it carries no claim. None: it is exact."""
        return Quantity(float(value), "fraction", n, self.names[:1], measure, how)

    def count(self, measure: str, value: int, how: str) -> Quantity:
        """A count, the same for every seed or of the first."""
        return Quantity(float(value), "count", None, self.names[:1], measure, how)

    def _over(self, how: str) -> str:
        return how if len(self.runs) == 1 else f"{how}, mean of {len(self.runs)} seeds"
