"""A loss as a small drawn curve: the paths of an SVG picture, without numbers."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.maths.lines import along, grid
from lossviz.vocabulary import Loss

WIDTH, HEIGHT = 120, 64
_INSET = 4


def thumbnail(loss: Loss, values: Mapping[str, Any] | None = None) -> dict[str, str]:
    """The loss and its slope along its first line, at default parameters where these values have no others.

    Returns
    -------
    dict
        ``loss`` and ``slope``, path data for a view box of `WIDTH` by `HEIGHT`. Either fills it: it is scaled to
        what of it lies in the range that the line's own chart shows.
    """
    line, label = loss.space.lines[0], loss.space.labels[0]
    t = grid(line)[::2]
    value, slope = along(loss.at(values or {}), line, label, t)
    across = _INSET + (t - line.low) / (line.high - line.low) * (WIDTH - 2 * _INSET)
    return {"loss": _path(across, value, line.values), "slope": _path(across, slope, line.slopes)}


def _path(across: np.ndarray, heights: np.ndarray, view: tuple[float, float]) -> str:
    within = heights[np.isfinite(heights) & (heights >= view[0]) & (heights <= view[1])]
    low, high = (min(within.min(), 0.0), max(within.max(), 0.0)) if within.size else view
    if high - low < 1e-9:
        low, high = view
    down = HEIGHT - _INSET - (heights - low) / (high - low) * (HEIGHT - 2 * _INSET)
    seen = np.isfinite(down) & (down > -HEIGHT) & (down < 2 * HEIGHT)
    parts, pen = [], "M"
    for x, y, shown in zip(across, down, seen, strict=True):
        if shown:
            parts.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L" if shown else "M"
    return "".join(parts)
