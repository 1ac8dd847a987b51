"""Himmelblau's function, divided by 10."""

import numpy as np

from lossviz.learning.surface import Surface


def _gradient(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    one, other = x**2 + y - 11, x + y**2 - 7
    return 0.2 * (2 * x * one + other), 0.2 * (one + 2 * y * other)


SURFACE = Surface(
    key="himmelblau",
    name="Himmelblau",
    formula="((x² + y − 11)² + (x + y² − 7)²) / 10",
    shows="Four places are equally low; the start and the optimiser decide which is found.",
    value=lambda x, y: 0.1 * ((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2),
    gradient=_gradient,
    across=(-5.0, 5.0),
    up=(-5.0, 5.0),
    start=(-0.4, -0.8),
    minima=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ),
    place=4,
)
