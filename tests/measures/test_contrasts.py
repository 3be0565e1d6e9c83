"""Contrasts against the intervals they are made of, and against scipy and simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from measures import contrasts, intervals, leave_one_out, seeds
from measures.contrasts import Term

CLASSES, LABELS = 4, np.arange(120) % 4


def drawn(seed: int, right: float = 0.7, labels: np.ndarray = LABELS) -> np.ndarray:
    generator = np.random.default_rng(seed)
    return np.where(
        generator.random(len(labels)) < right, labels, generator.integers(0, CLASSES, len(labels))
    )


def term(weight: float, *predictions: np.ndarray, labels: np.ndarray = LABELS, **more: str) -> Term:
    estimates = [leave_one_out.macro_f(labels, each, CLASSES) for each in predictions]
    values = [estimate.value for estimate in estimates]
    return Term(weight, values, contrasts.mean(estimates), labels, **more)


def test_one_measure_of_one_network_has_its_own_interval() -> None:
    found, own = (
        contrasts.of([term(1, drawn(1))]),
        intervals.of(leave_one_out.macro_f, LABELS, drawn(1), CLASSES),
    )
    assert found[:4] == pytest.approx(own)
    mirrored = contrasts.of([term(-1, drawn(1))])
    assert mirrored[:3] == pytest.approx((-own.value, -own.high, -own.low))


def test_a_difference_on_the_same_images_is_paired() -> None:
    found = contrasts.of([term(1, drawn(1)), term(-1, drawn(2))])
    own = intervals.difference(leave_one_out.macro_f, LABELS, drawn(1), drawn(2), CLASSES)
    assert found[:4] == pytest.approx(own)
    assert found.over_images == pytest.approx(((own.high - own.low) / 2 / stats.norm.ppf(0.975)) ** 2)


def test_a_difference_on_other_images_is_not() -> None:
    other = np.arange(80) % 4
    found = contrasts.of([term(1, drawn(1)), term(-1, drawn(2, labels=other), labels=other, images="train")])
    sides = (LABELS, drawn(1)), (other, drawn(2, labels=other))
    own = intervals.unpaired_difference(leave_one_out.macro_f, *sides, CLASSES)
    assert found[:4] == pytest.approx(own)


def test_networks_that_no_image_tells_apart_still_have_a_width() -> None:
    found = contrasts.of([term(1, drawn(1)), term(-1, drawn(1))])
    own = intervals.difference(leave_one_out.macro_f, LABELS, drawn(1), drawn(1), CLASSES)
    assert found[:4] == pytest.approx(own)
    assert found.low < 0 < found.high


def test_a_gap_of_gaps_is_paired_within_each_set_of_images() -> None:
    other = np.arange(80) % 4
    gaps = [
        term(1, drawn(1, labels=other), labels=other, images="train"),
        term(-1, drawn(2), images="test"),
        term(-1, drawn(3, labels=other), labels=other, images="train"),
        term(1, drawn(4), images="test"),
    ]
    both = contrasts.of(gaps)
    halves = [contrasts.of(gaps[::2]), contrasts.of(gaps[1::2])]
    assert both.value == pytest.approx(sum(half.value for half in halves))
    assert both.high - both.low == pytest.approx(math.hypot(*(half.high - half.low for half in halves)))


def test_two_seeds_are_still_these_networks() -> None:
    assert contrasts.of([term(1, drawn(1), drawn(2))]).over_seeds == 0


def test_three_seeds_are_the_method_on_images_like_these() -> None:
    predictions = [drawn(seed) for seed in (1, 2, 3)]
    estimates = [leave_one_out.macro_f(LABELS, each, CLASSES) for each in predictions]
    found = contrasts.of([term(1, *predictions)])
    assert found[:4] == pytest.approx(seeds.on_images_like_these(estimates, LABELS))


def test_runs_of_the_same_seeds_are_paired_by_seed() -> None:
    one, other = [0.5, 0.6, 0.8, 0.7], [0.4, 0.55, 0.65, 0.6]
    found = contrasts.of([Term(1, one), Term(-1, other)])
    low, high = stats.ttest_rel(one, other).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_the_margins_of_runs_of_other_seeds_are_joined() -> None:
    one, other = [0.5, 0.6, 0.8, 0.7], [0.4, 0.55, 0.65]
    found = contrasts.of([Term(1, one, seeds="four"), Term(-1, other, seeds="three")], level=0.9)
    margin = math.hypot(*(stats.t.ppf(0.95, len(each) - 1) * stats.sem(each) for each in (one, other)))
    middle = np.mean(one) - np.mean(other)
    assert (found.low, found.high) == pytest.approx((middle - margin, middle + margin))


def test_a_number_that_is_not_of_images_needs_three_seeds() -> None:
    with pytest.raises(ValueError, match="an interval over seeds needs 3 of them, and there are 2"):
        contrasts.of([Term(1, [0.5, 0.6])])


def test_methods_that_always_give_the_same_keep_the_width_of_the_images() -> None:
    found = contrasts.of([term(1, *[drawn(1)] * 3), term(-1, *[drawn(2)] * 3)])
    own = intervals.difference(leave_one_out.macro_f, LABELS, drawn(1), drawn(2), CLASSES)
    assert found[:4] == pytest.approx(own)
    assert found.over_seeds == 0
