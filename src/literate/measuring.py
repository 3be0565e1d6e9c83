"""Measuring a contrast from kept results: which terms share images, and what one more seed would cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from literate import estimates
from literate.document.basis import Basis
from literate.document.quantity import Quantity
from literate.store import Result
from measures import contrasts
from measures.contrasts import Term

Ids = NDArray[np.str_]


class Measuring:
    """The results in a folder, each opened once and each measure of it taken once."""

    def __init__(self, results: Path) -> None:
        self._folder = results
        self._results: dict[str, Result] = {}
        self._terms: dict[tuple[Any, ...], tuple[Term, Ids]] = {}

    def contrast(
        self, weights: Sequence[tuple[float, Quantity]], fingerprints: Sequence[list[str]], level: float
    ) -> dict[str, Any]:
        """The fields of a `Weighed`. Raises `ValueError` for results of different test sets."""
        known: dict[str, tuple[str, Ids]] = {}
        terms = [
            self._term(weight, number, runs, known)
            for (weight, number), runs in zip(weights, fingerprints, strict=True)
        ]
        found = contrasts.of(terms, level=level)
        names = {name: len(ids) for name, (_, ids) in known.items()}
        seeds = min(len(term.values) for term in terms)
        return {
            "low": found.low,
            "high": found.high,
            "over": _over([term.images for term in terms if term.images], names, seeds),
            "seeds": seeds,
            "over_images": found.over_images,
            "over_seeds": found.over_seeds,
            "seconds": self._seconds(fingerprints),
        }

    def _term(
        self, weight: float, number: Quantity, runs: list[str], known: dict[str, tuple[str, Ids]]
    ) -> Term:
        if number.basis is None:
            return Term(weight, number.seeds, seeds=str(len(runs)))
        term, ids = self._measured(number, number.basis, runs)
        first, same = known.setdefault(number.basis.images, (number.name, ids))
        if len(ids) != len(same) or not np.array_equal(ids, same):
            raise ValueError(
                f"{first} and {number.name} are of different {number.basis.images} ({len(same)} and {len(ids)}), "
                "so they do not compare; score both on the same images"
            )
        return term._replace(weight=weight, images=number.basis.images, seeds=str(len(runs)))

    def _measured(self, number: Quantity, basis: Basis, runs: list[str]) -> tuple[Term, Ids]:
        """The measure of a run's seeds with its images in the order of their names, and those names."""
        key = (*asdict(basis).values(), *runs)
        if key not in self._terms:
            opened = [self._open(run) for run in runs]
            names = [_ids(run, basis, number) for run in opened]
            orders = [np.argsort(each, kind="stable") for each in names]
            ids = names[0][orders[0]]
            if any(not np.array_equal(each[order], ids) for each, order in zip(names, orders, strict=True)):
                raise ValueError(
                    f"the seeds of {number.name} are of different {basis.images}, so they have no mean; "
                    "score all on the same images"
                )
            each = [estimates.estimate(run, basis) for run in opened]
            aligned = [
                one._replace(changes=one.changes[order]) for one, order in zip(each, orders, strict=True)
            ]
            labels = np.asarray(opened[0][basis.labels])[orders[0]]
            self._terms[key] = Term(1.0, [one.value for one in each], contrasts.mean(aligned), labels), ids
        return self._terms[key]

    def _open(self, fingerprint: str) -> Result:
        if fingerprint not in self._results:
            self._results[fingerprint] = Result(self._folder / fingerprint)
        return self._results[fingerprint]

    def _seconds(self, fingerprints: Sequence[list[str]]) -> float:
        """What one more seed of every run takes, by what their seeds took."""
        runs = {tuple(each): [self._open(run).record["seconds"] for run in each] for each in fingerprints}
        return math.fsum(math.fsum(seconds) / len(seconds) for seconds in runs.values())


def _ids(run: Result, basis: Basis, number: Quantity) -> Ids:
    """The names of the images. Raises `ValueError` if the run did not keep them."""
    if basis.ids not in run:
        raise ValueError(
            f"{number.name}: its run keeps no {basis.ids}, so that images cannot be paired; return them"
        )
    return np.asarray(run[basis.ids])


def _over(images: Sequence[str], counts: dict[str, int], seeds: int) -> str:
    """What a contrast is over, in words: `paired, 797 test images, 1 seed`."""
    paired = "paired, " if any(images.count(name) > 1 for name in counts) else ""
    listed = " and ".join(f"{count} {name}" for name, count in counts.items())
    return f"{paired}{listed}{', ' if listed else ''}{seeds} seed{'s' if seeds > 1 else ''}"
