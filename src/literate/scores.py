"""What the prose may quote of a classifier: its accuracies, averages over classes, losses and sizes.

Every number is recomputed from kept labels and scores by `measures`; with several seeds it is their mean.
The class that is predicted is the one of the greatest score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from literate.document.quantity import Quantity, Unit
from literate.store import Result
from measures import accuracy, confusion, embeddings, precision_recall, roc

SCORED = {  # what an author writes: the scores whose accuracy it is, their labels, what the images are called
    "test": ("test_scores", "test_labels", "test"),
    "validation": ("validation_scores", "validation_labels", "validation"),
    "train": ("train_scores", "train_labels", "training"),
    "before": ("before_test_scores", "test_labels", "test"),
    "before_validation": ("before_validation_scores", "validation_labels", "validation"),
    "batch_statistics": ("batch_statistics_test_scores", "test_labels", "test"),
    "batch_statistics_train": ("batch_statistics_train_scores", "train_labels", "training"),
}
AVERAGES = {"precision": "macro precision", "recall": "macro recall", "f": "macro F-score"}
COUNTS = ("parameters", "trainable", "support_vectors")
READABLE = 20  # classes, up to which each is quoted by itself


def classifier(runs: Sequence[Result], labels: Sequence[str]) -> dict[str, Any]:
    """Quantities by name of one experiment's `runs`, one a seed, which people call by their `labels`.

    A quantity is there only when the runs hold what it is made of: `test`, `precision`, `auc`, `loss` and so on.
    What is said of single classes (`worst_class`, `confused`) is of the first seed; up to 20 classes, `recall_of`
    and `before_recall_of` hold the recall of each by its name.
    """
    seeds = Seeds(list(runs), tuple(labels))
    return {
        **{name: seeds.accuracy(name, *scored) for name, scored in SCORED.items() if scored[0] in runs[0]},
        **{name: seeds.mean(name, _average(name), "fraction", how) for name, how in AVERAGES.items()},
        "auc": seeds.mean("auc", _area, "fraction", "macro area under the ROC curves"),
        "seconds": seeds.mean("seconds", lambda run: run.record["seconds"], "seconds", "wall time", "less"),
        "classes": seeds.count("classes", len(runs[0]["classes"])),
        "chance": seeds.first("chance", 1 / len(runs[0]["classes"]), "one class in all"),
        **{name: seeds.count(name, runs[0][name]) for name in COUNTS if name in runs[0]},
        **_of_classes(seeds),
        **_before(seeds),
        **_of_embeddings(seeds),
        **_of_history(seeds),
    }


@dataclass(frozen=True)
class Seeds:
    """The runs of one experiment, one a seed, and the quantities that they give together."""

    runs: list[Result]
    names: tuple[str, ...]

    def mean(
        self,
        measure: str,
        of: Callable[[Result], float],
        unit: Unit,
        how: str,
        better: Literal["greater", "less"] = "greater",
    ) -> Quantity:
        """The mean over seeds of a number of each run."""
        n = len(self.runs[0]["test_labels"]) if unit == "fraction" else None
        text = how if len(self.runs) == 1 else f"{how}, mean of {len(self.runs)} seeds"
        return Quantity(
            float(np.mean([of(run) for run in self.runs])), unit, n, self.names, measure, text, better
        )

    def accuracy(self, measure: str, scores: str, labels: str, part: str) -> Quantity:
        """The share of the images of a part that are predicted rightly."""
        shares = [accuracy.overall(run[labels], _predicted(run, scores), _classes(run)) for run in self.runs]
        n = len(self.runs[0][labels])
        one = f"{round(shares[0] * n)} / {n} {part} images"
        how = one if len(shares) == 1 else f"mean of {len(shares)} seeds, {n} images"
        return Quantity(float(np.mean(shares)), "fraction", n, self.names, measure, how)

    def first(self, measure: str, value: float, how: str) -> Quantity:
        """A share that is of the first seed alone."""
        return Quantity(float(value), "fraction", None, self.names[:1], measure, how)

    def count(self, measure: str, value: int) -> Quantity:
        """A count, the same for every seed or of the first."""
        return Quantity(float(value), "count", None, self.names[:1], measure, measure.replace("_", " "))


def _of_classes(seeds: Seeds) -> dict[str, Any]:
    """The best and worst class, the least area, the pair of classes most often taken for each other."""
    run = seeds.runs[0]
    classes = [str(name) for name in run["classes"]]
    counts = _counts(run, "test_scores")
    areas = roc.areas(run["test_labels"], run["test_scores"], len(classes))
    least = int(np.nanargmin(areas))
    pairs = np.triu(counts + counts.T, 1)
    one, other = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return {
        **_recall(seeds, "", counts, classes),
        "auc_least": seeds.first("auc_least", areas[least], f"class {classes[least]}"),
        "auc_least_class": classes[least],
        "confused": seeds.count("confused", pairs[one, other]),
        "confused_first": classes[one],
        "confused_second": classes[other],
    }


def _before(seeds: Seeds) -> dict[str, Any]:
    """The same of the scores before training, and how many classes are never predicted."""
    run = seeds.runs[0]
    if "before_test_scores" not in run:
        return {}
    counts = _counts(run, "before_test_scores")
    never = seeds.count("before_never", int((counts.sum(axis=0) == 0).sum()))
    return {
        **_recall(seeds, "before_", counts, [str(name) for name in run["classes"]]),
        "before_never": never,
    }


def _recall(seeds: Seeds, when: str, counts: NDArray[np.int64], classes: list[str]) -> dict[str, Any]:
    recall = precision_recall.of_counts(counts).recall
    each = {
        name: seeds.first(f"{when}recall", value, f"recall of class {name}")
        for name, value in zip(classes, recall, strict=True)
    }
    worst, best = classes[int(recall.argmin())], classes[int(recall.argmax())]
    found = {"worst": each[worst], "worst_class": worst, "best": each[best], "best_class": best}
    by_name = {"recall_of": each} if len(classes) <= READABLE else {}
    return {f"{when}{name}": value for name, value in {**found, **by_name}.items()}


def _of_embeddings(seeds: Seeds) -> dict[str, Quantity]:
    found = {}
    if "embeddings" in seeds.runs[0]:
        how = "scatter within classes over scatter between them"
        found["scatter"] = seeds.mean("scatter", _scatter, "", how, "less")
    if "nearest_predicted" in seeds.runs[0]:
        how = "the class of the nearest training image"
        found["nearest"] = seeds.mean("nearest", _nearest, "fraction", how)
    return found


def _of_history(seeds: Seeds) -> dict[str, Quantity]:
    if "history_train_loss" not in seeds.runs[0]:
        return {}

    def loss(measure: str, epoch: int, when: str) -> Quantity:
        how = f"training loss of the {when} epoch"
        return seeds.mean(measure, lambda run: float(run["history_train_loss"][epoch]), "", how, "less")

    return {
        "loss": loss("loss", -1, "last"),
        "loss_first": loss("loss_first", 0, "first"),
        "epochs": seeds.count("epochs", len(seeds.runs[0]["history_train_loss"])),
    }


def _average(field: str) -> Callable[[Result], float]:
    def of(run: Result) -> float:
        average = precision_recall.macro(run["test_labels"], _predicted(run, "test_scores"), _classes(run))
        return float(getattr(average, field))

    return of


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
