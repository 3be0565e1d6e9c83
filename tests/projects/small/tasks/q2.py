"""Question 2. Do more epochs help?"""

from tasks.data import BLOBS

from literate.call import call, naming, run
from literate.question import Question

with naming():
    from lab import nearest_mean
    from literate import scores
    from literate.figures import confusion


def question(settings):
    """One run, drawn."""
    runs = {"long": run(nearest_mean.train, data=BLOBS, epochs=8)}
    return Question(
        title="More epochs",
        runs=runs,
        figures={"long_confusion": call(confusion.draw, run=runs["long"])},
        quantities={"long": call(scores.classifier)},
    )
