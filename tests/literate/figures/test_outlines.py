import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from literate.figures import outlines

point = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


def test_a_number_takes_its_shortest_spelling():
    spelled = {150: "1.5", -5: "-.05", 0: "0", 100: "1", 10: ".1", 1000: "10", -1025: "-10.25", 7: ".07"}
    assert {hundredths: outlines.number(hundredths) for hundredths in spelled} == spelled


@given(st.lists(point, min_size=2, max_size=40))
def test_rounding_errors_never_add_up_along_a_path(points):
    """Whatever the moves, each point read back is within half a hundredth of where it should be."""
    d = outlines.spelled(Path(points), IdentityTransform())
    assert np.allclose(read(d), points, atol=0.005 + 1e-9)


def test_a_closed_path_goes_on_from_where_it_started():
    square = Path([(0, 0), (1, 0), (1, 1), (0, 0), (5, 5), (6, 6)], [1, 2, 2, 79, 1, 2])
    assert outlines.spelled(square, IdentityTransform()) == "m0 0h1v1zm5 5l1 1"


def read(d: str) -> list[tuple[float, float]]:
    """The corners of a path of m, l, h and v."""
    x = y = 0.0
    corners = []
    for name, rest in re.findall(r"([mlhv])([^mlhv]*)", d):
        numbers = [float(text) for text in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        dx, dy = {"h": (numbers[0], 0.0), "v": (0.0, numbers[0])}.get(name) or numbers
        x, y = x + dx, y + dy
        corners.append((x, y))
    return corners
