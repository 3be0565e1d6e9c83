"""The nearest class mean beside scikit-learn's."""

import numpy as np
import torch
from sklearn.neighbors import NearestCentroid

from lab.models.nearest_mean import NearestMean


def test_it_answers_as_scikit_learn_does():
    random = np.random.default_rng(0)
    x, y = random.standard_normal((60, 4)), np.arange(60) % 5
    head = NearestMean(5, 4).double()
    head.update(torch.tensor(x), torch.tensor(y))
    peer = NearestCentroid().fit(x, y)
    np.testing.assert_allclose(head.means, peer.centroids_)
    new = random.standard_normal((20, 4))
    np.testing.assert_array_equal(head(torch.tensor(new)).argmax(1), peer.predict(new))


def test_its_means_do_not_train_but_are_kept():
    head = NearestMean(3, 2)
    assert not list(head.parameters())
    assert list(head.state_dict()) == ["means"]
