"""Losses that shape an embedding: cross-entropy, triplets, centers, alone or together.

Every row of the comparison sees each training image once an epoch, for as many epochs, and keeps the epoch
that is best on validation. Without cross-entropy there is no head to train: a support vector machine on the
embedding answers at the end, and by epoch the nearest class mean does.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from torch import nn

from lab import backbone as pretrained
from lab import device, evaluation, features, results, training
from lab.attempt import Attempt
from lab.models import cut
from lab.models.nearest_mean import NearestMean
from lab.models.tail import Tail
from lab.objective import Objective
from lab.seeding import seed_torch
from lab.tail_training import Learner, TailTraining

Build = Callable[..., Any]


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    backbone: Mapping[str, Any],
    model: Build,
    train_from: str,
    embedding: int | None = None,
    cross_entropy: Build | None = None,
    triplet: Build | None = None,
    center: Build | None = None,
    center_weight: float = 1.0,
    center_lr: float = 0.01,
    svm: Build | None = None,
    size: int = 64,
    epochs: int = 10,
    batch: int = 32,
    per_class: int = 1,
    precision: str = "single",
    lr: float = 1e-3,
    seed: int = 0,
) -> dict[str, Any]:
    """Train the layers from `train_from` on, the embedding and the head with Adam.

    `embedding` is the width of a new linear layer before the head, None for the network's own features;
    `per_class` images of a class at least stand together in a batch, which may hold fewer than `batch` then, since
    triplets need two;
    `precision` is that of the layers that do not train, "single" or "half". Either `cross_entropy` is given or
    `svm`, else ValueError.

    Besides what every experiment gives: `embeddings` (N, D) of the test images; `centers` (K, D) that learnt.
    """
    if (cross_entropy is None) == (svm is None):
        raise ValueError("give either cross_entropy, whose head answers, or svm, which answers instead")
    seed_torch(seed)
    where, classes = device.choose(), len(data["classes"])
    network = pretrained.load(model, backbone, classes=classes, device=where)
    tail = Tail(network, train_from, embedding)
    losses = {"cross_entropy": cross_entropy, "triplet": triplet, "center": center, "weight": center_weight}
    objective = Objective(classes=classes, width=tail.width, **losses)
    head = nn.Linear(tail.width, classes) if cross_entropy else NearestMean(classes, tail.width)
    learner = Learner(tail, head, objective).to(where)
    read = {"size": size, "device": where, "precision": precision}
    kept = features.keep(network, train_from, data, backbone, **read)
    work = TailTraining(learner, kept, batch, per_class, seed)
    work.refresh()
    history = training.fit(attempt, work.task(lr=lr, center_lr=center_lr), epochs=epochs, seed=seed)
    own = {"centers": objective.center.centers.detach().cpu().numpy()} if objective.center else {}
    return {
        **(by_machine(svm(random_state=seed), work, data) if svm else by_head(work, data)),
        **own,
        **history,
        **results.sizes(cut.headless(network), tail, head, objective),
        "images": len(data["train_labels"]),
        "classes": np.array(data["classes"]),
        "device": device.name(where, precision),
        "selection": "on validation accuracy: the epoch",
        "test_scored": "once, after the epoch was chosen",
    }


def by_head(work: TailTraining, data: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Let the head score the images of validation and test."""
    return {
        **results.answers(data, "validation", evaluation.probabilities(work.logits("validation"))),
        **results.answers(data, "test", evaluation.probabilities(work.logits("test"))),
        "embeddings": work.embeddings("test").cpu().numpy(),
    }


def by_machine(machine: Any, work: TailTraining, data: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """Let a support vector machine, fitted to the training embeddings, score the images."""
    vectors = {part: work.embeddings(part).cpu().numpy() for part in features.PARTS}
    machine.fit(vectors["train"], np.array(data["train_labels"]))
    score = machine.predict_proba if machine.probability else machine.decision_function
    return {
        **results.answers(data, "validation", score(vectors["validation"])),
        **results.answers(data, "test", score(vectors["test"])),
        "embeddings": vectors["test"],
    }
