"""Classes that the digits shown do not tell apart are treated alike."""

from __future__ import annotations

import numpy as np
import pytest

from literate.figures import areas, palette
from literate.figures.areas import Curve

NOWHERE = np.zeros(2)


def curves(*values: float, names: str = "abcdefghij") -> list[Curve]:
    return [Curve(name, NOWHERE, NOWHERE, value) for name, value in zip(names, values, strict=False)]


def test_the_best_class_is_blue_and_the_worst_two_are_red():
    found = areas.colours(curves(0.99, 0.98, 0.97, 0.96))
    assert found == [palette.BLUE, palette.GREY, palette.RED, palette.RED]


def test_classes_that_read_the_same_as_the_best_share_its_colour_and_its_line():
    made = curves(1.0, 0.99999, 0.98, 0.97, 0.96)
    assert areas.colours(made) == [palette.BLUE] * 2 + [palette.GREY] + [palette.RED] * 2
    assert [(name, value) for name, value, _ in areas.entries(made)] == [
        ("a, b", 1.0), ("c", 0.98), ("d", 0.97), ("e", 0.96),
    ]  # fmt: skip
    assert areas.said(made) == "Coloured: classes a and b, of the greatest area, and d and e, of the least."


def test_names_that_do_not_fit_in_a_line_are_counted():
    made = curves(
        1.0, 1.0, 1.0, 0.9, names=["a name of some length", "another of its kind", "and a third", "b"]
    )
    assert [name for name, *_ in areas.entries(made)] == ["3 classes", "b"]


def test_of_many_classes_the_one_that_has_a_curve_is_named():
    made = [Curve(f"species {n}", NOWHERE, NOWHERE, 1.0 if n < 7 else 0.9 - n / 1000) for n in range(40)]
    assert areas.said(made).startswith("Coloured: class species 0, one of 7 of the greatest area")


@pytest.mark.parametrize("values", [(0.9, 0.9), (1.0, 1.0, 1.0), (0.7,)])
def test_where_all_read_the_same_none_is_called_the_greatest(values):
    assert areas.said(curves(*values)) == "All have the same area, to the digits shown."
    assert palette.RED not in areas.colours(curves(*values))
