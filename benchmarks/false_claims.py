"""How often a claim is called supported where it is not true; at most 5 % is due.

Made-up methods are equal by construction: each image has a difficulty, each method its own trouble with it, each
network (one a seed) its own level. The claims go through the parser and the judge of the report:

    a > b        on one seed and on five, supported or refuted
    is best      asked of the one that looks best, of two and of five
    ~ within     two networks that differ by exactly the margin, called on a par
    settle       looks at 3, 5, 8 … seeds until decided, each at what it may spend
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from interleaved import options

# isort: split
import numpy as np

from literate.document import claims, verdicts
from literate.document.names import page_names
from literate.document.quantity import Quantity, terms
from literate.document.weighing import ALPHA, NOISE, SUPPORTED, Weighed
from measures import contrasts, leave_one_out, spending
from measures.contrasts import Term

CLASSES, LOOKS = 10, 6


class World(NamedTuple):
    """Predictions (S, N) of each method, all on images of the labels (N,)."""

    labels: np.ndarray
    predictions: dict[str, np.ndarray]

    def judged(self, text: str, alpha: float = ALPHA) -> str:
        """The verdict on a claim such as `a.test > b.test`."""
        measured = {f"q1.{name}": term(self.labels, each) for name, each in self.predictions.items()}
        quantities = {
            name: {"test": Quantity(float(np.mean(measured[f"q1.{name}"].values)), "fraction", len(self.labels),
                                    (f"q1.{name}",), "test", seeds=tuple(measured[f"q1.{name}"].values))}
            for name in self.predictions
        }  # fmt: skip

        def weigh(difference: Quantity, share: float) -> Weighed:
            found = contrasts.of(
                [measured[number.runs[0]]._replace(weight=weight) for weight, number in terms(difference)],
                level=1 - alpha * share,
            )
            constant = difference.value - found.value
            seeds = len(next(iter(self.predictions.values())))
            return Weighed(found.low + constant, found.high + constant, "", seeds, found.over_images,
                           found.over_seeds, 0.0)  # fmt: skip

        return verdicts.verdict(claims.parse(text), page_names("q1", quantities, {}), weigh).verdict

    def best(self) -> str:
        """The method that looks best."""
        return max(self.predictions, key=lambda name: (self.predictions[name] == self.labels).mean())

    def first(self, seeds: int) -> "World":
        """The same with fewer seeds."""
        return World(self.labels, {name: each[:seeds] for name, each in self.predictions.items()})


def term(labels: np.ndarray, predictions: np.ndarray) -> Term:
    """The accuracy of predictions (S, N)."""
    each = [leave_one_out.accuracy(labels, one, CLASSES) for one in predictions]
    return Term(1.0, [one.value for one in each], contrasts.mean(each), labels, "test", "seeds")


def equal(generator: np.random.Generator, methods: int, seeds: int, images: int, level: float = 0.3) -> World:
    """Methods that are equal on images like these, whose networks differ by `level` in logits."""
    labels = np.arange(images) % CLASSES
    difficulty = generator.normal(1.5, 1.5, images)  # (N,)
    found = {}
    for name in "abcdefgh"[:methods]:
        trouble = generator.normal(0, 1, images)  # (N,)
        own = generator.normal(0, level, (seeds, 1)) if seeds > 1 else 0.0  # one seed: the networks are equal
        found[name] = answers(generator, labels, difficulty + trouble + own + np.zeros((seeds, images)))
    return World(labels, found)


def answers(generator: np.random.Generator, labels: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """Predictions (S, N), right with the probabilities of the logits (S, N)."""
    right = generator.random(logits.shape) < 1 / (1 + np.exp(-logits))
    return np.where(right, labels, (labels + generator.integers(1, CLASSES, logits.shape)) % CLASSES)


def apart(generator: np.random.Generator, images: int, margin: float) -> World:
    """Two networks that are right in 80 % and in 80 % + margin of the images."""
    labels = np.arange(images) % CLASSES
    found = {}
    for name, share in (("a", 0.8), ("b", 0.8 + margin)):
        found[name] = answers(generator, labels, np.full((1, images), np.log(share / (1 - share))))
    return World(labels, found)


def settled(world: World) -> bool:
    """Whether any look decides, as `doit settle` looks."""
    looks = [seeds for seeds in spending.looks() if seeds <= len(world.predictions["a"])]
    return any(
        world.first(seeds).judged("a.test > b.test", spending.spent(seeds, ALPHA)) != NOISE for seeds in looks
    )


def simulate(times: int) -> dict[str, float]:
    """Case → per cent of simulated reports with a false verdict."""
    most = list(spending.looks())[LOOKS - 1]

    def pair(generator: np.random.Generator, seeds: int, images: int) -> bool:
        return equal(generator, 2, seeds, images).judged("a.test > b.test") != NOISE

    def best(generator: np.random.Generator, methods: int, seeds: int) -> bool:
        world = equal(generator, methods, seeds, 360)
        return world.judged(f"{world.best()}.test is best") == SUPPORTED

    cases: dict[str, Callable[[np.random.Generator], bool]] = {
        "a > b, 1 seed, 360 images": lambda g: pair(g, 1, 360),
        "a > b, 1 seed, 2000 images": lambda g: pair(g, 1, 2000),
        "a > b, 5 seeds, 360 images": lambda g: pair(g, 5, 360),
        "a > b, 3 seeds, 2000 images": lambda g: pair(g, 3, 2000),
        "is best of two, 1 seed": lambda g: best(g, 2, 1),
        "is best of five, 1 seed": lambda g: best(g, 5, 1),
        "is best of five, 5 seeds": lambda g: best(g, 5, 5),
        "~ within 2 points, 2 apart": lambda g: (
            apart(g, 2000, 0.02).judged("a.test ~ b.test within 2 points") == SUPPORTED
        ),
        f"settle, looks to {most} seeds": lambda g: settled(equal(g, 2, most, 360)),
    }
    return {
        name: 100 * sum(case(np.random.default_rng((at, n))) for n in range(times)) / times
        for at, (name, case) in enumerate(cases.items())
    }


def main(times: int, *, as_json: bool) -> None:
    """Simulate and print."""
    found = simulate(times)
    if as_json:
        print(json.dumps(found))
        return
    print(f"false verdicts in {times} simulated reports, in per cent; 5 are due at most")
    for name, share in found.items():
        print(f"    {name:30} {share:5.1f}")


if __name__ == "__main__":
    parser = options(__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=2000, help="simulated reports a case")
    arguments = parser.parse_args()
    main(arguments.times, as_json=arguments.json)
