"""Question 3. Which penalty?"""

from tasks.data import BLOBS

from literate.call import call, naming, run
from literate.question import Question

with naming():
    from lab import penalised
    from lab.losses import root, square
    from literate import scores
    from literate.figures import confusion
    from literate.tables import comparison

EPOCHS = {"quick": 3, "paper": 4}


def question(settings):
    """Two penalties, in a table; one drawn."""
    losses = {"square": call(square.Square), "root": call(root.Root, power=0.5)}
    runs = {
        name: run(penalised.train, data=BLOBS, loss=loss, epochs=EPOCHS[settings.profile])
        for name, loss in losses.items()
    }
    rows = {"square": ["mean"], "root": ["root"]}
    return Question(
        title="Two penalties",
        runs=runs,
        figures={"square_confusion": call(confusion.draw, run=runs["square"])},
        tables={
            "rows": call(comparison.tabulate, rows=rows, columns={"Accuracy": "test"}, titles=["Penalty"])
        },
        quantities=dict.fromkeys(runs, call(scores.classifier)),
    )
