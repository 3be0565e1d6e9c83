"""The measures against scikit-learn's on 10⁴ images of 10 and of 200 classes; equal means to 1e-12."""

from interleaved import Row, options, race, show

# isort: split
import numpy as np
from sklearn import metrics

from measures import average_precision, confusion, precision_recall, roc

IMAGES = 10_000


def near(ours, theirs) -> bool:
    """Whether all arrays of ours equal those of theirs."""
    return all(np.allclose(one, other, rtol=0, atol=1e-12) for one, other in zip(ours, theirs, strict=True))


def softmax_scores(classes: int):
    """Labels (N,) and probabilities (N, K) of a classifier that is often right."""
    generator = np.random.default_rng(classes)
    labels = np.arange(IMAGES) % classes
    logits = generator.normal(size=(IMAGES, classes))
    logits[np.arange(IMAGES), labels] += 2.5
    powers = np.exp(logits)
    return labels, powers / powers.sum(axis=1, keepdims=True)


def of_predictions(labels, predictions, classes: int) -> dict[str, Row]:
    """The measures of predicted classes."""

    def library_matrix():
        return metrics.confusion_matrix(labels, predictions, labels=range(classes))

    def library_averages():
        return metrics.precision_recall_fscore_support(labels, predictions, average="macro", zero_division=0)[
            :3
        ]

    given = labels, predictions, classes
    return {
        "confusion": race(
            lambda: confusion.matrix(*given),
            library_matrix,
            equal=near(confusion.matrix(*given), library_matrix()),
            turns=101,
        ),
        "precision, recall, F": race(
            lambda: precision_recall.macro(*given),
            library_averages,
            equal=near(precision_recall.macro(*given), library_averages()),
            turns=101,
        ),
    }


def of_scores(labels, scores, classes: int) -> dict[str, Row]:
    """The measures of scores, each class against the rest."""
    rests = [(labels == k, scores[:, k]) for k in range(classes)]

    def library_area():
        return metrics.roc_auc_score(labels, scores, multi_class="ovr", average="macro")

    def library_curves():
        return [metrics.roc_curve(*rest, drop_intermediate=False) for rest in rests]

    def library_precisions():
        return [metrics.average_precision_score(*rest) for rest in rests]

    given = labels, scores, classes
    curves = [near(*both) for both in zip(roc.curves(*given), library_curves(), strict=True)]
    return {
        "macro AUC": race(
            lambda: roc.macro_area(*given),
            library_area,
            equal=near([roc.macro_area(*given)], [library_area()]),
        ),
        "ROC, every threshold": race(lambda: roc.curves(*given), library_curves, equal=all(curves)),
        "average precision": race(
            lambda: average_precision.class_wise(*given),
            library_precisions,
            equal=near(average_precision.class_wise(*given), library_precisions()),
        ),
    }


def main() -> None:
    """Race and print."""
    rows = {}
    for classes in (10, 200):
        labels, scores = softmax_scores(classes)
        races = of_predictions(labels, scores.argmax(axis=1), classes) | of_scores(labels, scores, classes)
        rows |= {f"{name}, {classes} classes": row for name, row in races.items()}
    show(rows, as_json=arguments.json)


if __name__ == "__main__":
    arguments = options(__doc__).parse_args()
    main()
