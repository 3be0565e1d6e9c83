import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.svm import LinearSVC

from lab.svm import crammer_singer
from lab.svm.crammer_singer import CrammerSingerSVM


def blobs(seed=0):
    random = np.random.default_rng(seed)
    y = np.arange(90) % 3
    return random.normal(size=(90, 4)) + 1.2 * random.normal(size=(3, 4))[y], y


def primal(machine, X, y, C):
    scores, own = X @ machine.coef_.T + machine.intercept_, np.arange(len(y))
    rivals = scores + 1 - scores[own, y][:, None]
    rivals[own, y] = 0
    return ((machine.coef_**2).sum() + (machine.intercept_**2).sum()) / 2 + C * rivals.max(axis=1).sum()


def test_weights_are_liblinears():
    X, y = load_digits(return_X_y=True)
    X, unseen, y = X[::2] / 16, X[1::2] / 16, y[::2]
    ours = CrammerSingerSVM(C=0.1, tolerance=1e-5).fit(X, y)
    peer = LinearSVC(C=0.1, multi_class="crammer_singer", tol=1e-8, max_iter=20_000).fit(X, y)
    np.testing.assert_allclose(primal(ours, X, y, 0.1), primal(peer, X, y, 0.1), rtol=2e-5)
    np.testing.assert_allclose(ours.coef_, peer.coef_, atol=5e-3)
    assert (ours.predict(unseen) == peer.predict(unseen)).mean() > 0.998


def test_the_gap_is_primal_minus_dual_and_below_the_tolerance():
    X, y = blobs()
    for tolerance in (1e-1, 1e-5):
        ours = CrammerSingerSVM(tolerance=tolerance).fit(X, y)
        np.testing.assert_allclose(ours.dual_gap_, primal(ours, X, y, 1.0) - ours.dual_objective_, atol=1e-8)
        assert 0 <= ours.dual_gap_[0] <= tolerance * ours.dual_objective_[0]


def test_one_images_coefficients_are_the_best_of_a_fine_search():
    random = np.random.default_rng(0)
    x, y, C = random.normal(size=(1, 3)), np.array([[-1.0, 1.0, -1.0]]), 0.4
    margins, beta = random.normal(size=(1, 3)), np.zeros((1, 3))
    start, A = margins.copy(), (x @ x.T)[0, 0]
    crammer_singer.sweep(margins, x @ x.T, beta, y, C)

    def lost(b):  # the dual, to be minimised, in the coefficients of this image alone
        return A * (b**2).sum(axis=-1) / 2 + (b * (start[0] + [1, 0, 1])).sum(axis=-1)

    a, b = np.meshgrid(np.linspace(0, C, 401), np.linspace(0, C, 401))
    grid = np.stack([-a, a + b, -b], axis=-1)[a + b <= C]
    assert abs(beta.sum()) < 1e-9
    assert lost(beta[0]) <= lost(grid).min() + 1e-9
    np.testing.assert_allclose(margins, start + A * beta)


def test_the_sweep_is_the_same_compiled_or_not():
    random = np.random.default_rng(1)
    X, y = random.normal(size=(10, 6)), -np.ones((10, 4))
    y[np.arange(10), np.arange(10) % 4] = 1
    plain, fast = np.zeros((10, 4)), np.zeros((10, 4))
    crammer_singer.sweep(np.zeros((10, 4)), X @ X.T, plain, y, 1.0)
    crammer_singer.block_descent.compiled(crammer_singer.sweep)(np.zeros((10, 4)), X @ X.T, fast, y, 1.0)
    np.testing.assert_allclose(fast, plain, rtol=1e-9)
    np.testing.assert_allclose(plain.sum(axis=1), 0, atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_neither_order_nor_doubling_at_half_the_price_matters(seed):
    X, y = blobs(seed)
    order = np.random.default_rng(seed).permutation(180) % 90
    once, twice = CrammerSingerSVM(tolerance=1e-4).fit(X, y), CrammerSingerSVM(C=0.5, tolerance=1e-4)
    twice.fit(X[order], y[order])
    np.testing.assert_allclose(twice.dual_objective_, once.dual_objective_, rtol=2e-4)


def test_calibration_on_validation_gives_probabilities():
    X, y = blobs()
    ours = CrammerSingerSVM().fit(X[::2], y[::2]).calibrate(X[1::2], y[1::2])
    p = ours.predict_proba(X)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert (p.argmax(axis=1) == y).mean() > 0.6


def test_what_was_not_learnt_cannot_be_asked():
    X, y = blobs()
    with pytest.raises(ValueError, match="call fit first"):
        CrammerSingerSVM().predict(X)
    with pytest.raises(ValueError, match="call calibrate"):
        CrammerSingerSVM().fit(X, y).predict_proba(X)
