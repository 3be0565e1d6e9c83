"""The rows of the comparison of losses: each learns, each resumes, centers move."""

import numpy as np
import pytest

from lab import metric_learning
from lab.losses.center import Center
from lab.losses.cross_entropy import CrossEntropy
from lab.losses.triplet import BatchHard
from lab.svm.kernel import KernelSVM

ROWS = {
    "cross-entropy": {"cross_entropy": CrossEntropy},
    "triplet and cross-entropy": {"cross_entropy": CrossEntropy, "triplet": BatchHard, "per_class": 4},
    "triplet, then SVM": {"triplet": BatchHard, "svm": KernelSVM, "embedding": 8, "per_class": 4},
    "cross-entropy on a prefix in half precision": {"cross_entropy": CrossEntropy, "precision": "half"},
    "center": {"cross_entropy": CrossEntropy, "center": Center, "center_weight": 0.1, "embedding": 8},
}


def settings(bars, narrow_resnet18, row, **others):
    model, backbone = narrow_resnet18
    fixed = {
        "data": bars,
        "backbone": backbone,
        "model": model,
        "train_from": "layer4",
        "size": 32,
        "batch": 12,
    }
    return {**fixed, **ROWS[row], **others}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_learns(attempt, bars, narrow_resnet18, row):
    result = metric_learning.train(attempt, **settings(bars, narrow_resnet18, row, epochs=12))
    assert np.mean(result["test_scores"].argmax(1) == bars["test_labels"]) > 0.8
    assert result["embeddings"].shape == (36, 8 if "embedding" in ROWS[row] else 128)
    assert all(len(result[f"history_{name}_loss"]) == 12 for name in ("train", "validation"))
    assert result["images"] == 72


@pytest.mark.parametrize(
    "row", ["triplet, then SVM", "cross-entropy on a prefix in half precision", "center"]
)
def test_a_cut_run_ends_with_the_same_bits(bars, narrow_resnet18, interrupted, row):
    whole, resumed, _ = interrupted(metric_learning.train, **settings(bars, narrow_resnet18, row, epochs=3))
    for name in whole:
        np.testing.assert_array_equal(whole[name], resumed[name], err_msg=name)


def test_the_centers_learn(attempt_anew, bars, narrow_resnet18):
    one = settings(bars, narrow_resnet18, "center", epochs=1)
    still = metric_learning.train(attempt_anew(), **one, center_lr=0.0)
    moving = metric_learning.train(attempt_anew(), **one, center_lr=0.01)
    assert still["centers"].shape == (3, 8)
    assert np.abs(still["centers"] - moving["centers"]).max() > 0


def test_the_seed_is_the_machines_too(attempt, bars, narrow_resnet18):
    given = []

    def svm(**arguments):
        given.append(arguments)
        return KernelSVM(**arguments)

    metric_learning.train(
        attempt, **settings(bars, narrow_resnet18, "triplet, then SVM", svm=svm, epochs=1), seed=3
    )
    assert given == [{"random_state": 3}]


def test_someone_must_answer(attempt, bars, narrow_resnet18):
    with pytest.raises(ValueError, match="give either cross_entropy"):
        metric_learning.train(attempt, **settings(bars, narrow_resnet18, "center", cross_entropy=None))
