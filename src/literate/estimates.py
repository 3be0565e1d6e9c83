"""Measures of kept runs as terms of a contrast: one value a seed, and what each image contributes.

Whatever a `Basis` names is measured here, both when a number is first counted and when two are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from literate.call import function
from literate.document.basis import Basis, Interval
from measures import contrasts
from measures.contrasts import Term
from measures.leave_one_out import Estimate
from measures.spending import METHODS

Run = Mapping[str, Any]


def term(runs: Sequence[Run], basis: Basis) -> Term:
    """The measure of an experiment's runs, one a seed, with weight 1. Raises `ValueError` for a lone image."""
    estimates = [estimate(run, basis) for run in runs]
    values = [each.value for each in estimates]
    return Term(1.0, values, contrasts.mean(estimates), np.asarray(runs[0][basis.labels]))


def estimate(run: Run, basis: Basis, given: NDArray[Any] | None = None) -> Estimate:
    """The measure of one run, of its `outputs` if they are at hand."""
    taken = outputs(run, basis) if given is None else given
    measured: Estimate = function(basis.measure)(run[basis.labels], taken, len(run["classes"]))
    return measured


def outputs(run: Run, basis: Basis) -> NDArray[Any]:
    """What a run says of its images: scores (N, K), or the classes of the greatest (N,)."""
    found: NDArray[Any] = np.asarray(run[basis.outputs])
    return found.argmax(axis=1) if basis.decided and found.ndim == 2 else found


def interval(measured: Term, images: str) -> Interval | None:
    """The 95 % interval of one measure, or None if there is nothing that it could be over."""
    if measured.estimate is None and len(measured.values) < METHODS:
        return None
    found = contrasts.of([measured])
    return Interval(found.low, found.high, found.level, method(len(measured.values), images))


def method(seeds: int, images: str) -> str:
    """What an interval is over: `797 test images`, `5 seeds and 797 test images`, `5 seeds`."""
    over_seeds = f"{seeds} seeds" if seeds >= METHODS else ""
    return " and ".join(filter(None, (over_seeds, images)))
