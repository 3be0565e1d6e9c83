import numpy as np
from scipy.optimize import minimize

from lab.svm import coupling


def duels(n, K, seed=0):
    r = np.random.default_rng(seed).uniform(0.01, 0.99, size=(n, K, K))
    upper = np.triu(r, 1)
    return upper + np.tril(1 - upper.transpose(0, 2, 1), -1)


def test_probabilities_minimise_the_papers_objective_on_the_simplex():
    for r in duels(4, 5):
        found = minimize(
            lambda p, r=r: sum(
                (r[b, a] * p[a] - r[a, b] * p[b]) ** 2 for a in range(5) for b in range(5) if a != b
            ),
            np.full(5, 0.2),
            bounds=[(0, 1)] * 5,
            constraints={"type": "eq", "fun": lambda p: p.sum() - 1},
            options={"ftol": 1e-15},
        )
        np.testing.assert_allclose(coupling.couple(r[None])[0], found.x, atol=1e-5)


def test_duels_that_agree_with_a_distribution_give_it_back():
    p = np.array([[0.5, 0.3, 0.15, 0.05]])
    r = p[:, :, None] / (p[:, :, None] + p[:, None, :])
    np.testing.assert_allclose(coupling.couple(r), p)


def test_two_classes_keep_their_duel():
    r = np.array([[[0, 0.8], [0.2, 0]]])
    np.testing.assert_allclose(coupling.couple(r), [[0.8, 0.2]])


def test_certain_duels_stay_finite_and_sum_to_one():
    for r in (duels(3, 30, seed=1).round(), duels(1, 200, seed=2)):
        p = coupling.couple(r)
        assert (p > 0).all()
        np.testing.assert_allclose(p.sum(axis=1), 1)
