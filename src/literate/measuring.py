"""Measuring a contrast from kept results: which terms share images, and what one more seed would cost."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from literate import estimates
from literate.document.basis import Basis
from literate.document.quantity import Quantity
from literate.store import Result
from measures import contrasts
from measures.contrasts import Term


class Images(NamedTuple):
    """The images that a run was scored on: their order by name, a digest of the names, how many."""

    order: NDArray[np.int64]
    digest: str
    many: int


class Measuring:
    """The results in a folder, each opened once and each measure of it taken once."""

    def __init__(self, results: Path) -> None:
        self._folder = results
        self._results: dict[str, Result] = {}
        self._kept: dict[tuple[Any, ...], Any] = {}

    def contrast(
        self, weights: Sequence[tuple[float, Quantity]], fingerprints: Sequence[list[str]], level: float
    ) -> dict[str, Any]:
        """The fields of a `Weighed`. Raises `ValueError` for results of different test sets."""
        known: dict[str, tuple[str, Images]] = {}
        terms = [
            self._term(weight, number, runs, known)
            for (weight, number), runs in zip(weights, fingerprints, strict=True)
        ]
        found = contrasts.of(terms, level=level)
        counts = {name: images.many for name, (_, images) in known.items()}
        seeds = min(len(term.values) for term in terms)
        return {
            "low": found.low,
            "high": found.high,
            "over": _over([term.images for term in terms if term.images], counts, seeds),
            "seeds": seeds,
            "over_images": found.over_images,
            "over_seeds": found.over_seeds,
            "seconds": self._seconds(fingerprints),
        }

    def _term(
        self, weight: float, number: Quantity, runs: list[str], known: dict[str, tuple[str, Images]]
    ) -> Term:
        basis, seeds = number.basis, str(len(runs))
        if basis is None:
            return Term(weight, number.seeds, seeds=seeds)
        images = self._images(number, basis, runs[0])
        first, same = known.setdefault(basis.images, (number.name, images))
        if images.digest != same.digest:
            raise ValueError(
                f"{first} and {number.name} are of different {basis.images} ({same.many} and {images.many}), "
                "so they do not compare; score both on the same images"
            )
        term: Term = self._once(("term", basis, *runs), lambda: self._measured(number, basis, runs))
        return term._replace(weight=weight, images=basis.images, seeds=seeds)

    def _measured(self, number: Quantity, basis: Basis, runs: list[str]) -> Term:
        """The measure of a run's seeds, its images in the order of their names."""
        images = [self._images(number, basis, run) for run in runs]
        if len({each.digest for each in images}) > 1:
            raise ValueError(
                f"the seeds of {number.name} are of different {basis.images}, so they have no mean; "
                "score all on the same images"
            )
        each = [estimates.estimate(self._open(run), basis, self._outputs(basis, run)) for run in runs]
        aligned = [
            one._replace(changes=one.changes[its.order]) for one, its in zip(each, images, strict=True)
        ]
        labels = np.asarray(self._open(runs[0])[basis.labels])[images[0].order]
        return Term(1.0, [one.value for one in each], contrasts.mean(aligned), labels)

    def _outputs(self, basis: Basis, run: str) -> Any:
        key = ("outputs", basis.outputs, basis.decided, run)
        return self._once(key, lambda: estimates.outputs(self._open(run), basis))

    def _images(self, number: Quantity, basis: Basis, run: str) -> Images:
        """Raises `ValueError` if the run did not keep their names."""
        if basis.ids not in self._open(run):
            raise ValueError(
                f"{number.name}: its run keeps no {basis.ids}, so that images cannot be paired; return them"
            )
        found: Images = self._once(("images", basis.ids, run), lambda: _images(self._open(run)[basis.ids]))
        return found

    def _once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _open(self, fingerprint: str) -> Result:
        if fingerprint not in self._results:
            self._results[fingerprint] = Result(self._folder / fingerprint)
        return self._results[fingerprint]

    def _seconds(self, fingerprints: Sequence[list[str]]) -> float:
        """What one more seed of every run takes, by what their seeds took."""
        runs = {tuple(each): [self._open(run).record["seconds"] for run in each] for each in fingerprints}
        return math.fsum(math.fsum(seconds) / len(seconds) for seconds in runs.values())


def _images(ids: NDArray[np.str_]) -> Images:
    order = np.argsort(ids, kind="stable")
    names = "\0".join(ids[order].tolist())
    return Images(order, hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest(), len(ids))


def _over(images: Sequence[str], counts: dict[str, int], seeds: int) -> str:
    """What a contrast is over, in words: `paired, 797 test images, 1 seed`."""
    paired = "paired, " if any(images.count(name) > 1 for name in counts) else ""
    listed = " and ".join(f"{count} {name}" for name, count in counts.items())
    return f"{paired}{listed}{', ' if listed else ''}{seeds} seed{'s' if seeds > 1 else ''}"
