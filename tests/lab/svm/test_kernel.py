import threading
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.svm import SVC

from lab.svm import pairs
from lab.svm.kernel import KernelSVM


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[::2] / 16, y[::2], X[1::2] / 16, y[1::2]


@pytest.fixture(scope="module")
def both(digits):
    X, y, _, _ = digits
    return KernelSVM(C=3, tolerance=1e-8).fit(X, y), SVC(C=3, tol=1e-8).fit(X, y)


def blobs(n=90, classes=3, seed=0):
    random = np.random.default_rng(seed)
    y = np.arange(n) % classes
    return random.normal(size=(n, 4)) + 1.2 * random.normal(size=(classes, 4))[y], y


def test_support_vectors_are_scikit_learns(both):
    ours, peer = both
    np.testing.assert_array_equal(np.sort(ours.support_), np.sort(peer.support_))
    np.testing.assert_array_equal(ours.n_support_, peer.n_support_)


def test_pairwise_decisions_are_scikit_learns(digits, both):
    ours, peer = both
    X = digits[2]
    theirs = peer.set_params(decision_function_shape="ovo").decision_function(X)
    upper = np.triu_indices(10, 1)
    mine = np.concatenate(list(ours._duels(X)))[:, *upper]
    np.testing.assert_allclose(mine, theirs, atol=1e-5)


def test_scores_and_labels_are_scikit_learns(digits, both):
    ours, peer = both
    X = digits[2]
    peer.set_params(decision_function_shape="ovr")
    np.testing.assert_allclose(ours.decision_function(X), peer.decision_function(X), atol=1e-4)
    np.testing.assert_array_equal(ours.predict(X), peer.predict(X))


def test_ties_are_settled_by_the_scores_when_asked():
    X, y = blobs(300, 6)
    unseen, _ = blobs(600, 6, seed=1)
    # To the end: at either's own tolerance a duel that is nearly even goes by the processor's rounding.
    ours, counting = (KernelSVM(tolerance=1e-8, break_ties=ties).fit(X, y) for ties in (True, False))
    np.testing.assert_array_equal(ours.predict(unseen), ours.decision_function(unseen).argmax(axis=1))
    first, settled = (SVC(C=3, tol=1e-8, break_ties=ties).fit(X, y) for ties in (False, True))
    np.testing.assert_array_equal(ours.predict(unseen), settled.predict(unseen))
    np.testing.assert_array_equal(counting.predict(unseen), first.predict(unseen))


def test_the_gap_of_every_pair_is_closed_and_reported(both):
    ours, _ = both
    assert ours.dual_gap_.shape == ours.dual_objective_.shape == ours.n_iter_.shape == (45,)
    assert (ours.dual_gap_ >= -1e-12).all()
    assert (ours.dual_gap_ <= 1e-8 * ours.dual_objective_).all()


def test_single_precision_gives_the_same_labels(digits, both):
    X, y, unseen, _ = digits
    single = KernelSVM().fit(X.astype(np.float32), y)
    assert single.dual_coef_.dtype == np.float32
    assert (single.predict(unseen.astype(np.float32)) == both[0].predict(unseen)).mean() > 0.998


def test_probabilities_are_as_good_as_scikit_learns(digits):
    X, y, unseen, truth = digits
    ours = KernelSVM(probability=True).fit(X, y).predict_proba(unseen)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # scikit-learn 1.9 retires the parameter
        theirs = SVC(C=3, probability=True, random_state=0).fit(X, y).predict_proba(unseen)
    np.testing.assert_allclose(ours.sum(axis=1), 1)
    assert (ours >= 0).all()
    assert log_loss(truth, ours) < 1.02 * log_loss(truth, theirs)
    assert (ours.argmax(axis=1) == truth).mean() > 0.98


def test_two_classes_named_by_text_and_of_unequal_size():
    X, y = blobs(40, 2)
    names = np.array(["ship", "cat"])[y]
    keep = (y == 0) | (np.arange(40) < 10)
    ours, peer = KernelSVM(tolerance=1e-8).fit(X[keep], names[keep]), SVC(C=3).fit(X[keep], names[keep])
    np.testing.assert_array_equal(ours.classes_, ["cat", "ship"])
    np.testing.assert_array_equal(ours.predict(X), peer.predict(X))


def test_labels_with_gaps_name_only_the_classes_seen():
    X, y = blobs()
    apart = np.array([2, 7, 40])[y]
    ours = KernelSVM().fit(X, apart)
    np.testing.assert_array_equal(ours.classes_, [2, 7, 40])
    assert ours.decision_function(X).shape == (90, 3)
    np.testing.assert_array_equal(ours.predict(X), np.array([2, 7, 40])[KernelSVM().fit(X, y).predict(X)])


def test_classes_of_very_unequal_size_are_padded_apart():
    X, y = blobs(300, 3)
    keep = (y == 0) | ((y == 1) & (np.arange(300) < 60)) | (np.arange(300) < 12)
    ours, peer = KernelSVM(tolerance=1e-8).fit(X[keep], y[keep]), SVC(C=3, tol=1e-6).fit(X[keep], y[keep])
    np.testing.assert_array_equal(np.sort(ours.support_), np.sort(peer.support_))
    np.testing.assert_array_equal(ours.predict(X), peer.predict(X))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_the_order_of_the_images_does_not_matter(seed):
    X, y = blobs()
    order = np.random.default_rng(seed).permutation(len(X))
    straight, shuffled = (KernelSVM(tolerance=1e-10).fit(*data) for data in ((X, y), (X[order], y[order])))
    np.testing.assert_allclose(shuffled.dual_objective_, straight.dual_objective_, rtol=1e-8)
    np.testing.assert_allclose(shuffled.decision_function(X), straight.decision_function(X), atol=1e-3)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([0.1, 1.0, 3.0]))
def test_every_image_twice_is_every_image_once_at_twice_the_price(seed, C):
    X, y = blobs(60, 3, seed)
    gamma = 0.3
    twice = KernelSVM(C=C, gamma=gamma, tolerance=1e-9).fit(np.tile(X, (2, 1)), np.tile(y, 2))
    once = KernelSVM(C=2 * C, gamma=gamma, tolerance=1e-9).fit(X, y)
    np.testing.assert_allclose(twice.dual_objective_, once.dual_objective_, rtol=1e-6)


@settings(max_examples=10, deadline=None)
@given(st.permutations([0, 1, 2]))
def test_the_names_of_the_classes_do_not_matter(names):
    X, y = blobs()
    renamed = KernelSVM(tolerance=1e-10).fit(X, np.array(names)[y]).decision_function(X)
    plain = KernelSVM(tolerance=1e-10).fit(X, y).decision_function(X)
    np.testing.assert_allclose(renamed[:, names], plain, atol=1e-3)


def test_the_same_data_give_the_same_bits():
    X, y = blobs()
    one, two = (KernelSVM(probability=True).fit(X, y).predict_proba(X) for _ in range(2))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("threads", [2, 5])
def test_any_number_of_threads_gives_the_same_bits(monkeypatch, threads):
    monkeypatch.setattr(pairs, "POINTS_AT_ONCE", 100)  # two pairs at a time
    X, y = blobs(300, 12)

    def learnt():
        machine = KernelSVM(probability=True).fit(X.astype(np.float32), y)
        return {name: value for name, value in vars(machine).items() if isinstance(value, np.ndarray)}

    one = learnt()
    torch.set_num_threads(threads)
    several = learnt()
    for name, value in one.items():
        np.testing.assert_array_equal(several[name], value, err_msg=name)


def test_pairs_are_solved_at_the_same_time(monkeypatch):
    """Two threads meet while each holds a pair; one alone would wait in vain."""
    monkeypatch.setattr(pairs, "POINTS_AT_ONCE", 1)
    monkeypatch.setattr(pairs, "stack", meeting(pairs.stack, threading.Barrier(2, timeout=60)))
    torch.set_num_threads(2)
    KernelSVM().fit(*blobs(40, 4))  # six pairs


def meeting(stack, barrier):
    """Give `stack`, which waits for another call of it."""

    def wait(*arguments):
        barrier.wait()
        return stack(*arguments)

    return wait


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"C": 0}, "C must be a finite number above 0, but is 0"),
        ({"C": -1.0}, "C must be"),
        ({"C": np.nan}, "C must be"),
        ({"tolerance": 0}, "tolerance must be"),
        ({"gamma": -1}, 'gamma must be a finite number above 0 or "scale", but is -1'),
        ({"gamma": "auto"}, "gamma must be"),
    ],
)
def test_a_setting_out_of_range_is_refused(setting, message):
    with pytest.raises(ValueError, match=message):
        KernelSVM(**setting).fit(*blobs())


def test_what_was_not_learnt_cannot_be_asked():
    X, y = blobs()
    with pytest.raises(ValueError, match="call fit first"):
        KernelSVM().predict(X)
    with pytest.raises(ValueError, match="probability=True"):
        KernelSVM().fit(X, y).predict_proba(X)
    with pytest.raises(ValueError, match="fitted on 4 features an image, but was given 2"):
        KernelSVM().fit(X, y).predict(X[:, :2])


def test_calibration_refuses_a_class_of_one_image():
    X, y = blobs(31, 3)
    with pytest.raises(ValueError, match="two images of every class, but 9 has one"):
        KernelSVM(probability=True).fit(X, np.where(np.arange(31) == 5, 9, y))


def test_too_few_steps_are_warned_of():
    X, y = blobs()
    with pytest.warns(UserWarning, match="raise max_steps"):
        KernelSVM(max_steps=1, tolerance=1e-12).fit(X, y)
