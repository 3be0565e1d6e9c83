"""A support vector machine on frozen features."""

from functools import partial

import numpy as np
import torch

from lab import backbone, svm_on_features
from lab.svm.kernel import KernelSVM


def run(attempt, bars, narrow_resnet50, **others):
    model, weights = narrow_resnet50
    svm = partial(KernelSVM, C=3.0, probability=True)
    return svm_on_features.train(
        attempt, data=bars, backbone=weights, model=model, svm=svm, size=32, **others
    )


def test_it_tells_the_classes_apart(attempt, bars, narrow_resnet50):
    result = run(attempt, bars, narrow_resnet50)
    assert np.mean(result["test_scores"].argmax(1) == bars["test_labels"]) > 0.9
    assert np.mean(result["test_predicted"] == bars["test_labels"]) > 0.9


def test_an_images_features_do_not_depend_on_its_batch(attempt, bars, narrow_resnet50):
    result = run(attempt, bars, narrow_resnet50)
    model, weights = narrow_resnet50
    network = backbone.load(model, weights, classes=3, device=torch.device("cpu")).eval()
    network.fc = torch.nn.Identity()
    read = backbone.reader(bars, "test", weights, 32, torch.device("cpu"))
    alone = [network(read(np.array([row]))).detach()[0] for row in range(5)]
    np.testing.assert_allclose(result["embeddings"][:5], torch.stack(alone), rtol=1e-4, atol=1e-5)


def test_the_nearest_image_is_found_by_cosine():
    train = np.array([[10.0, 0.0], [0.0, 0.1]])
    labels = np.array([4, 7])
    assert svm_on_features.nearest(train, labels, np.array([[0.2, 1.0], [1.0, 0.9]])).tolist() == [7, 4]


def test_nothing_of_the_network_trains_and_its_head_is_no_part(attempt, bars, narrow_resnet50):
    result = run(attempt, bars, narrow_resnet50)
    network = narrow_resnet50[0](classes=3, channels=1)
    whole, head = (sum(p.numel() for p in module.parameters()) for module in (network, network.fc))
    assert (result["parameters"], result["trainable"], result["images"]) == (whole - head, 0, 72)


def test_the_seed_draws_the_folds_of_calibration(attempt_anew, bars, narrow_resnet50):
    first, again, other = (run(attempt_anew(), bars, narrow_resnet50, seed=seed) for seed in (0, 0, 1))
    for name in first:
        np.testing.assert_array_equal(first[name], again[name], err_msg=name)
    np.testing.assert_array_equal(first["test_predicted"], other["test_predicted"])
    for part in ("validation", "test"):
        assert not np.array_equal(first[f"{part}_scores"], other[f"{part}_scores"])
