import numpy as np
from scipy.optimize import minimize

from lab.svm import rbf, smo


def problem(n, seed, overlap=1.0):
    random = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    X = random.normal(size=(n, 3)) + y[:, None] / (2 * overlap)
    return rbf.kernel(X, X, 0.4), y


def solve(K, y, C, **settings):
    found = smo.solve(K[None], y[None, None], C, tolerance=settings.pop("tolerance", 1e-10), **settings)
    return [array[0, 0] for array in found]


def test_a_tiny_problem_has_the_optimum_of_a_general_quadratic_program():
    for seed in range(5):
        K, y = problem(12, seed)
        for C in (0.3, 3.0):
            bounds = [(0, C) if sign > 0 else (-C, 0) for sign in y]
            reference = minimize(
                lambda b, K=K, y=y: b @ K @ b / 2 - y @ b,
                np.zeros(12),
                jac=lambda b, K=K, y=y: K @ b - y,
                bounds=bounds,
                constraints={"type": "eq", "fun": np.sum, "jac": np.ones_like},
                options={"ftol": 1e-14, "maxiter": 1000},
            )
            beta, _, dual, _, _ = solve(K, y, C)
            np.testing.assert_allclose(dual, -reference.fun, rtol=1e-8)
            np.testing.assert_allclose(beta, reference.x, atol=1e-4)


def test_the_solution_meets_the_karush_kuhn_tucker_conditions():
    K, y = problem(80, 1)
    beta, bias, _, _, _ = solve(K, y, 3.0, tolerance=1e-12)
    alpha, margin = y * beta, y * (K @ beta + bias)
    assert abs(beta.sum()) < 1e-10
    assert (alpha >= 0).all()
    assert (alpha <= 3).all()
    assert (margin[alpha == 0] >= 1 - 1e-4).all()
    assert (margin[alpha == 3] <= 1 + 1e-4).all()
    np.testing.assert_allclose(margin[(alpha > 0) & (alpha < 3)], 1, atol=1e-4)


def test_the_reported_gap_is_primal_minus_dual():
    K, y = problem(60, 2)
    for tolerance in (0.5, 1e-2, 1e-6):
        beta, bias, dual, gap, _ = solve(K, y, 3.0, tolerance=tolerance)
        size = beta @ K @ beta / 2
        primal = size + 3 * np.maximum(0, 1 - y * (K @ beta + bias)).sum()
        np.testing.assert_allclose(dual, y @ beta - size, rtol=1e-9)
        np.testing.assert_allclose(gap, primal - dual, atol=1e-9)
        assert 0 <= gap <= tolerance * dual


def test_problems_solved_together_equal_problems_solved_alone():
    (K, y), (L, z) = problem(40, 3), problem(40, 4)
    held = np.where(np.arange(40) < 8, 0, y)
    together = smo.solve(np.stack([K, L]), np.stack([[y, held], [z, -z]]), 3.0, tolerance=1e-8)
    for g, f, alone in ((0, 0, solve(K, y, 3.0, tolerance=1e-8)), (1, 1, solve(L, -z, 3.0, tolerance=1e-8))):
        for array, single in zip(together, alone, strict=True):
            np.testing.assert_allclose(array[g, f], single, rtol=1e-6, atol=1e-9)


def test_a_point_of_label_zero_takes_no_part():
    K, y = problem(40, 5)
    held = np.where(np.arange(40) < 8, 0, y)
    beta, bias, dual, _, _ = solve(K, held, 3.0)
    fewer, fewer_bias, fewer_dual, _, _ = solve(K[8:, 8:], y[8:], 3.0)
    assert not beta[:8].any()
    np.testing.assert_allclose(beta[8:], fewer, atol=1e-4)
    np.testing.assert_allclose([bias, dual], [fewer_bias, fewer_dual], rtol=1e-4)


def test_a_start_leads_to_the_same_optimum_in_fewer_steps():
    K, y = problem(80, 6)
    beta, _, dual, _, steps = solve(K, y, 3.0, tolerance=1e-8)
    again = solve(K, y, 3.0, tolerance=1e-8, start=beta[None, None].copy())
    np.testing.assert_allclose(again[2], dual, rtol=1e-7)
    assert again[4] == 0 < steps


def test_equal_points_of_opposite_labels_do_not_stop_the_solver():
    K, y = np.ones((4, 4)), np.array([1.0, 1, -1, -1])
    beta, _, dual, gap, _ = solve(K, y, 3.0)
    np.testing.assert_allclose(np.abs(beta), 3)
    np.testing.assert_allclose([dual, gap], [12, 0], atol=1e-9)


def test_too_few_steps_leave_an_open_gap_that_is_told():
    K, y = problem(200, 7)
    _, _, dual, gap, steps = solve(K, y, 3.0, max_steps=32)
    assert steps == 32
    assert gap > 1e-10 * dual
