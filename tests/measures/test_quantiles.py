import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from measures import quantiles

PROBABILITIES = [1e-4, 0.025, 0.3, 0.5, 0.9, 0.975, 0.995]


@pytest.mark.parametrize("probability", PROBABILITIES)
def test_the_normal_quantile_equals_scipy(probability):
    assert quantiles.normal(probability) == pytest.approx(stats.norm.ppf(probability), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("probability", PROBABILITIES)
@pytest.mark.parametrize("freedom", [0.5, 1, 2, 3.7, 9, 30, 1e3, 1e6, float("inf")])
def test_the_student_quantile_equals_scipy(probability, freedom):
    expected = stats.t.ppf(probability, freedom)
    assert quantiles.student(probability, freedom) == pytest.approx(expected, rel=1e-8, abs=1e-12)


@given(st.floats(0.1, 2000), st.floats(0.1, 2000), st.floats(0, 1))
def test_the_incomplete_beta_function_equals_scipy(a, b, x):
    assert quantiles.incomplete_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("probability", "freedom"), [(0, 3), (1, 3), (0.5, 0), (0.5, float("nan"))])
def test_what_has_no_quantile_is_refused(probability, freedom):
    with pytest.raises(ValueError, match="give 0 < p < 1"):
        quantiles.student(probability, freedom)
