"""Differences with their intervals, in words and in what would decide them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from scipy import stats

from literate.document import weighing
from literate.document.quantity import Quantity
from literate.document.weighing import Weighed
from measures import spending

POINTS = "\N{NO-BREAK SPACE}points"
WEIGHED = Weighed(-0.039, -0.003, "paired, 797 test images, 1 seed", 1, 0.01**2, 0.0, 60.0)


def test_a_difference_of_shares_is_in_points_with_its_sign() -> None:
    said = weighing.ends(-0.021, "fraction", WEIGHED)
    assert said == f"−2.1{POINTS} (−3.9 … −0.3), paired, 797 test images, 1 seed"
    assert weighing.ends(0.021, "fraction", replace(WEIGHED, low=0.003, high=0.039)).startswith(
        f"+2.1{POINTS} (+0.3 … +3.9), "
    )


def test_an_end_that_is_not_zero_does_not_print_as_zero() -> None:
    near = replace(WEIGHED, low=0.0004)
    assert weighing.ends(0.021, "fraction", replace(near, high=0.039)).startswith(
        f"+2.10{POINTS} (+0.04 … +3.90)"
    )
    assert weighing.ends(0.021, "fraction", replace(near, low=0.0, high=0.039)).startswith(
        f"+2.1{POINTS} (0.0 … +3.9)"
    )
    assert weighing.ends(0.0, "fraction", replace(near, low=-1e-9, high=0.1)).startswith(
        f"0.000{POINTS} (0.000 … "
    )


def test_other_units_keep_three_decimals() -> None:
    seconds = replace(WEIGHED, low=0.5, high=2.5, over="5 seeds")
    assert weighing.ends(1.5, "seconds", seconds) == "+1.500\N{NO-BREAK SPACE}s (+0.500 … +2.500), 5 seeds"
    assert weighing.ends(-1.5, "", None) == "−1.500, as measured"


@pytest.mark.parametrize(
    ("order", "low", "high", "holds", "fails"),
    [
        (">", 0.1, 0.2, True, False),
        (">", 0.0, 0.2, False, False),
        (">", -0.2, 0.0, False, False),
        (">", -0.2, -0.1, False, True),
        ("<", -0.2, -0.1, True, False),
        ("<", -0.2, 0.0, False, False),
        ("<", 0.1, 0.2, False, True),
        (">=", 0.0, 0.2, True, False),
        (">=", -0.1, 0.2, False, False),
        (">=", -0.2, -0.1, False, True),
        ("<=", -0.2, 0.0, True, False),
        ("<=", 0.1, 0.2, False, True),
        (">=", -0.2, 0.0, False, False),
        ("<=", 0.0, 0.2, False, False),
        ("<=", -0.1, 0.2, False, False),
        ("<", 0.0, 0.2, False, False),
        ("~", 0.5, 0.6, False, False),
        ("~", -0.6, -0.5, False, False),
        ("~", -0.5, 0.5, True, False),
        ("~", -0.6, 0.5, False, False),
        ("~", -0.5, 0.6, False, False),
        ("~", 0.4, 0.6, False, False),
        ("~", 0.51, 0.6, False, True),
        ("~", -0.6, -0.51, False, True),
    ],
)
def test_an_order_holds_everywhere_or_nowhere_or_neither(
    order: str, low: float, high: float, holds: bool, fails: bool
) -> None:
    assert weighing.holds(order, low, high, 0.5) is holds
    assert weighing.fails(order, low, high, 0.5) is fails


def test_a_margin_that_was_typed_is_met_by_a_difference_of_floats() -> None:
    difference = 0.8 - 0.7  # 0.10000000000000009
    assert weighing.holds("~", difference, difference, 0.1)


def test_the_seeds_asked_for_decide_and_fewer_looks_do_not() -> None:
    """With one seed the variance of one network is shared among all seeds."""
    for distance in (0.004 * 1.05**n for n in range(60)):
        needed = [
            seeds
            for seeds in spending.looks()
            if stats.t.ppf(1 - spending.spent(seeds, 0.05) / 2, seeds - 1) * 0.01 / math.sqrt(seeds)
            < distance
        ]
        assert weighing.seeds_to_decide(distance, WEIGHED) == (needed[0] if needed else None)


def test_what_is_known_of_seeds_and_images_is_joined_as_an_interval_would() -> None:
    seeded = replace(WEIGHED, seeds=3, over_images=0.01**2, over_seeds=0.005**2)

    def margin(seeds: int) -> float:
        probability = 1 - spending.spent(seeds, 0.05) / 2
        z, t = stats.norm.ppf(probability), stats.t.ppf(probability, seeds - 1)
        of_images, of_seeds = 0.01**2, 0.005**2 * 3 / seeds
        nearer = t**2 - (t**2 - z**2) * (of_images / (of_images + of_seeds)) ** ((t / z) ** 1.4)
        return math.sqrt(z**2 * of_images + nearer * of_seeds)

    for distance in (0.02 * 1.02**n for n in range(60)):
        needed = [seeds for seeds in spending.looks() if seeds > 3 and margin(seeds) < distance]
        assert weighing.seeds_to_decide(distance, seeded) == (needed[0] if needed else None)


def test_what_the_images_leave_open_no_seeds_decide() -> None:
    seeded = replace(WEIGHED, seeds=5, over_images=0.01**2, over_seeds=0.001**2)
    assert weighing.seeds_to_decide(0.015, seeded) is None
    assert weighing.seeds_to_decide(0.0, WEIGHED) is None


def test_seeds_are_added_to_those_there_are() -> None:
    seeded = replace(WEIGHED, seeds=5, over_images=0.0, over_seeds=0.002**2)
    found = weighing.seeds_to_decide(0.5, seeded)
    assert found == 8
    assert weighing.seeds_to_decide(0.5, replace(seeded, seeds=8)) == 12


def test_where_no_results_are_at_hand_nothing_is_judged() -> None:
    with pytest.raises(ValueError, match="claims and comparisons stand on the page of a question"):
        weighing.unweighed(Quantity(0.5), 1.0)


def test_verdicts_are_the_words_that_pages_keep_and_styles_name() -> None:
    kinds = [weighing.SUPPORTED, weighing.NOISE, weighing.REFUTED, weighing.MISSING, weighing.CONJECTURE]
    assert kinds == ["supported", "within noise", "refuted", "missing", "conjecture"]
    assert [weighing.NETWORKS, weighing.OF_METHODS, weighing.MEASURED] == ["networks", "methods", "measured"]
    assert weighing.ALPHA == WEIGHED.alpha == 0.05
