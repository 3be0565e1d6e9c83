import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from literate.figures import thinning

points = st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), min_size=2, max_size=60)


@given(points, st.floats(0.01, 5))
def test_every_point_left_out_lies_within_the_tolerance_of_the_line_drawn(points, tolerance):
    line = np.array(points)
    kept = thinning.kept(line, tolerance)
    for first, last in itertools.pairwise(kept.tolist()):
        for n in range(first + 1, last):
            assert distance(line[n], line[first], line[last]) <= tolerance + 1e-9


@given(points)
def test_both_ends_are_kept_in_order(points):
    kept = thinning.kept(np.array(points), 1.0)
    assert kept[0] == 0
    assert kept[-1] == len(points) - 1
    assert np.all(np.diff(kept) > 0)


def test_a_straight_line_needs_its_two_ends_only():
    assert thinning.kept(np.column_stack([np.arange(100.0), 2 * np.arange(100.0)]), 0.01).tolist() == [0, 99]


def distance(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """From a point to the nearest of a thousand points of a segment."""
    along = start + np.linspace(0, 1, 1001)[:, None] * (end - start)
    return float(np.hypot(*(along - point).T).min()) - float(np.hypot(*(end - start))) / 2000
