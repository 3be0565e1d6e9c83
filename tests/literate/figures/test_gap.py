import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from literate.figures import gap

DIGITS = [str(d) for d in range(10)]


def accuracy(result, scores: str, labels: str) -> float:
    return accuracy_score(result[labels], result[scores].argmax(1))


def test_the_data_are_the_accuracies_of_scikit_learn(gallery, run):
    data = gallery("gap_4").data
    results = [run(DIGITS, 400, 1.2 - 0.2 * n, 20) for n in range(4)]
    assert data["test_accuracy"] == pytest.approx(
        [accuracy(r, "test_scores", "test_labels") for r in results]
    )
    assert data["train_accuracy"] == pytest.approx(
        [accuracy(r, "train_scores", "train_labels") for r in results]
    )
    batch = accuracy(results[1], "test_scores", "test_labels")
    assert data["batch_statistics_accuracy"] == [pytest.approx(batch), None, None, None]


def test_under_several_seeds_the_marks_are_means(run, types):
    runs = [run(DIGITS, 200, 1.5, seed=seed) for seed in range(3)]
    drawing = gap.draw({"SGD": runs})
    test = [accuracy(r, "test_scores", "test_labels") for r in runs]
    train = [accuracy(r, "train_scores", "train_labels") for r in runs]
    says = [line.says for line in types(drawing)]
    assert f"{np.mean(test):.3f}" in says
    assert f"gap {np.mean(train) - np.mean(test):.3f}" in says
    assert drawing.data["test_accuracy"] == pytest.approx(test)


def test_a_run_that_does_better_on_test_images_has_a_gap_with_a_minus(run, types):
    result = run(DIGITS, 200, 1.5)
    result["test_scores"], result["train_scores"] = result["train_scores"], result["test_scores"]
    lines = {line.says: line for line in types(gap.draw({"SGD": result}))}
    assert any(text.startswith("gap −0.") for text in lines)
