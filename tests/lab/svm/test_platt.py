import numpy as np
from scipy.optimize import minimize

from lab.svm import platt


def reference(f, y):
    positives, negatives = (y > 0).sum(), (y < 0).sum()
    t = np.where(y > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))

    def loss(ab):
        z = ab[0] * f + ab[1]
        return (np.logaddexp(0, z) - t * z).sum()

    return minimize(loss, [0.0, 0.0], method="BFGS", options={"gtol": 1e-9}).x


def test_slope_and_offset_are_those_of_a_general_minimiser():
    random = np.random.default_rng(0)
    y = np.where(random.random((4, 50)) < [[0.5], [0.2], [0.9], [0.5]], 1.0, -1.0)
    f = random.normal(size=(4, 50)) + y * [[1], [0.1], [3], [0]]
    f[3] = y[3] * 5  # separable
    a, b = platt.fit(f, y)
    for k in range(4):
        np.testing.assert_allclose([a[k], b[k]], reference(f[k], y[k]), rtol=1e-3, atol=1e-4)


def test_points_of_label_zero_take_no_part():
    random = np.random.default_rng(1)
    f, y = random.normal(size=(1, 30)), np.where(np.arange(30) % 2, 1.0, -1.0)[None]
    padded = np.hstack([f, [[9.0, -9.0]]]), np.hstack([y, [[0.0, 0.0]]])
    np.testing.assert_allclose(platt.fit(*padded), platt.fit(f, y), rtol=1e-6)


def test_values_that_say_nothing_give_the_share_of_the_class():
    y = np.where(np.arange(40) < 10, 1.0, -1.0)[None]
    a, b = platt.fit(np.zeros((1, 40)), y)
    target = (10 * 11 / 12 + 30 / 32) / 40
    np.testing.assert_allclose(platt.sigmoid(b), target, rtol=1e-6)
    np.testing.assert_allclose(a, 0, atol=1e-6)


def test_the_sigmoid_does_not_overflow():
    np.testing.assert_allclose(platt.sigmoid(np.array([-1e4, 0.0, 1e4])), [0, 0.5, 1])
