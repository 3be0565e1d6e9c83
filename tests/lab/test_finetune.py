"""Fine-tuning: only the tail moves, the story is told, a cut run ends with the same bits."""

import numpy as np
import pytest

from lab import finetune


def settings(bars, narrow_resnet50, **others):
    model, backbone = narrow_resnet50
    return {"data": bars, "backbone": backbone, "model": model, "size": 32, "epochs": 3, **others}


def test_a_new_head_knows_nothing_and_learns(attempt, bars, narrow_resnet50):
    result = finetune.train(attempt, **settings(bars, narrow_resnet50, epochs=12))
    right = {
        k: np.mean(result[k].argmax(1) == bars["test_labels"]) for k in ("before_test_scores", "test_scores")
    }
    assert right["before_test_scores"] < 0.7
    assert right["test_scores"] > 0.9
    assert len(attempt.epochs) == 12


def test_scores_are_probabilities_beside_their_labels_and_ids(attempt, bars, narrow_resnet50):
    result = finetune.train(attempt, **settings(bars, narrow_resnet50))
    np.testing.assert_allclose(result["test_scores"].sum(axis=1), 1, rtol=1e-5)
    assert result["test_scores"].dtype == np.float32
    np.testing.assert_array_equal(result["test_labels"], bars["test_labels"])
    np.testing.assert_array_equal(result["test_ids"], bars["test_ids"])


def test_the_best_epoch_on_validation_is_kept(attempt, bars, narrow_resnet50):
    result = finetune.train(attempt, **settings(bars, narrow_resnet50))
    by_epoch = result["history_validation_accuracy"]
    final = np.mean(result["validation_scores"].argmax(1) == bars["validation_labels"])
    assert result["history_chosen"] == 1 + by_epoch.argmax()
    assert final == by_epoch.max()


def test_what_trains_is_the_last_convolution_its_norm_and_the_head(attempt, bars, narrow_resnet50):
    result = finetune.train(attempt, **settings(bars, narrow_resnet50))
    assert result["trainable"] == 32 * 128 + 2 * 128 + 128 * 3 + 3
    assert result["images"] == 72


@pytest.mark.parametrize("precision", ["single", "half"])
def test_a_cut_run_ends_with_the_same_bits(bars, narrow_resnet50, interrupted, precision):
    whole, resumed, second = interrupted(
        finetune.train, **settings(bars, narrow_resnet50, precision=precision)
    )
    assert [epoch for epoch, _, _ in second.epochs] == [2, 3]
    for name in whole:
        np.testing.assert_array_equal(whole[name], resumed[name], err_msg=name)
