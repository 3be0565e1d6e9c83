"""The nearest mean with a penalty: a run that takes a part."""

from lab import nearest_mean


def train(attempt, *, data, loss, epochs: int, seed: int = 0) -> dict:
    """Train, and say what `loss` makes of the scores."""
    made = nearest_mean.train(attempt, data=data, epochs=epochs, seed=seed)
    return {**made, "penalty": loss()(made["test_scores"])}
