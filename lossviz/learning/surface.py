"""A surface to try optimisers on: a height over a plane, known in a formula."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surface:
    """A height over a plane, found by looking: a file in `lossviz.learning.surfaces` with a ``SURFACE``.

    Those that are known from papers are divided by a number, so that they curve by about ten at most where it matters
    and the same rates suit them all. It moves no minimum.

    Parameters
    ----------
    key, name : str
        Its name in links and for readers.
    formula : str
        The height, as readers write it.
    shows : str
        What it is good for, in one sentence.
    value : callable
        ``value(x, y)`` is the height.
    gradient : callable
        ``gradient(x, y)`` are the slopes along x and y.
    across, up : (low, high)
        The stretch that is drawn.
    start : (x, y)
        Where a walk begins that shows its point.
    minima : tuple of (x, y)
        Its lowest places, which are equally low.
    place : int
        Its place among the surfaces, smaller first.
    """

    key: str
    name: str
    formula: str
    shows: str
    value: Callable[[np.ndarray, np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
    across: Place
    up: Place
    start: Place
    minima: tuple[Place, ...]
    place: int = 50
