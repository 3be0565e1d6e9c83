"""What the prose may quote of a classifier: its accuracies, averages over classes, losses and sizes.

Every number is recomputed from kept labels and scores by `measures`; with several seeds it is their mean. Shares
of images have an interval; from three seeds on, all that differs by seed has one.
The class that is predicted is the one of the greatest score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from literate.document.basis import Basis
from literate.document.quantity import Quantity
from literate.experiment import Experiment
from literate.store import Result
from measures import accuracy, calibration, confusion, embeddings, precision_recall, roc

MEASURE = "measures.leave_one_out:"  # where each share of images is measured
SCORED = {  # what an author writes: the scores whose accuracy it is, and their labels
    "test": ("test_scores", "test_labels"),
    "validation": ("validation_scores", "validation_labels"),
    "train": ("train_scores", "train_labels"),
    "before": ("before_test_scores", "test_labels"),
    "before_validation": ("before_validation_scores", "validation_labels"),
    "batch_statistics": ("batch_statistics_test_scores", "test_labels"),
    "batch_statistics_train": ("batch_statistics_train_scores", "train_labels"),
}
AVERAGES = {
    "precision": ("macro_precision", "macro precision"),
    "recall": ("macro_recall", "macro recall"),
    "f": ("macro_f", "macro F-score"),
}
COUNTS = {
    "images": "how many training images there are",
    "parameters": "how many parameters there are",
    "trainable": "how many parameters learn",
    "support_vectors": "how many support vectors there are",
}
AREA = Basis(f"{MEASURE}macro_area", "test_scores", "test_labels", decided=False)
BINS = 10  # of confidence, as in the reliability diagram
READABLE = 20  # classes, up to which each is quoted by itself


def classifier(runs: Sequence[Result], labels: Sequence[str]) -> dict[str, Any]:
    """Quantities by name of one experiment's `runs`, one a seed, which people call by their `labels`.

    A quantity is there only when the runs hold what it is made of: `test`, `precision`, `auc`, `loss` and so on.
    What is said of single classes (`worst_class`, `confused`) is of the first seed; up to 20 classes, `recall_of`
    and `before_recall_of` hold the recall of each by its name.
    """
    experiment = Experiment(list(runs), tuple(labels))
    return {
        **{name: right(experiment, name, *arrays) for name, arrays in SCORED.items() if arrays[0] in runs[0]},
        **{name: _average(experiment, name, *how) for name, how in AVERAGES.items()},
        "auc": experiment.share("auc", AREA, _area, "macro area under the ROC curves"),
        "seconds": experiment.mean(
            "seconds", lambda run: run.record["seconds"], "seconds", "wall time", "less"
        ),
        "classes": experiment.count("classes", len(runs[0]["classes"]), "how many classes there are"),
        "chance": experiment.first(
            "chance", 1 / len(runs[0]["classes"]), "a guess: one over the number of classes"
        ),
        **{
            name: experiment.count(name, runs[0][name], how)
            for name, how in COUNTS.items()
            if name in runs[0]
        },
        **_calibration(experiment),
        **_of_classes(experiment),
        **_before(experiment),
        **_of_embeddings(experiment),
        **_of_history(experiment),
    }


def right(experiment: Experiment, name: str, scores: str, labels: str) -> Quantity:
    """The share of the images of a part that are predicted rightly."""

    def of(run: Result) -> float:
        return accuracy.overall(run[labels], _predicted(run, scores), _classes(run))

    basis, n = Basis(f"{MEASURE}accuracy", scores, labels), len(experiment.runs[0][labels])
    count = round(of(experiment.runs[0]) * n)
    one = f"{count} / {n} {basis.images}" if len(experiment.runs) == 1 else f"{n} {basis.images}"
    return experiment.share(name, basis, of, one)


def _average(experiment: Experiment, name: str, measure: str, how: str) -> Quantity:
    """A mean over classes."""

    def of(run: Result) -> float:
        means = precision_recall.macro(run["test_labels"], _predicted(run, "test_scores"), _classes(run))
        return float(getattr(means, name))

    return experiment.share(name, Basis(f"{MEASURE}{measure}", "test_scores", "test_labels"), of, how)


def _calibration(experiment: Experiment) -> dict[str, Quantity]:
    """The expected calibration error of scores that are probabilities; other scores promise no share of right."""
    scored, how = (
        np.asarray(experiment.runs[0]["test_scores"]),
        f"mean of |confidence − share right| over {BINS} bins",
    )
    if scored.min() < 0 or np.abs(scored.sum(axis=1) - 1).max() > 1e-3:
        return {}
    return {"calibration": experiment.mean("calibration", _miscalibrated, "fraction", how, "less")}


def _of_classes(experiment: Experiment) -> dict[str, Any]:
    """The best and worst class, the least area, the pair of classes most often taken for each other."""
    run = experiment.runs[0]
    classes = [str(name) for name in run["classes"]]
    counts = _counts(run, "test_scores")
    areas = roc.areas(run["test_labels"], run["test_scores"], len(classes))
    least = int(np.nanargmin(areas))
    pairs = np.triu(counts + counts.T, 1)
    one, other = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return {
        **_recall(experiment, "", counts, classes),
        "auc_least": experiment.first(
            "auc_least",
            areas[least],
            f"area under the ROC curve of class {classes[least]}",
            len(run["test_labels"]),
        ),
        "auc_least_class": classes[least],
        "confused": experiment.count(
            "confused",
            pairs[one, other],
            "images of one of two classes taken for the other, the most of any two",
        ),
        "confused_first": classes[one],
        "confused_second": classes[other],
    }


def _before(experiment: Experiment) -> dict[str, Any]:
    """The same of the scores before training, and how many classes are never predicted."""
    run = experiment.runs[0]
    if "before_test_scores" not in run:
        return {}
    counts = _counts(run, "before_test_scores")
    recall = _recall(experiment, "before_", counts, [str(name) for name in run["classes"]])
    return recall | {
        "never_predicted_before": experiment.count(
            "never_predicted_before",
            int((counts.sum(axis=0) == 0).sum()),
            "how many classes are never predicted before training",
        )
    }


def _recall(
    experiment: Experiment, when: str, counts: NDArray[np.int64], classes: list[str]
) -> dict[str, Any]:
    recall, images = precision_recall.of_counts(counts).recall, counts.sum(axis=1)
    told = " before training" if when else ""
    each = {
        name: experiment.first(f"{when}recall", value, f"recall of class {name}{told}", int(n))
        for name, value, n in zip(classes, recall, images, strict=True)
    }
    worst, best = classes[int(recall.argmin())], classes[int(recall.argmax())]
    found = {"worst": each[worst], "worst_class": worst, "best": each[best], "best_class": best}
    by_name = {"recall_of": each} if len(classes) <= READABLE else {}
    return {f"{when}{name}": value for name, value in {**found, **by_name}.items()}


def _of_embeddings(experiment: Experiment) -> dict[str, Quantity]:
    found = {}
    if "embeddings" in experiment.runs[0]:
        how = "scatter within classes over scatter between them"
        found["scatter"] = experiment.mean("scatter", _scatter, "", how, "less")
    if "nearest_predicted" in experiment.runs[0]:
        nearest = Basis(f"{MEASURE}accuracy", "nearest_predicted", "test_labels")
        found["nearest"] = experiment.share(
            "nearest", nearest, _nearest, "class of the nearest training image"
        )
    return found


def _of_history(experiment: Experiment) -> dict[str, Quantity]:
    if "history_train_loss" not in experiment.runs[0]:
        return {}

    def loss(measure: str, epoch: int, when: str) -> Quantity:
        how = f"training loss of the {when} epoch"
        return experiment.mean(measure, lambda run: float(run["history_train_loss"][epoch]), "", how, "less")

    return {
        "loss": loss("loss", -1, "last"),
        "loss_first": loss("loss_first", 0, "first"),
        "epochs": experiment.count(
            "epochs", len(experiment.runs[0]["history_train_loss"]), "how many epochs it was trained"
        ),
        **_chosen(experiment),
    }


def _chosen(experiment: Experiment) -> dict[str, Quantity]:
    """The epoch that was kept, of the first seed."""
    run = experiment.runs[0]
    if "history_chosen" not in run:
        return {}
    return {"chosen": experiment.count("chosen", int(run["history_chosen"]), "the epoch that was kept")}


def _predicted(run: Mapping[str, Any], scores: str) -> NDArray[np.int64]:
    predicted: NDArray[np.int64] = np.asarray(run[scores]).argmax(axis=1)
    return predicted


def _counts(run: Mapping[str, Any], scores: str) -> NDArray[np.int64]:
    return confusion.matrix(run["test_labels"], _predicted(run, scores), _classes(run))


def _classes(run: Mapping[str, Any]) -> int:
    return len(run["classes"])


def _area(run: Mapping[str, Any]) -> float:
    return roc.macro_area(run["test_labels"], run["test_scores"], _classes(run))


def _scatter(run: Mapping[str, Any]) -> float:
    return embeddings.scatter_ratio(run["embeddings"], run["test_labels"], _classes(run))


def _nearest(run: Mapping[str, Any]) -> float:
    return accuracy.overall(run["test_labels"], run["nearest_predicted"], _classes(run))


def _miscalibrated(run: Mapping[str, Any]) -> float:
    return calibration.expected_error(run["test_labels"], run["test_scores"], _classes(run), BINS)
