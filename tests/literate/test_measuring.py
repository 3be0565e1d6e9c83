"""Contrasts measured from kept results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from literate import scores, store
from literate.document.quantity import Quantity
from literate.measuring import Measuring
from literate.store import Result
from measures import contrasts, intervals, leave_one_out
from measures.contrasts import Term

N, CLASSES = 80, ["ant", "bee", "cow", "dog"]
LABELS = np.arange(N) % 4
IDS = np.array([f"image {n:02}" for n in range(N)])


def keep(folder: Path, name: str, seed: int, order: np.ndarray | None = None, **more: Any) -> Result:
    """A result whose test images may lie in another order."""
    generator = np.random.default_rng(seed)
    order = np.arange(N) if order is None else order
    given = (np.eye(4)[LABELS] + generator.normal(size=(N, 4))).astype(np.float32)
    arrays = {
        "test_labels": LABELS[order],
        "test_ids": IDS[order],
        "test_scores": given[order],
        "train_labels": LABELS[:40],
        "train_ids": np.array([f"train {n}" for n in range(40)]),
        "train_scores": generator.normal(size=(40, 4)).astype(np.float32),
        "classes": np.array(CLASSES),
        "history_train_loss": np.array([2.0, 1.0 + seed / 10]),
        **more,
    }
    arrays = {key: value for key, value in arrays.items() if value is not None}
    store.write(folder / name, arrays, {"fingerprint": name, "values": {}, "seconds": 10.0 + seed})
    return Result(folder / name)


def number(folder: Path, run: str, measure: str, *results: Result) -> Quantity:
    labels = [f"q1.{run}" + (f"@{n}" if n else "") for n in range(len(results))]
    found = scores.classifier(list(results), labels)[measure]
    assert isinstance(found, Quantity)
    return found


def predicted(result: Result) -> Any:
    return result["test_scores"].argmax(axis=1)


def test_two_runs_are_paired_by_the_names_of_their_images(tmp_path: Path) -> None:
    shuffled = np.random.default_rng(9).permutation(N)
    first, second = keep(tmp_path, "first", 1), keep(tmp_path, "second", 2, shuffled)
    straight = keep(tmp_path, "straight", 2)
    weights = [(1.0, number(tmp_path, "a", "test", first)), (-1.0, number(tmp_path, "b", "test", second))]
    found = Measuring(tmp_path).contrast(weights, [["first"], ["second"]], 0.95)
    own = intervals.difference(leave_one_out.accuracy, LABELS, predicted(first), predicted(straight), 4)
    assert (found["low"], found["high"]) == pytest.approx((own.low, own.high))
    assert found["over"] == "paired, 80 test images, 1 seed"
    assert (found["seeds"], found["seconds"]) == (1, 11.0 + 12.0)


def test_training_and_test_images_are_not_paired(tmp_path: Path) -> None:
    run = keep(tmp_path, "run", 1)
    weights = [(1.0, number(tmp_path, "a", "test", run)), (-1.0, number(tmp_path, "a", "train", run))]
    found = Measuring(tmp_path).contrast(weights, [["run"], ["run"]], 0.9)
    own = intervals.unpaired_difference(
        leave_one_out.accuracy,
        (LABELS, predicted(run)),
        (LABELS[:40], run["train_scores"].argmax(axis=1)),
        4,
        level=0.9,
    )
    assert (found["low"], found["high"]) == pytest.approx((own.low, own.high))
    assert found["over"] == "80 test images and 40 training images, 1 seed"
    assert found["seconds"] == 11.0  # one run


def test_three_seeds_are_in_the_interval(tmp_path: Path) -> None:
    one, other = (
        [keep(tmp_path, f"{run}{seed}", seed) for seed in seeds]
        for run, seeds in (("a", (1, 2, 3)), ("b", (4, 5, 6)))
    )
    weights = [(1.0, number(tmp_path, "a", "f", *one)), (-1.0, number(tmp_path, "b", "f", *other))]
    found = Measuring(tmp_path).contrast(weights, [["a1", "a2", "a3"], ["b4", "b5", "b6"]], 0.95)

    def term(weight: float, runs: list[Result]) -> Term:
        each = [leave_one_out.macro_f(LABELS, predicted(run), 4) for run in runs]
        return Term(weight, [estimate.value for estimate in each], contrasts.mean(each), LABELS)

    own = contrasts.of([term(1, one), term(-1, other)])
    assert (found["low"], found["high"], found["over_seeds"]) == pytest.approx(
        (own.low, own.high, own.over_seeds)
    )
    assert found["over"] == "paired, 80 test images, 3 seeds"
    assert found["seconds"] == pytest.approx(12.0 + 15.0)


def test_runs_of_unequal_seeds_are_not_paired_by_seed(tmp_path: Path) -> None:
    one, other = (
        [keep(tmp_path, f"{run}{seed}", seed) for seed in seeds]
        for run, seeds in (("a", (1, 2, 3, 4)), ("b", (5, 6, 7)))
    )
    losses = [number(tmp_path, run, "loss", *results) for run, results in (("a", one), ("b", other))]
    found = Measuring(tmp_path).contrast(
        [(1.0, losses[0]), (-1.0, losses[1])], [["a1", "a2", "a3", "a4"], ["b5", "b6", "b7"]], 0.95
    )
    own = contrasts.of([Term(1, losses[0].seeds, seeds="4"), Term(-1, losses[1].seeds, seeds="3")])
    assert (found["low"], found["high"]) == pytest.approx((own.low, own.high))
    assert found["over"] == "3 seeds"


def test_results_of_different_test_sets_do_not_compare(tmp_path: Path) -> None:
    first = keep(tmp_path, "first", 1)
    second = keep(tmp_path, "second", 2, test_ids=np.array([f"other {n}" for n in range(N)]))
    weights = [(1.0, number(tmp_path, "a", "test", first)), (-1.0, number(tmp_path, "b", "test", second))]
    with pytest.raises(ValueError, match=r"^a\.test and b\.test are of different test images \(80 and 80\), so they "
                                         r"do not compare; score both on the same images$"):  # fmt: skip
        Measuring(tmp_path).contrast(weights, [["first"], ["second"]], 0.95)


def test_seeds_of_different_test_sets_have_no_mean(tmp_path: Path) -> None:
    results = [
        keep(tmp_path, "a1", 1),
        keep(tmp_path, "a2", 2, test_ids=IDS[::-1].astype("<U9") + np.array("x")),
    ]
    weights = [(1.0, number(tmp_path, "a", "test", *results))]
    with pytest.raises(ValueError, match=r"the seeds of a\.test are of different test images"):
        Measuring(tmp_path).contrast(weights, [["a1", "a2"]], 0.95)


def test_images_without_names_cannot_be_paired(tmp_path: Path) -> None:
    weights = [(1.0, number(tmp_path, "a", "test", keep(tmp_path, "first", 1, test_ids=None)))]
    with pytest.raises(
        ValueError, match=r"a\.test: its run keeps no test_ids, so that images cannot be paired"
    ):
        Measuring(tmp_path).contrast(weights, [["first"]], 0.95)
