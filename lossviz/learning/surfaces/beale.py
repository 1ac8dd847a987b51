"""Beale's function, divided by 10."""

import numpy as np

from lossviz.learning.surface import Surface

_AIMS = (1.5, 2.25, 2.625)


def _value(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 0.1 * sum((aim - x + x * y**power) ** 2 for power, aim in enumerate(_AIMS, 1))


def _gradient(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    misses = [(power, aim - x + x * y**power) for power, aim in enumerate(_AIMS, 1)]
    along = 0.2 * sum(miss * (y**power - 1) for power, miss in misses)
    return along, 0.2 * x * sum(miss * power * y ** (power - 1) for power, miss in misses)


SURFACE = Surface(
    key="beale",
    name="Beale",
    formula="((1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²) / 10",
    shows="Steep walls stand about a nearly level plain: what suits the one is wrong for the other.",
    value=_value,
    gradient=_gradient,
    across=(-1.0, 4.0),
    up=(-1.5, 1.5),
    start=(0.6, 1.3),
    minima=((3.0, 0.5),),
    place=5,
)
