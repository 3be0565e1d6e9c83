import numpy as np
import pytest
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.svm import SVC

from lab.svm import rbf

random = np.random.default_rng(0)
X, Z = random.normal(size=(20, 7)), random.normal(size=(9, 7))


def test_the_kernel_is_scikit_learns():
    np.testing.assert_allclose(rbf.kernel(X, Z, 0.2), rbf_kernel(X, Z, gamma=0.2), rtol=1e-12)


def test_an_image_is_as_near_to_itself_as_can_be():
    K = rbf.kernel(X.astype(np.float32), X.astype(np.float32), 0.2)
    assert K.dtype == np.float32
    assert K.max() <= 1
    np.testing.assert_allclose(np.diag(K), 1, atol=1e-6)


def test_the_customary_width_is_scikit_learns():
    y = np.arange(20) % 2
    assert rbf.width(X, "scale") == pytest.approx(SVC().fit(X, y)._gamma)
    assert rbf.width(X, 0.5) == 0.5
    assert rbf.width(np.ones((3, 2)), "scale") == 1
