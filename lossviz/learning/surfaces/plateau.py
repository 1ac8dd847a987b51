"""A hole in a plateau."""

import numpy as np

from lossviz.learning.surface import Surface


def _depth(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 4 * np.exp(-(x**2 + y**2) / 2)


SURFACE = Surface(
    key="plateau",
    name="Plateau",
    formula="4 − 4 exp(−(x² + y²) / 2)",
    shows="Far from the hole the slope is next to nothing, and so is a step in proportion to it.",
    value=lambda x, y: 4 - _depth(x, y),
    gradient=lambda x, y: (x * _depth(x, y), y * _depth(x, y)),
    across=(-4.0, 4.0),
    up=(-4.0, 4.0),
    start=(-3.0, 2.0),
    minima=((0.0, 0.0),),
    place=8,
)
