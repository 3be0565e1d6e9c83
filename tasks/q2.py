"""Question 2. Which loss and which backbone make two hundred classes easiest to tell apart?"""

from literate.call import call, naming, run
from literate.question import Question
from tasks.backbones import DENSENET121, RESNET18, weights
from tasks.data import two_hundred_classes

with naming():
    from lab import metric_learning
    from lab.losses import center, cross_entropy, triplet
    from lab.svm import kernel
    from literate import scores
    from literate.figures import embedding, race
    from literate.tables import comparison

# Every row has the same budget: the table compares losses, not epochs.
BUDGET = {
    "quick": {"size": 32, "epochs": 5, "batch": 32, "lr": 1e-3},
    "paper": {"size": 64, "epochs": 10, "batch": 32, "lr": 1e-3},
}
CROSS_ENTROPY = call(cross_entropy.CrossEntropy)
TRIPLET = call(triplet.BatchHard, margin=1.0)
CENTER = call(center.Center)

ROWS = {
    "densenet_triplet_ce": ["DenseNet-121", "triplet + cross-entropy"],
    "densenet_ce": ["DenseNet-121", "cross-entropy"],
    "resnet_triplet_svm": ["ResNet-18", "triplet, then SVM"],
    "resnet_ce": ["ResNet-18", "cross-entropy"],
    "resnet_center": ["ResNet-18", "center + cross-entropy"],
}


def question(profile: str) -> Question:
    """Five rows: two backbones, three losses."""
    data = two_hundred_classes(profile)
    densenet = {
        "data": data,
        "backbone": weights("densenet121", DENSENET121[profile], profile),
        "model": DENSENET121[profile],
        "train_from": "features.denseblock4.denselayer16",
        **BUDGET[profile],
    }
    resnet = {
        "data": data,
        "backbone": weights("resnet18", RESNET18[profile], profile, epochs=4),
        "model": RESNET18[profile],
        "train_from": "layer4",
        **BUDGET[profile],
    }
    learn = metric_learning.train
    runs = {
        "densenet_triplet_ce": run(
            learn, **densenet, triplet=TRIPLET, cross_entropy=CROSS_ENTROPY, per_class=4
        ),
        "densenet_ce": run(learn, **densenet, cross_entropy=CROSS_ENTROPY),
        "resnet_triplet_svm": run(
            learn,
            **resnet,
            embedding=256,
            triplet=TRIPLET,
            svm=call(kernel.KernelSVM, C=3.0, probability=True),
            per_class=4,
        ),
        "resnet_ce": run(learn, **resnet, cross_entropy=CROSS_ENTROPY),
        "resnet_center": run(
            learn,
            **resnet,
            embedding=256,
            cross_entropy=CROSS_ENTROPY,
            center=CENTER,
            center_weight=0.01,
            center_lr=0.01,
        ),
    }
    shown = {"triplet": "resnet_triplet_svm", "cross-entropy": "resnet_ce", "center": "resnet_center"}
    return Question(
        title="Losses and backbones on two hundred classes",
        runs=runs,
        figures={
            "losses": call(
                race.draw, runs={", ".join(text): runs[key] for key, text in ROWS.items()}, width=166.0
            ),
            "embeddings": call(embedding.draw, runs={text: runs[key] for text, key in shown.items()}),
        },
        tables={
            "rows": call(
                comparison.tabulate,
                rows=ROWS,
                columns={"Accuracy": "test", "Precision": "precision", "Recall": "recall", "F-score": "f"},
                titles=["Backbone", "Loss"],
            ),
            "chosen": call(
                comparison.tabulate,
                rows=ROWS,
                columns={"Validation": "validation", "Test": "test", "Scatter": "scatter"},
                titles=["Backbone", "Loss"],
            ),
        },
        quantities=dict.fromkeys(runs, call(scores.classifier)),
    )
