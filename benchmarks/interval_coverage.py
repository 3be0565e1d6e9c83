"""How often the intervals cover, at the sizes of the report's test sets; 95 % is due.

Test sets are drawn from two networks whose confusions are known, so that the true measures are too. Both
predict an image alike with probability `alike`, else independently. `null` compares the first with a
network of the same confusions: there every miss is a difference claimed where there is none. `unpaired` is
on other images. Of 2 000 test sets, 95 ± 1.0 % (two standard errors) are expected. For the area under the
ROC curve, scores are normal and a class's own higher by 1.5.
"""

import json
from collections import Counter
from statistics import NormalDist
from typing import NamedTuple

from interleaved import options

# isort: split
import numpy as np

from measures import intervals, leave_one_out

MEASURES = {
    "accuracy": leave_one_out.accuracy,
    "macro precision": leave_one_out.macro_precision,
    "macro recall": leave_one_out.macro_recall,
    "macro F": leave_one_out.macro_f,
}


class Size(NamedTuple):
    """Classes, images of each, how often the two networks are right, and how often they agree by design."""

    classes: int
    images: int
    right: tuple[float, float]
    alike: float


SIZES = [
    Size(10, 36, (0.95, 0.96), 0.5),
    Size(10, 36, (0.70, 0.10), 0.0),
    Size(10, 800, (0.70, 0.91), 0.3),
    Size(200, 10, (0.66, 0.79), 0.3),
    Size(200, 10, (0.87, 0.89), 0.5),
    Size(200, 50, (0.44, 0.47), 0.5),
    Size(2, 3500, (0.88, 0.68), 0.3),
]


def network(size: Size, right: float, generator: np.random.Generator) -> np.ndarray:
    """The probabilities of its predictions (K, K), classes in the rows; its mistakes go to a few classes."""
    spread = 0.15 * min(1, 4 * right * (1 - right))
    own = np.clip(generator.normal(right, spread, size.classes), 0.02, 0.995)  # (K,)
    mistakes = np.zeros((size.classes, size.classes))
    for k in range(size.classes):
        mistakes[k, np.arange(size.classes) != k] = generator.dirichlet(np.full(size.classes - 1, 0.15))
    return mistakes * (1 - own)[:, None] + np.diag(own)


def truth(chances: np.ndarray) -> dict[str, float]:
    """Its measures on endless images, as many of each class."""
    right, made = chances.diagonal(), chances.sum(axis=0)  # (K,) each; right > 0
    values = right.mean(), (right / made).mean(), right.mean(), (2 * right / (1 + made)).mean()
    return dict(zip(MEASURES, map(float, values), strict=True))


def draw(chances: np.ndarray, labels: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """One prediction of a network for each label (N,)."""
    steps = np.cumsum(chances, axis=1)  # (K, K)
    steps[:, -1] = 1
    steps += np.arange(len(chances))[:, None]
    at = np.searchsorted(steps.ravel(), labels + generator.random(len(labels)), side="right")  # (N,)
    return at - labels * len(chances)


def of_predictions(size: Size, sets: int) -> dict[str, float]:
    """Row → per cent of test sets whose interval covers."""
    generator, elsewhere = (
        np.random.default_rng(size.classes * size.images + test_set) for test_set in (0, 1)
    )
    first, other = (network(size, right, generator) for right in size.right)
    true, true_second, true_other = map(truth, (first, size.alike * first + (1 - size.alike) * other, other))
    labels = np.arange(size.classes).repeat(size.images)
    hits: Counter[str] = Counter()
    for _ in range(sets):
        one = draw(first, labels, generator)
        alike = generator.random(len(labels)) < size.alike
        two, null = (np.where(alike, one, draw(chances, labels, generator)) for chances in (other, first))
        apart = draw(other, labels, elsewhere)
        for name, measure in MEASURES.items():
            alone = intervals.of(measure, labels, one, size.classes)
            paired = intervals.difference(measure, labels, one, two, size.classes)
            nothing = intervals.difference(measure, labels, one, null, size.classes)
            unpaired = intervals.unpaired_difference(measure, (labels, one), (labels, apart), size.classes)
            hits[name] += alone.low <= true[name] <= alone.high
            hits[f"{name}, paired"] += paired.low <= true[name] - true_second[name] <= paired.high
            hits[f"{name}, null"] += nothing.low <= 0 <= nothing.high
            hits[f"{name}, unpaired"] += unpaired.low <= true[name] - true_other[name] <= unpaired.high
    return {name: 100 * count / sets for name, count in sorted(hits.items())}


def of_scores(size: Size, sets: int) -> dict[str, float]:
    """The same for the area under the ROC curve."""
    generator = np.random.default_rng(size.classes * size.images)
    labels = np.arange(size.classes).repeat(size.images)
    own = np.arange(size.classes) == labels[:, None]  # (N, K)
    true = NormalDist().cdf(1.5 / 2**0.5)
    hits: Counter[str] = Counter()
    for _ in range(sets):
        shared, *apart = generator.normal(size=(3, *own.shape))
        first, second = ((shared + noise) / 2**0.5 + 1.5 * own for noise in apart)  # (N, K) each
        alone = intervals.of(leave_one_out.macro_area, labels, first, size.classes)
        nothing = intervals.difference(leave_one_out.macro_area, labels, first, second, size.classes)
        hits["macro AUC"] += alone.low <= true <= alone.high
        hits["macro AUC, null"] += nothing.low <= 0 <= nothing.high
    return {name: 100 * count / sets for name, count in hits.items()}


def report(sets: int, *, as_json: bool) -> None:
    """Simulate every size and print; at 200 × 50 not the area, which would take a quarter of an hour."""
    rows: dict[str, dict[str, float]] = {}
    for size in SIZES:
        found = of_predictions(size, sets)
        if size.classes * size.classes * size.images < 1_000_000:
            found |= of_scores(size, sets)
        rows[f"{size.classes} × {size.images}, right {size.right[0]:.2f} and {size.right[1]:.2f}"] = found
        if not as_json:
            print(
                list(rows)[-1], *(f"    {name:26} {share:5.1f} %" for name, share in found.items()), sep="\n"
            )
    if as_json:
        print(json.dumps(rows))


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=2000, help="test sets a size")
    arguments = parser.parse_args()
    report(arguments.sets, as_json=arguments.json)
