"""Fewer points for a curve, with no change that an eye can see.

Douglas and Peucker, Algorithms for the reduction of the number of points required to represent a digitized
line (Cartographica, 1973): keep the ends and the point farthest from the line between them while it is
farther than a tolerance, on both sides of it in turn.
"""

import numpy as np
from numpy.typing import NDArray


def kept(points: NDArray[np.float64], tolerance: float) -> NDArray[np.int64]:
    """Indices of the points, (N, 2) in mm, that draw the same line within `tolerance` mm."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])  # (last − first − 1,)
        farthest = int(np.argmax(away))
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return np.flatnonzero(keep)


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Distance of each point from the segment between `start` and `end`."""
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length > 0 else np.zeros(len(points))
    x, y = (points - start - share[:, None] * along).T
    away: NDArray[np.float64] = np.hypot(x, y)
    return away
