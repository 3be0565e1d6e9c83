"""Squared distances."""

from lab.geometry import plane

SCALE = 1.0


def squared(points, centres):
    """Distances (N, K) of points (N, D) to centres (K, D)."""
    return SCALE * plane.length(points[:, None] - centres[None])
