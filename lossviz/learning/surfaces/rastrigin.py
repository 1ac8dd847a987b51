"""Rastrigin's function, divided by 40."""

import numpy as np

from lossviz.learning.surface import Surface


def _part(x: np.ndarray) -> np.ndarray:
    return (x**2 + 10 * (1 - np.cos(2 * np.pi * x))) / 40


def _slope(x: np.ndarray) -> np.ndarray:
    return (2 * x + 20 * np.pi * np.sin(2 * np.pi * x)) / 40


SURFACE = Surface(
    key="rastrigin",
    name="Rastrigin",
    formula="(x² + y² + 20 − 10 cos 2πx − 10 cos 2πy) / 40",
    shows="A pit every unit: who goes downhill ends in the nearest one.",
    value=lambda x, y: _part(x) + _part(y),
    gradient=lambda x, y: (_slope(x), _slope(y)),
    across=(-3.2, 3.2),
    up=(-3.2, 3.2),
    start=(-2.35, 1.7),
    minima=((0.0, 0.0),),
    place=7,
)
