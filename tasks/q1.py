"""Question 1. What do frozen features give, and what does fine-tuning the last block add?"""

from literate.call import EverySeed, call, naming, run
from literate.question import Question
from literate.settings import Settings
from tasks import choices, cut
from tasks.backbones import PRECISION, RESNET50, weights
from tasks.data import ten_classes

with naming():
    from lab import finetune, svm_on_features
    from lab.svm import kernel
    from literate import scores
    from literate.figures import confusion, curves, examples, reliability, roc
    from literate.tables import classwise

SIZE = {"quick": 24, "paper": 128}  # pixels that the network sees
EPOCHS = {"quick": 20, "paper": 10}
HALF = 80.0  # mm, of the page's width


def question(settings: Settings) -> Question:
    """Two runs on one backbone: an SVM on its features, and its last block trained."""
    profile, data = settings.profile, ten_classes(settings)
    model, size, epochs = RESNET50[profile], SIZE[profile], cut.epochs(settings, EPOCHS[profile])
    backbone = weights("resnet50", settings, size=size)
    start = {
        "data": data,
        "backbone": backbone,
        "model": model,
        "size": size,
        "precision": PRECISION[profile],
    }
    runs = {
        "svm": run(svm_on_features.train, **start, svm=call(kernel.KernelSVM, C=3.0, probability=True)),
        "finetune": run(
            finetune.train, **start, train_from="layer4.2.conv3", epochs=epochs, batch=32, lr=1e-3
        ),
    }
    svm, tuned = runs["svm"], runs["finetune"]
    return Question(
        title="Multiclass SVM, and ResNet-50 fine-tuned",
        runs=runs,
        figures={
            "svm_confusion": call(confusion.draw, run=svm),
            "svm_roc": call(roc.draw, run=svm),
            "svm_reliability": call(reliability.draw, run=svm),
            "svm_surest": call(examples.draw, run=svm, data=data, number=4, width=HALF),
            "svm_next": call(examples.draw, run=svm, data=data, number=4, after=4, width=HALF),
            "before_confusion": call(confusion.draw, run=tuned, scores="before_test_scores"),
            "after_confusion": call(confusion.draw, run=tuned),
            "finetune_curves": call(curves.draw, run=EverySeed(tuned)),
            "finetune_roc": call(roc.draw, run=tuned),
            "finetune_reliability": call(reliability.draw, run=tuned, key=False),
        },
        tables={
            "classwise": call(
                classwise.tabulate,
                run="finetune",
                rows={"before": ["before_recall_of", "before"], "after": ["recall_of", "test"]},
            )
        },
        quantities=dict.fromkeys(runs, call(scores.classifier)),
        chosen=choices.how(settings, "size", "epochs", "model.width", "backbone.epochs", "backbone.size"),
    )
