"""Question 2. Which loss and which backbone make 200 classes easiest to tell apart?"""

from literate.call import Call, EverySeed, call, naming, run
from literate.question import Question
from literate.settings import Settings
from tasks import choices, cut
from tasks.backbones import DENSENET121, PRECISION, RESNET18, weights
from tasks.data import two_hundred_classes

with naming():
    from lab import metric_learning
    from lab.losses import center, cross_entropy, triplet
    from lab.svm import kernel
    from literate import scores
    from literate.figures import confusion, embedding, multiples
    from literate.tables import comparison

# Every row has the same budget: the table compares losses, not epochs.
SIZE = {"quick": 32, "paper": 64}  # pixels that the networks see
EPOCHS = {"quick": 5, "paper": 10}
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


def runs_of(settings: Settings) -> dict[str, Call]:
    """The five rows: two backbones, three losses, one budget."""
    learn, resnet, densenet = metric_learning.train, start_resnet(settings), start_densenet(settings)
    svm = call(
        kernel.KernelSVM, C=3.0, break_ties=True
    )  # the greatest score is the label, also when votes are equal
    center = {"center": CENTER, "center_weight": 0.01, "center_lr": 0.01}
    return {
        "densenet_triplet_ce": run(
            learn, **densenet, triplet=TRIPLET, cross_entropy=CROSS_ENTROPY, per_class=4
        ),
        "densenet_ce": run(learn, **densenet, cross_entropy=CROSS_ENTROPY),
        "resnet_triplet_svm": run(learn, **resnet, embedding=256, triplet=TRIPLET, svm=svm, per_class=4),
        "resnet_ce": run(learn, **resnet, cross_entropy=CROSS_ENTROPY),
        "resnet_center": run(learn, **resnet, embedding=256, cross_entropy=CROSS_ENTROPY, **center),
    }


def start(settings: Settings) -> dict[str, object]:
    """What all rows share: images and budget."""
    return {
        "data": two_hundred_classes(settings),
        "size": SIZE[settings.profile],
        "epochs": cut.epochs(settings, EPOCHS[settings.profile]),
        "batch": 32,
        "lr": 1e-3,
        "precision": PRECISION[settings.profile],
    }


def start_densenet(settings: Settings) -> dict[str, object]:
    """DenseNet-121, of which the last dense layer and what follows are trained."""
    return {
        **start(settings),
        "backbone": weights("densenet121", settings, size=SIZE[settings.profile]),
        "model": DENSENET121[settings.profile],
        "train_from": "features.denseblock4.denselayer16",
    }


def start_resnet(settings: Settings) -> dict[str, object]:
    """ResNet-18, of which the last stage is trained."""
    return {
        **start(settings),
        "backbone": weights("resnet18", settings, size=SIZE[settings.profile], epochs=4),
        "model": RESNET18[settings.profile],
        "train_from": "layer4",
    }


def question(settings: Settings) -> Question:
    """The five rows in a table, their losses, and what three of them do to the embedding."""
    runs = runs_of(settings)
    shown = {ROWS[key][1]: runs[key] for key in ("resnet_triplet_svm", "resnet_ce", "resnet_center")}
    losses = list(dict.fromkeys(loss for _, loss in ROWS.values()))
    raced = {loss: {b: EverySeed(runs[k]) for k, (b, own) in ROWS.items() if own == loss} for loss in losses}
    scored = {"Accuracy": "test", "Precision": "precision", "Recall": "recall", "F-score": "f"}
    chosen = {"Validation": "validation", "Test": "test", "Scatter": "scatter"}
    titles = ["Backbone", "Loss"]
    return Question(
        title="Losses and backbones on 200 classes",
        runs=runs,
        figures={
            "losses": call(multiples.draw, panels=raced),
            "confused": call(confusion.draw, run=runs["resnet_ce"]),
            "embeddings": call(embedding.draw, runs=shown),
        },
        tables={
            "rows": call(comparison.tabulate, rows=ROWS, columns=scored, titles=titles),
            "chosen": call(comparison.tabulate, rows=ROWS, columns=chosen, titles=titles),
        },
        quantities=dict.fromkeys(runs, call(scores.classifier)),
        chosen=choices.how(
            settings,
            "size",
            "epochs",
            "model.width",
            "model.growth",
            "backbone.epochs",
            "backbone.size",
            "center_weight",
        ),
    )
