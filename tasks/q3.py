"""Question 3. Which of four optimisers learns fastest, and which generalises?"""

from literate.call import EverySeed, call, naming, run
from literate.question import Question
from literate.settings import Settings
from tasks import choices, cut
from tasks.backbones import PRECISION
from tasks.data import race as raced

with naming():
    from lab import optimiser_race
    from lab.models import small_cnn
    from literate import scores
    from literate.figures import gap, race
    from literate.tables import comparison

SIZE = {"quick": 32, "paper": 128}  # pixels that the network sees
EPOCHS = {"quick": 5, "paper": 20}
NETWORK = {  # in quick a quarter of the channels: the same layers in the same order
    "quick": call(small_cnn.small_cnn, widths=[32, 32, 16]),
    "paper": call(small_cnn.small_cnn, widths=[128, 64, 32]),
}
ROWS = {
    "sgd": ["vanilla SGD"],
    "minibatch_sgd": ["mini-batch SGD"],
    "momentum": ["mini-batch SGD + momentum"],
    "adam": ["mini-batch Adam"],
}


def question(settings: Settings) -> Question:
    """One network, one learning rate, four optimisers."""
    profile = settings.profile
    same = {
        "data": raced(settings),
        "model": NETWORK[profile],
        "size": SIZE[profile],
        "epochs": cut.epochs(settings, EPOCHS[profile]),
        "lr": 1e-3,
        "precision": PRECISION[profile],
    }
    learn = optimiser_race.train
    runs = {
        "sgd": run(learn, **same, optimiser="sgd", batch=1),
        "minibatch_sgd": run(learn, **same, optimiser="sgd", batch=32),
        "momentum": run(learn, **same, optimiser="sgd", momentum=0.9, batch=32),
        "adam": run(learn, **same, optimiser="adam", batch=32),
    }
    every = map(EverySeed, runs.values())
    named = {name: run for (name,), run in zip(ROWS.values(), every, strict=True)}
    return Question(
        title="Four optimisers on one small network",
        runs=runs,
        figures={"loss": call(race.draw, runs=named), "gaps": call(gap.draw, runs=named)},
        tables={
            "accuracy": call(
                comparison.tabulate,
                rows=ROWS,
                columns={"Validation": "validation", "Test": "test", "Train": "train", "Gap": "train - test"},
                titles=["Optimiser"],
            )
        },
        quantities=dict.fromkeys(runs, call(scores.classifier)),
        chosen=choices.how(settings, "size", "epochs", "model.widths"),
    )
