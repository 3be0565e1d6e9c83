import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from measures import mcnemar

OUTCOMES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), min_size=1)


@given(OUTCOMES)
def test_it_equals_the_binomial_test_of_scipy(drawn):
    labels, first, second = np.transpose(drawn)
    ours = mcnemar.exact(labels, first, second, 3)
    b = sum(f == y != s for y, f, s in drawn)
    c = sum(s == y != f for y, f, s in drawn)
    assert (ours.first_only, ours.second_only) == (b, c)
    assert ours.p == pytest.approx(stats.binomtest(b, b + c).pvalue if b + c else 1, rel=1e-9)


@given(OUTCOMES)
def test_exchanging_the_classifiers_changes_no_p_value(drawn):
    labels, first, second = np.transpose(drawn)
    assert mcnemar.exact(labels, first, second, 3).p == mcnemar.exact(labels, second, first, 3).p


def test_thousands_of_images_are_exact_too():
    assert mcnemar.two_sided(2400, 2600) == pytest.approx(stats.binomtest(2400, 5000).pvalue, rel=1e-9)


def test_both_classifiers_need_one_prediction_an_image():
    with pytest.raises(ValueError, match="2 labels, 2 and 1 predictions"):
        mcnemar.exact([0, 1], [0, 1], [0], 2)
