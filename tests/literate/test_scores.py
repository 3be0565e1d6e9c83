"""What may be quoted of a classifier, against scikit-learn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics

from literate import exhibit, scores, store
from literate.document import basis, quantity
from literate.store import Result
from measures import intervals, leave_one_out, seeds

CLASSES = ["ant", "bee", "cow", "dog"]


def result(folder: Path, seed: int, **more: Any) -> Result:
    rng = np.random.default_rng(seed)
    labels = np.arange(80) % 4
    arrays = {
        "test_labels": labels,
        "test_scores": (np.eye(4)[labels] + rng.normal(size=(80, 4))).astype(np.float32),
        "validation_labels": labels[:40],
        "validation_scores": rng.normal(size=(40, 4)).astype(np.float32),
        "before_test_scores": np.tile(np.float32([0, 1, 0, 0]), (80, 1)),
        "classes": np.array(CLASSES),
        "embeddings": rng.normal(size=(80, 3)),
        "history_train_loss": np.array([3.0, 2.0, 1.0 + seed]),
        "history_chosen": np.array(2 + seed),
        **more,
    }
    name = f"{seed:032x}"
    values = {"images": 120, "parameters": 7}
    store.write(folder / name, arrays, {"fingerprint": name, "values": values, "seconds": 2.0 + seed})
    return Result(folder / name)


@pytest.fixture
def run(tmp_path: Path) -> Result:
    return result(tmp_path, 1)


def test_accuracies_and_averages_are_scikit_learns(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    labels, predicted = run["test_labels"], run["test_scores"].argmax(axis=1)
    precision, recall, f, _ = metrics.precision_recall_fscore_support(labels, predicted, average="macro")
    assert found["test"].value == pytest.approx(metrics.accuracy_score(labels, predicted), abs=1e-12)
    assert [found[name].value for name in ("precision", "recall", "f")] == pytest.approx(
        [precision, recall, f], abs=1e-12
    )
    one_hot = np.eye(4)[labels]
    assert found["auc"].value == pytest.approx(metrics.roc_auc_score(one_hot, run["test_scores"]), abs=1e-12)


def test_a_number_says_how_it_came_about(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])["test"]
    assert found.how == f"{round(found.value * 80)} / 80 test images"
    assert (found.n, found.runs, found.unit) == (80, ("q1.x",), "fraction")


def test_counts_are_those_that_the_run_gave(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    assert [(found[name].value, found[name].unit) for name in ("images", "parameters")] == [
        (120, "count"),
        (7, "count"),
    ]


def test_classes_are_named_by_their_recall(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    recall = metrics.recall_score(run["test_labels"], run["test_scores"].argmax(axis=1), average=None)
    assert found["worst_class"] == CLASSES[recall.argmin()]
    assert found["worst"].value == pytest.approx(recall.min())
    assert {name: one.value for name, one in found["recall_of"].items()} == pytest.approx(
        dict(zip(CLASSES, recall, strict=True))
    )


def test_before_training_only_one_class_is_ever_predicted(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    assert found["never_predicted_before"].value == 3
    assert found["before_best_class"] == "bee"
    assert found["before"].value == 0.25


def test_the_pair_most_often_confused_is_counted_both_ways(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    matrix = metrics.confusion_matrix(run["test_labels"], run["test_scores"].argmax(axis=1))
    both = {(i, j): matrix[i, j] + matrix[j, i] for i in range(4) for j in range(i + 1, 4)}
    assert found["confused"].value == max(both.values())
    pair = (CLASSES.index(found["confused_first"]), CLASSES.index(found["confused_second"]))
    assert both[pair] == max(both.values())


def test_with_several_seeds_numbers_are_means(tmp_path: Path) -> None:
    runs = [result(tmp_path, seed) for seed in (1, 2, 3)]
    found = scores.classifier(runs, ["q1.x", "q1.x@1", "q1.x@2"])
    each = [scores.classifier([run], ["q1.x"])["test"].value for run in runs]
    assert found["test"].value == pytest.approx(np.mean(each))
    assert found["test"].how == "80 test images, mean of 3 seeds"
    assert found["loss"].value == pytest.approx(3.0)
    assert found["chosen"].value == int(runs[0]["history_chosen"])
    assert found["seconds"].value == pytest.approx(4.0)


def test_a_share_of_images_has_the_interval_of_its_measure(run: Result) -> None:
    found, predicted = scores.classifier([run], ["q1.x"]), run["test_scores"].argmax(axis=1)
    for name, measure in (("test", leave_one_out.accuracy), ("f", leave_one_out.macro_f)):
        own = intervals.of(measure, run["test_labels"], predicted, 4)
        assert found[name].interval == basis.Interval(own.low, own.high, 0.95, "80 test images")
    own = intervals.of(leave_one_out.macro_area, run["test_labels"], run["test_scores"], 4)
    assert found["auc"].interval == basis.Interval(own.low, own.high, 0.95, "80 test images")
    assert found["validation"].interval.method == "40 validation images"


def test_from_three_seeds_on_intervals_are_over_seeds_too(tmp_path: Path) -> None:
    runs = [result(tmp_path, seed) for seed in (1, 2, 3)]
    found = scores.classifier(runs, ["q1.x", "q1.x@1", "q1.x@2"])
    estimates = [
        leave_one_out.accuracy(run["test_labels"], run["test_scores"].argmax(axis=1), 4) for run in runs
    ]
    own = seeds.on_images_like_these(estimates, runs[0]["test_labels"])
    interval = found["test"].interval
    assert (interval.low, interval.high) == pytest.approx((own.low, own.high))
    assert interval.method == "3 seeds and 80 test images"
    low, high = stats.t.interval(0.95, 2, 3.0, stats.sem([2.0, 3.0, 4.0]))
    loss = found["loss"].interval
    assert (loss.low, loss.high, loss.method) == (pytest.approx(low), pytest.approx(high), "3 seeds")


def test_what_is_not_of_images_has_no_interval_with_fewer_seeds(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    for name in ("loss", "seconds", "scatter", "classes", "chance", "worst", "auc_least"):
        assert found[name].interval is None, name


def test_a_class_with_a_lone_image_leaves_the_numbers_without_interval(tmp_path: Path) -> None:
    labels = np.array([0, 0, 1, 1, 2, 2, 3])
    given = np.eye(4, dtype=np.float32)[labels]
    lone = {"test_labels": labels, "test_scores": given, "before_test_scores": given, "embeddings": given}
    found = scores.classifier([result(tmp_path, 1, **lone)], ["q1.x"])
    assert (found["test"].value, found["test"].interval, found["test"].basis) == (1.0, None, None)


def test_what_a_run_does_not_hold_is_not_there(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    assert not {"train", "batch_statistics", "nearest", "support_vectors"} & set(found)


def test_many_classes_are_not_quoted_one_by_one(tmp_path: Path) -> None:
    names = np.array([f"class {n}" for n in range(30)])
    labels = np.arange(60) % 30
    arrays = {"test_labels": labels, "test_scores": np.eye(30, dtype=np.float32)[labels], "classes": names}
    store.write(tmp_path / "x", arrays, {"fingerprint": "x", "values": {}, "seconds": 1.0})
    assert "recall_of" not in scores.classifier([Result(tmp_path / "x")], ["q1.x"])


def test_quantities_survive_being_kept(run: Result) -> None:
    found = scores.classifier([run], ["q1.x"])
    again = quantity.names_from_json(exhibit._plain(found))
    assert (again["test"].interval, again["test"].basis) == (found["test"].interval, found["test"].basis)
    assert again["recall_of"]["ant"].value == found["recall_of"]["ant"].value
    assert (again["test"].how, again["worst_class"]) == (found["test"].how, found["worst_class"])


def test_scores_that_are_probabilities_have_a_calibration_error_and_others_have_none(tmp_path: Path) -> None:
    sure = np.full((80, 4), 0.0, dtype=np.float32)
    sure[np.arange(80), np.arange(80) % 4] = 1.0
    sure[:20] = np.roll(sure[:20], 1, axis=1)  # a quarter is wrong, all of it surely
    found = scores.classifier([result(tmp_path, 1, test_scores=sure)], ["q1.x"])["calibration"]
    assert found.value == pytest.approx(0.25)
    assert found.better == "less"
    assert "calibration" not in scores.classifier([result(tmp_path, 2)], ["q1.x"])
