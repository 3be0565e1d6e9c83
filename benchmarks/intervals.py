"""Every interval of the report against a plain bootstrap of 2 000 resamples; with --coverage, how often they cover.

Equal means that the widths differ by less than 15 %: the bootstrap knows neither the classes' sizes nor the bias.
Of the area it is given one turn of 200 resamples, and its time is multiplied.
"""

from collections.abc import Callable

import interval_coverage as coverage
from interleaved import Row, options, race, show

# isort: split
import numpy as np

from measures import intervals, leave_one_out, precision_recall, roc

Arrays = tuple[np.ndarray, ...]


def bootstrap(measure: Callable[..., float], arrays: Arrays, resamples: int = 2000) -> tuple[float, float]:
    """The percentile interval of a measure of arrays (N, …), with images drawn again."""
    generator, images, values = np.random.default_rng(0), len(arrays[0]), []
    for _ in range(resamples):
        drawn = generator.integers(0, images, images)  # (N,)
        values.append(measure(*(array[drawn] for array in arrays)))
    low, high = np.nanquantile(values, (0.025, 0.975))  # an area is NaN where a class was not drawn
    return float(low), float(high)


def against_bootstrap(
    ours: Callable[[], intervals.Interval],
    measure: Callable[..., float],
    arrays: Arrays,
    resamples: int = 2000,
) -> Row:
    """One race; the widths are compared too."""
    interval, ends = ours(), bootstrap(measure, arrays, resamples)
    equal = abs((interval.high - interval.low) / (ends[1] - ends[0]) - 1) < 0.15
    row = race(
        ours, lambda: bootstrap(measure, arrays, resamples), equal=equal, turns=3 if resamples == 2000 else 1
    )
    more = 2000 / resamples
    return row | {"peer": row["peer"] * more, "ratio": row["ratio"] * more}


def of_predictions(size: coverage.Size) -> dict[str, Row]:
    """A measure's interval and a paired difference's, for each measure of predictions."""
    generator = np.random.default_rng(0)
    labels = np.arange(size.classes).repeat(size.images)
    networks = [coverage.network(size, right, generator) for right in size.right]
    first, second = (coverage.draw(chances, labels, generator) for chances in networks)
    rows = {}
    for name, measure in coverage.MEASURES.items():
        rows |= of_measure(name, measure, (labels, first, second), size.classes)
    return rows


def of_measure(name: str, measure: leave_one_out.Measure, arrays: Arrays, classes: int) -> dict[str, Row]:
    """Both races of one measure, on labels and two networks' predictions (N,)."""
    labels, first, second = arrays

    def plain(true: np.ndarray, predicted: np.ndarray) -> float:
        if name == "accuracy":
            return float(np.mean(true == predicted))
        averages = precision_recall.macro(true, predicted, classes)
        return averages[["macro precision", "macro recall", "macro F"].index(name)]

    return {
        name: against_bootstrap(
            lambda: intervals.of(measure, labels, first, classes), plain, (labels, first)
        ),
        f"{name}, paired": against_bootstrap(
            lambda: intervals.difference(measure, labels, first, second, classes),
            lambda true, one, two: plain(true, one) - plain(true, two),
            arrays,
        ),
    }


def of_scores(size: coverage.Size) -> dict[str, Row]:
    """The interval of the area under the ROC curve."""
    labels, classes = np.arange(size.classes).repeat(size.images), size.classes
    scores = np.random.default_rng(0).normal(size=(len(labels), classes))
    scores[np.arange(len(labels)), labels] += 1.5
    row = against_bootstrap(
        lambda: intervals.of(leave_one_out.macro_area, labels, scores, classes),
        lambda true, given: roc.macro_area(true, given, classes),
        (labels, scores),
        resamples=200,
    )
    return {"macro AUC": row}


def main(*, as_json: bool) -> None:
    """Race and print."""
    rows = {}
    for size in {size[:2]: size for size in coverage.SIZES}.values():
        found = of_predictions(size) | of_scores(size)
        rows |= {f"{name}, {size.classes} × {size.images}": row for name, row in found.items()}
    show(rows, as_json=as_json)


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--coverage", action="store_true", help="simulate test sets instead: minutes")
    parser.add_argument("--sets", type=int, default=2000, help="test sets a size, with --coverage")
    arguments = parser.parse_args()
    if arguments.coverage:
        coverage.report(arguments.sets, as_json=arguments.json)
    else:
        main(as_json=arguments.json)
