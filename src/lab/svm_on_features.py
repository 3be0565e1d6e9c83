"""A support vector machine on what a frozen network says of an image.

The network is in evaluation mode: it normalises an image by the statistics of pretraining, not of its batch.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from torch import nn

from lab import backbone as pretrained
from lab import device, features, results
from lab.attempt import Attempt
from lab.models import cut
from lab.seeding import seed_torch


def train(
    attempt: Attempt,
    *,
    data: Mapping[str, Any],
    backbone: Mapping[str, Any],
    model: Callable[..., nn.Module],
    svm: Callable[..., Any],
    size: int = 128,
    precision: str = "single",
    seed: int = 0,
) -> dict[str, Any]:
    """Fit the machine to the training images' features; its scores are calibrated probabilities.

    `precision` is the network's, "single" or "half"; `seed` draws the folds of calibration.

    Besides what every experiment gives: `embeddings` (N, D) of the test images, and for comparison
    `nearest_predicted` (N,), the class of each test image's nearest training image (cosine). No history.
    """
    seed_torch(seed)
    where = device.choose()
    network = pretrained.load(model, backbone, classes=len(data["classes"]), device=where)
    network.requires_grad_(False)
    read = {"size": size, "device": where, "precision": precision}
    kept = features.keep(network, network.head, data, backbone, **read)
    vectors = {part: tensor.float().cpu().numpy() for part, tensor in kept.entering.items()}  # (N, D)
    machine = svm(random_state=seed)
    machine.fit(vectors["train"], np.array(data["train_labels"]))
    chosen = machine.predict_proba(vectors["validation"])
    attempt.epoch(epoch=1, of=1, accuracy=float(np.mean(chosen.argmax(1) == data["validation_labels"])))
    return {
        **results.answers(data, "validation", chosen),
        **results.answers(data, "test", machine.predict_proba(vectors["test"])),
        "test_predicted": machine.predict(vectors["test"]),
        "nearest_predicted": nearest(vectors["train"], np.array(data["train_labels"]), vectors["test"]),
        "embeddings": vectors["test"],
        **results.sizes(cut.headless(network)),
        "images": len(data["train_labels"]),
        "support_vectors": len(machine.support_),
        "classes": np.array(data["classes"]),
        "device": device.name(where, precision),
        "selection": "fixed in advance",
        "test_scored": "once, after the fit",
    }


def nearest(train: np.ndarray, labels: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Give the label of the nearest row of `train` (N, D) by cosine, for each row of `test` (M, D)."""
    train = train / np.linalg.norm(train, axis=1, keepdims=True)  # (N, D)
    return labels[np.argmax(test @ train.T, axis=1)]  # (M,)
