"""Question 1. Does a larger step help?"""

from tasks.data import BLOBS

from literate.call import call, naming, run
from literate.question import Question

with naming():
    from lab import nearest_mean
    from literate import scores


def question(settings):
    """Two learning rates."""
    runs = {
        "slow": run(nearest_mean.train, data=BLOBS, lr=0.1),
        "fast": run(nearest_mean.train, data=BLOBS, lr=0.9),
    }
    quantities = dict.fromkeys(runs, call(scores.classifier))
    return Question(title="Two learning rates", runs=runs, quantities=quantities)
