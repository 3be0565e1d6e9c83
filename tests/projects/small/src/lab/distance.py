"""Squared distances."""

SCALE = 1.0


def squared(points, centres):
    """Distances (N, K) of points (N, D) to centres (K, D)."""
    return SCALE * ((points[:, None] - centres[None]) ** 2).sum(axis=2)
