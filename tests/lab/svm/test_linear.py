import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.svm import LinearSVC

from lab.svm import linear
from lab.svm.linear import LinearSVM


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[::2] / 16, y[::2], X[1::2] / 16, y[1::2]


def blobs(seed=0):
    random = np.random.default_rng(seed)
    y = np.arange(90) % 3
    return random.normal(size=(90, 4)) + 1.2 * random.normal(size=(3, 4))[y], y


def primal(machine, X, y, C):
    target = np.where(y[:, None] == machine.classes_, 1, -1)
    slack = np.maximum(0, 1 - target * (X @ machine.coef_.T + machine.intercept_))
    return ((machine.coef_**2).sum(axis=1) + machine.intercept_**2) / 2 + C * (slack**2).sum(axis=0)


def test_weights_are_liblinears(digits):
    X, y, unseen, _ = digits
    for C in (0.1, 1.0):
        ours = LinearSVM(C=C, tolerance=1e-9).fit(X, y)
        peer = LinearSVC(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
        np.testing.assert_allclose(ours.coef_, peer.coef_, atol=1e-3)
        np.testing.assert_allclose(primal(ours, X, y, C), primal(peer, X, y, C), rtol=1e-7)
        np.testing.assert_array_equal(ours.predict(unseen), peer.predict(unseen))


def test_the_gap_is_primal_minus_dual_and_below_the_tolerance(digits):
    X, y, _, _ = digits
    for tolerance in (1e-1, 1e-4):
        ours = LinearSVM(tolerance=tolerance).fit(X, y)
        np.testing.assert_allclose(ours.dual_gap_, primal(ours, X, y, 1.0) - ours.dual_objective_, atol=1e-8)
        assert (ours.dual_gap_ >= -1e-9).all()
        assert (ours.dual_gap_ <= tolerance * ours.dual_objective_).all()


def test_the_sweep_is_the_same_compiled_or_not():
    random = np.random.default_rng(0)
    X, y = random.normal(size=(10, 6)), np.where(random.random((10, 3)) < 0.4, 1.0, -1.0)
    plain, fast = np.zeros((10, 3)), np.zeros((10, 3))
    linear.sweep(np.zeros((10, 3)), X @ X.T, plain, y, 1.0)
    linear.block_descent.compiled(linear.sweep)(np.zeros((10, 3)), X @ X.T, fast, y, 1.0)
    np.testing.assert_allclose(fast, plain, rtol=1e-12)
    assert (y * plain >= 0).all()


def test_single_precision_is_kept_and_gives_the_same_labels(digits):
    X, y, unseen, _ = digits
    single = LinearSVM().fit(X.astype(np.float32), y)
    assert single.coef_.dtype == np.float32
    assert (single.predict(unseen) == LinearSVM().fit(X, y).predict(unseen)).mean() > 0.99


def test_two_classes_have_two_scores():
    X, y = blobs()
    X, y = X[y < 2], np.array(["no", "yes"])[y[y < 2]]
    ours, peer = LinearSVM(tolerance=1e-8).fit(X, y), LinearSVC(tol=1e-8).fit(X, y)
    scores = ours.decision_function(X)
    np.testing.assert_allclose(scores[:, 1], peer.decision_function(X), atol=1e-3)
    np.testing.assert_allclose(scores[:, 0], -scores[:, 1], atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.1, 1.0, 3.0]))
def test_neither_order_nor_doubling_at_half_the_price_matters(seed, C):
    X, y = blobs(seed)
    order = np.random.default_rng(seed).permutation(180) % 90
    once, twice = LinearSVM(C=C, tolerance=1e-8).fit(X, y), LinearSVM(C=C / 2, tolerance=1e-8)
    twice.fit(X[order], y[order])
    np.testing.assert_allclose(twice.dual_objective_, once.dual_objective_, rtol=1e-6)
    np.testing.assert_allclose(twice.coef_, once.coef_, atol=1e-3)


def test_calibration_on_validation_gives_probabilities(digits):
    X, y, unseen, truth = digits
    ours = LinearSVM().fit(X, y).calibrate(unseen[::2], truth[::2])
    p = ours.predict_proba(unseen[1::2])
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert -np.log(p[np.arange(len(p)), truth[1::2]]).mean() < 0.35
    assert (p.argmax(axis=1) == truth[1::2]).mean() > 0.93


def test_what_was_not_learnt_cannot_be_asked():
    X, y = blobs()
    with pytest.raises(ValueError, match="call fit first"):
        LinearSVM().predict(X)
    with pytest.raises(ValueError, match="call calibrate"):
        LinearSVM().fit(X, y).predict_proba(X)
    with pytest.raises(ValueError, match="images of the 3 classes learnt"):
        LinearSVM().fit(X, y).calibrate(X, y % 2)


def test_too_few_epochs_are_warned_of():
    with pytest.warns(UserWarning, match="raise max_epochs"):
        LinearSVM(max_epochs=1, tolerance=1e-12).fit(*blobs())
