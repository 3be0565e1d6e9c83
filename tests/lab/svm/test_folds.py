import numpy as np

from lab.svm import folds, rbf, smo


def problem():
    random = np.random.default_rng(0)
    y = np.where(np.arange(60) < 30, 1.0, -1.0)
    X = random.normal(size=(60, 3)) + y[:, None] / 2
    return rbf.kernel(X, X, 0.4), y


def test_every_class_is_dealt_evenly():
    codes = np.repeat([0, 1, 2], [50, 12, 3])
    fold = folds.assign(codes, seed=0)
    for k in range(3):
        counts = np.bincount(fold[codes == k], minlength=folds.FOLDS)
        assert counts.max() - counts.min() <= 1
    np.testing.assert_array_equal(fold, folds.assign(codes, seed=0))
    assert (fold != folds.assign(codes, seed=1)).any()


def test_each_value_is_of_a_machine_refitted_without_the_images_fold():
    K, y = problem()
    fold = folds.assign((y < 0).astype(np.int64), seed=3)
    beta = smo.solve(K[None], y[None, None], 3.0, tolerance=1e-10).beta[:, 0]
    values = folds.out_of_fold(K[None], y[None], beta, fold[None], 3.0, tolerance=1e-10)[0]
    for f in range(folds.FOLDS):
        seen = fold != f
        alone = smo.solve(K[seen][:, seen][None], y[seen][None, None], 3.0, tolerance=1e-10)
        expected = K[np.ix_(~seen, seen)] @ alone.beta[0, 0] + alone.bias[0, 0]
        np.testing.assert_allclose(values[~seen], expected, atol=1e-3)


def test_balanced_coefficients_sum_to_zero_inside_the_box():
    beta = np.array([[2.0, 0, -1, -0.5], [0, 0, -1, -2], [0, 0, 0, 0]])
    balanced = folds.balance(beta)
    np.testing.assert_allclose(balanced.sum(axis=1), 0)
    assert (np.abs(balanced) <= np.abs(beta)).all()
    np.testing.assert_allclose(balanced[0], [1.5, 0, -1, -0.5])
