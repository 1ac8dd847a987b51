"""Events on which losses are tried, as several spaces draw them."""

from collections.abc import Callable

import numpy as np

Sampler = Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]


def exact(targets: Callable[[np.random.Generator, int], np.ndarray]) -> Sampler:
    """Draws targets, and each as its own prediction."""

    def drawn(rng, size):
        target = targets(rng, size)
        return target.copy(), target

    return drawn


def astray(rng: np.random.Generator, size: int) -> np.ndarray:
    """Numbers that are 1e80 from 0, on either side of it."""
    return np.copysign(1e80, rng.normal(size=size))
