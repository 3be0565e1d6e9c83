"""One drawing of every kind and shape that a report can hold; run as a program it prints digests."""

import hashlib
import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from literate.figures import confusion, curves, embedding, examples, gap, multiples, race, reliability, roc
from literate.figures.canvas import Drawing

LONG = [
    "African bush elephant in the wet season",
    "cardigan",
    "sulphur-crested cockatoo (Cacatua galerita)",
    "American alligator, Alligator mississipiensis",
    "ok",
    "Egyptian cat",
    "drill & <hammer>",
    "$5 or $6",
    'ice "lolly", lollipop',
    "∂ 漢字",
]
DIGITS = [str(digit) for digit in range(10)]
MANY = [f"species {number}" for number in range(200)]


def run(names: list[str], images: int, noise: float = 1.0, epochs: int = 10, seed: int = 0) -> dict[str, Any]:
    """A result with the keys of the contract: classes in families, softmax scores, histories that fall."""
    random = np.random.default_rng(seed)
    k = len(names)
    labels = np.repeat(np.arange(k), images // k)
    families = random.normal(size=(max(k // 5, 1), 16))
    centres = families[random.integers(0, len(families), k)] + 0.8 * random.normal(size=(k, 16))
    embeddings = centres[labels] + noise * random.normal(size=(len(labels), 16))
    nearness = 2 * embeddings @ centres.T - (centres**2).sum(1)
    loss = 1.8 * np.exp(-np.arange(1, epochs + 1) / 4) + 0.08
    return {
        "classes": np.array(names),
        "embeddings": embeddings.astype(np.float32),
        "test_ids": np.array([f"image {n}" for n in range(len(labels))]),
        "test_labels": labels,
        "test_scores": softmax(nearness),
        "before_scores": softmax(random.normal(size=(len(labels), k)) + 2 * (np.arange(k) < 2)),
        "train_labels": labels,
        "train_scores": softmax(nearness + 4 * np.eye(k)[labels]),
        "history_train_loss": loss,
        "history_validation_loss": loss + 0.05,
        "history_train_accuracy": 1 - loss / 3,
        "history_validation_accuracy": 0.98 - loss / 3,
    }


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows of probabilities, float32."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return (powers / powers.sum(1, keepdims=True)).astype(np.float32)


def pictures(result: dict[str, Any], *shape: int) -> dict[str, Any]:
    """A data set with an image of this shape for every id of a result, in another order."""
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (len(result["test_ids"]), *shape), dtype=np.uint8)
    return {"test_ids": result["test_ids"][::-1], "test_images": images}


def seeded(names: list[str], noise: float, **more: Any) -> list[dict[str, Any]]:
    """The same experiment under three seeds."""
    return [run(names, 200, noise, seed=seed) | more for seed in range(3)]


def optimisers() -> dict[str, Any]:
    """Four runs, the first also scored with batch statistics."""
    names = ["SGD, batch 1", "SGD", "SGD, momentum 0.9", "Adam"]
    runs = {name: run(DIGITS, 400, 1.2 - 0.2 * n, 20) for n, name in enumerate(names)}
    runs["SGD, batch 1"]["batch_statistics_test_scores"] = runs["SGD"]["test_scores"]
    for n, each in enumerate(runs.values()):
        each["history_train_loss"] = each["history_train_loss"] + 0.02 * n
    return runs


GALLERY: dict[str, Callable[[], Drawing]] = {
    "confusion_2": lambda: confusion.draw(run(["cat", "dog"], 200, 3)),
    "confusion_3": lambda: confusion.draw(run(["one", "two", "three"], 90, 1.5), title="Before"),
    "confusion_10": lambda: confusion.draw(run(DIGITS, 2000, 0.8)),
    "confusion_10_before": lambda: confusion.draw(run(DIGITS, 2000), scores="before_scores"),
    "confusion_10_long": lambda: confusion.draw(run(LONG, 800)),
    "confusion_20": lambda: confusion.draw(run(MANY[:20], 1000, 0.6)),
    "confusion_20_full": lambda: confusion.draw(run(MANY[:20], 3000, 3)),
    "confusion_30": lambda: confusion.draw(run(LONG * 3, 900), title="Thirty classes"),
    "confusion_200": lambda: confusion.draw(run(MANY, 10000)),
    "confusion_200_poor": lambda: confusion.draw(run(MANY, 10000, 3)),
    "roc_2": lambda: roc.draw(run(["cat", "dog"], 200, 3)),
    "roc_3": lambda: roc.draw(run(["one", "two", "three"], 60, 1.5), title="After"),
    "roc_10": lambda: roc.draw(run(DIGITS, 4000)),
    "roc_10_long": lambda: roc.draw(run(LONG, 400)),
    "roc_10_chance": lambda: roc.draw(run(DIGITS, 2000), scores="before_scores"),
    "roc_200": lambda: roc.draw(run(MANY, 10000)),
    "curves_1": lambda: curves.draw(run(DIGITS, 20, epochs=1)),
    "curves_10": lambda: curves.draw(run(DIGITS, 20), title="Fine-tuning"),
    "curves_50": lambda: curves.draw(run(DIGITS, 20, epochs=50)),
    "race_4": lambda: race.draw(optimisers()),
    "race_1_epoch": lambda: race.draw({name: run(DIGITS, 20, epochs=1) for name in LONG[:4]}),
    "race_seeds": lambda: race.draw({"SGD": seeded(DIGITS, 1), "Adam": seeded(DIGITS, 0.5)}, title="Seeds"),
    "race_diverged": lambda: race.draw({
        "diverged": {"history_train_loss": [2.3, 8.0, np.nan]}, "SGD": {"history_train_loss": [2.3, 1.1, 0.9]}
    }),
    "multiples_4": lambda: multiples.draw({
        "cross-entropy": {"wide": run(DIGITS, 20), "deep": run(DIGITS, 20, epochs=8)},
        "triplet": {"deep": run(DIGITS, 20)}, LONG[0]: {"wide": run(DIGITS, 20)}, "seeds": {"deep": seeded(DIGITS, 1)},
    }),
    "multiples_1": lambda: multiples.draw({"loss": {"a run": run(DIGITS, 20, epochs=1)}}),
    "gap_4": lambda: gap.draw(optimisers()),
    "gap_1": lambda: gap.draw({LONG[0]: run(DIGITS, 400)}, title="One run"),
    "gap_seeds": lambda: gap.draw({
        "SGD": seeded(DIGITS, 1.5, batch_statistics_test_scores=run(DIGITS, 200)["test_scores"]),
        "Adam": seeded(DIGITS, 1),
    }),
    "embedding_200": lambda: embedding.draw({
        name: run(MANY, 10000, noise) for name, noise in (("triplet", 1.0), ("center", 0.3), ("cross", 0.6))
    }),
    "embedding_10_long": lambda: embedding.draw({LONG[0] * 3: run(LONG, 300)}, width=80.0),
    "embedding_2": lambda: embedding.draw({"one": run(["cat", "dog"], 30)}, width=80.0),
    "examples_8px": lambda: examples.draw(run(DIGITS, 300), pictures(run(DIGITS, 300), 8, 8)),
    "examples_32px": lambda: examples.draw(run(LONG, 300), pictures(run(LONG, 300), 32, 32)),
    "examples_128px": lambda: examples.draw(run(LONG, 300, 2), pictures(run(LONG, 300), 96, 128, 3)),
    "examples_none": lambda: examples.draw(run(DIGITS, 50, 0.01), pictures(run(DIGITS, 50), 8, 8)),
    "reliability_10": lambda: reliability.draw(run(DIGITS, 2000)),
    "reliability_3": lambda: reliability.draw(run(["one", "two", "three"], 30, 2), bins=5, title="Sure?"),
}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps({n: hashlib.sha256(repr(GALLERY[n]()).encode()).hexdigest() for n in sys.argv[1:]}))
