"""The root of the mean squared score."""


class Root:
    """√(mean s²)"""

    def __init__(self, power: float = 0.5):
        self.power = power

    def __call__(self, scores):
        """The penalty of scores (N, K)."""
        return float((scores**2).mean() ** self.power)
