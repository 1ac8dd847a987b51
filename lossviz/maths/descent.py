"""Plain gradient descent."""

from collections.abc import Callable

import numpy as np


def descent(
    slope: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    rate: float,
    steps: int,
    held: Callable[[np.ndarray], np.ndarray],
) -> np.ndarray:
    """The start and where each step leads, shape (steps + 1, ...).

    Parameters
    ----------
    slope : callable
        ``slope(place)`` is the gradient there.
    start : ndarray
        The first place.
    rate : float
        What the gradient is multiplied by.
    steps : int
        How many there are.
    held : callable
        ``held(place)`` brings a place back to where places may be.
    """
    places = [start]
    for _ in range(steps):
        places.append(held(places[-1] - rate * slope(places[-1])))
    return np.array(places)
