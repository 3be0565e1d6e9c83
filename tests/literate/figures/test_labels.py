import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from literate.figures import labels

wishes = st.lists(st.floats(-100, 100), min_size=1, max_size=12)


@given(wishes, st.floats(0.1, 10))
def test_labels_never_overlap(wishes, gap):
    assert np.all(np.diff(sorted(labels.apart(wishes, gap))) >= gap - 1e-9)


@given(wishes, st.floats(0.1, 10))
def test_labels_keep_the_order_of_their_lines(wishes, gap):
    placed = np.array(labels.apart(wishes, gap))
    assert np.all(np.diff(placed[np.argsort(wishes, kind="stable")]) > 0)


def test_labels_with_room_stay_where_they_want_to_be():
    assert labels.apart([5.0, 1.0, 9.0], 2.0) == [5.0, 1.0, 9.0]


def test_labels_that_would_touch_share_the_way_evenly():
    assert labels.apart([1.0, 1.0], 2.0) == [0.0, 2.0]


@given(st.lists(st.integers(0, 6), min_size=2, max_size=4))
def test_no_other_placing_on_a_grid_is_nearer_to_the_wishes(wishes):
    """Against every placing on a grid of halves."""
    placed = np.array(labels.apart(wishes, 1.0))
    grid = np.stack(np.meshgrid(*[np.arange(-3, 10, 0.5)] * len(wishes)), -1).reshape(-1, len(wishes))
    order = np.argsort(wishes, kind="stable")
    fits = grid[(np.diff(grid[:, order]) >= 1).all(1)]
    assert ((placed - wishes) ** 2).sum() <= ((fits - wishes) ** 2).sum(1).min() + 1e-9


@given(wishes)
def test_labels_stay_inside_the_panel_if_they_fit(wishes):
    placed = labels.apart(wishes, 2.0, -50, 50)
    assert min(placed) >= -50
    assert max(placed) <= 50 + 1e-9
