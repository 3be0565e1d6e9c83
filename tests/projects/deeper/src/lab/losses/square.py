"""The mean squared score."""


class Square:
    """mean s²"""

    weight: float = 1.0

    def __call__(self, scores):
        """The penalty of scores (N, K)."""
        return self.weight * float((scores**2).mean())
