"""What the prose may quote of a classifier: its accuracies, averages over classes, losses and sizes.

Every number is recomputed from kept labels and scores by `measures`; with several seeds it is their mean.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from literate.document.quantity import Quantity
from measures import accuracy, confusion, embeddings, precision_recall, roc

Run = Mapping[str, Any]
SCORED = {  # what an author writes: the scores it is the accuracy of, and their labels
    "test": ("test_scores", "test_labels", "test"),
    "validation": ("validation_scores", "validation_labels", "validation"),
    "train": ("train_scores", "train_labels", "training"),
    "before": ("before_test_scores", "test_labels", "test"),
    "before_validation": ("before_validation_scores", "validation_labels", "validation"),
    "batch_statistics": ("batch_statistics_test_scores", "test_labels", "test"),
    "batch_statistics_train": ("batch_statistics_train_scores", "train_labels", "training"),
}
READABLE = 20  # classes, up to which each is quoted by itself


def classifier(runs: Sequence[Run], labels: Sequence[str]) -> dict[str, Any]:
    """Quantities by name of one experiment's runs, one a seed: `test`, `precision`, `auc`, `loss` and so on.

    A quantity is there only when the runs hold what it is made of. Up to 20 classes, `recall_of` and
    `recall_of_before` hold the recall of each class by its name.
    """
    names = labels
    found: dict[str, Any] = {}
    for measure, (scores, truth, part) in SCORED.items():
        if scores in runs[0]:
            found[measure] = _accuracy(runs, names, measure, scores, truth, part)
    found |= _averages(runs, names) | _extremes(runs[0], names) | _history(runs, names)
    if "embeddings" in runs[0]:
        found["scatter"] = _mean(runs, names, "scatter", _scatter, "", "within- / between-class scatter", "less")
    if "nearest_predicted" in runs[0]:
        found["nearest"] = _mean(runs, names, "nearest", _nearest, "fraction", "nearest training image")
    found["classes"] = _count(runs, names, "classes", len(runs[0]["classes"]))
    found["seconds"] = _mean(runs, names, "seconds", lambda run: run.record["seconds"], "seconds", "wall time", "less")  # type: ignore[attr-defined]
    for value in ("parameters", "trainable", "support_vectors"):
        if value in runs[0]:
            found[value] = _count(runs, names, value, runs[0][value])
    return found


def _accuracy(
    runs: Sequence[Run], names: Sequence[str], measure: str, scores: str, labels: str, part: str
) -> Quantity:
    shares = [accuracy.overall(run[labels], _predicted(run[scores]), len(run["classes"])) for run in runs]
    n = len(runs[0][labels])
    how = f"{round(shares[0] * n)} / {n} {part} images" if len(runs) == 1 else f"mean of {len(runs)} seeds, {n} images"
    return Quantity(float(np.mean(shares)), "fraction", n, tuple(names), measure, how)


def _averages(runs: Sequence[Run], names: Sequence[str]) -> dict[str, Quantity]:
    """Macro precision, recall, F and area under the ROC curve on the test images."""

    def average(field: str) -> Callable[[Run], float]:
        return lambda run: float(getattr(_macro(run), field))

    shown = {field: f"macro {field if field != 'f' else 'F-score'}" for field in ("precision", "recall", "f")}
    found = {field: _mean(runs, names, field, average(field), "fraction", how) for field, how in shown.items()}
    return found | {"auc": _mean(runs, names, "auc", _area, "fraction", "macro area under the ROC curves")}


def _extremes(run: Run, names: Sequence[str]) -> dict[str, Any]:
    """The best and worst class, the most confused pair, and each class's recall where there are few."""
    classes = [str(name) for name in run["classes"]]
    found: dict[str, Any] = _named_recall(run, names, "", "test_scores", classes)
    if "before_test_scores" in run:
        counts = _counts(run, "before_test_scores")
        found["before_predicted"] = _count([run], names, "before_predicted", int((counts.sum(axis=0) > 0).sum()))
        found["before_never"] = _count([run], names, "before_never", int((counts.sum(axis=0) == 0).sum()))
        found |= {f"before_{key}": value for key, value in _named_recall(run, names, "before ", "before_test_scores", classes).items()}
    areas = roc.areas(run["test_labels"], run["test_scores"], len(classes))
    found["auc_least"] = _of(float(np.nanmin(areas)), names, "auc_least", f"class {classes[int(np.nanargmin(areas))]}")
    found["auc_least_class"] = classes[int(np.nanargmin(areas))]
    counts = _counts(run, "test_scores")
    pairs = counts + counts.T - 2 * np.diag(counts.diagonal())
    first, second = np.unravel_index(int(np.triu(pairs, 1).argmax()), pairs.shape)
    found["confused_first"], found["confused_second"] = classes[first], classes[second]
    found["confused"] = _count([run], names, "confused", int(pairs[first, second]))
    return found


def _named_recall(run: Run, names: Sequence[str], when: str, scores: str, classes: list[str]) -> dict[str, Any]:
    recall = precision_recall.of_counts(_counts(run, scores)).recall
    low, high = int(recall.argmin()), int(recall.argmax())
    found: dict[str, Any] = {
        "worst": _of(float(recall[low]), names, f"{when}worst", f"recall of class {classes[low]}"),
        "best": _of(float(recall[high]), names, f"{when}best", f"recall of class {classes[high]}"),
        "worst_class": classes[low],
        "best_class": classes[high],
    }
    if len(classes) <= READABLE:
        each = zip(classes, recall, strict=True)
        found["recall_of"] = {name: _of(float(value), names, f"{when}recall", f"class {name}") for name, value in each}
    return found


def _history(runs: Sequence[Run], names: Sequence[str]) -> dict[str, Quantity]:
    if "history_train_loss" not in runs[0]:
        return {}
    return {
        "loss": _mean(runs, names, "loss", lambda run: run["history_train_loss"][-1], "", "training loss of the last epoch", "less"),
        "loss_first": _mean(runs, names, "loss_first", lambda run: run["history_train_loss"][0], "", "training loss of the first epoch", "less"),
        "epochs": _count(runs, names, "epochs", len(runs[0]["history_train_loss"])),
    }  # fmt: skip


def _mean(
    runs: Sequence[Run],
    names: Sequence[str],
    measure: str,
    of: Callable[[Run], float],
    unit: Any,
    how: str,
    better: Any = "greater",
) -> Quantity:
    text = how if len(runs) == 1 else f"{how}, mean of {len(runs)} seeds"
    n = len(runs[0]["test_labels"]) if unit == "fraction" else None
    return Quantity(float(np.mean([of(run) for run in runs])), unit, n, tuple(names), measure, text, better)


def _of(value: float, names: Sequence[str], measure: str, how: str) -> Quantity:
    return Quantity(value, "fraction", None, tuple(names[:1]), measure, how)


def _count(runs: Sequence[Run], names: Sequence[str], measure: str, value: int) -> Quantity:
    return Quantity(float(value), "count", None, tuple(names[: len(runs)]), measure, measure.replace("_", " "))


def _predicted(scores: Any) -> np.ndarray:
    """The most probable class."""
    return np.asarray(scores).argmax(axis=1)


def _counts(run: Run, scores: str) -> np.ndarray:
    return confusion.matrix(run["test_labels"], _predicted(run[scores]), len(run["classes"]))


def _macro(run: Run) -> precision_recall.Average:
    return precision_recall.macro(run["test_labels"], _predicted(run["test_scores"]), len(run["classes"]))


def _area(run: Run) -> float:
    return roc.macro_area(run["test_labels"], run["test_scores"], len(run["classes"]))


def _scatter(run: Run) -> float:
    return embeddings.scatter_ratio(run["embeddings"], run["test_labels"], len(run["classes"]))


def _nearest(run: Run) -> float:
    return accuracy.overall(run["test_labels"], run["nearest_predicted"], len(run["classes"]))
