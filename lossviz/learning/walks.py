"""Where an optimiser goes from a start: every step, its height, and whether it ends well."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from math import cos, pi, sqrt
from typing import Any

import numpy as np

from lossviz.learning.ground import Ground
from lossviz.learning.optimiser import Optimiser
from lossviz.learning.surface import Place

_FARTHEST = 1e9  # from the origin: what goes on from there is of no interest
_HIGHER = 1e3  # times as high as its start, above the lowest place: it runs away
_DECAY = 0.5  # of the rate, in a schedule by steps
_EVERY = 30

SCHEDULES = {
    "constant": "constant",
    "steps": f"halved every {_EVERY} steps",
    "cosine": "falling like a cosine to 0",
    "root": "divided by √t",
}


def factor(schedule: str, step: int, steps: int) -> float:
    """What the rate is multiplied by at a step, counted from 1, of so many."""
    if schedule == "steps":
        return _DECAY ** ((step - 1) // _EVERY)
    if schedule == "cosine":
        return (1 + cos(pi * (step - 1) / steps)) / 2
    return 1 / sqrt(step) if schedule == "root" else 1.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How an optimiser is let loose.

    Parameters
    ----------
    optimiser : Optimiser
        The rule.
    parameters : tuple
        The values of its parameters, in their order.
    rate : float
        The learning rate.
    schedule : str
        A key of `SCHEDULES`.
    clip : float
        The most that a gradient may measure; a longer one is shortened to it.
    seed : int
        Which batches it gets, if it takes batches.
    """

    optimiser: Optimiser
    parameters: tuple[Any, ...]
    rate: float
    schedule: str = "constant"
    clip: float = float("inf")
    seed: int = 0

    def rate_at(self, step: int, steps: int) -> float:
        """The rate of a step, counted from 1, of so many."""
        return self.rate * factor(self.schedule, step, steps)

    @property
    def settings(self) -> dict[str, Any]:
        """The values of its parameters by name."""
        names = (each.name for each in self.optimiser.parameters)
        return dict(zip(names, self.parameters, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A walk of an optimiser.

    Parameters
    ----------
    places : ndarray, shape (steps + 1, 2)
        The start and where each step leads; NaN from where it is too far off to be told.
    heights : ndarray, shape (steps + 1,)
        The heights there.
    diverges : int
        The first step from which on all are a thousand times as high as the start, or beyond telling; 0 where there is
        none.
    """

    places: np.ndarray
    heights: np.ndarray
    diverges: int


@lru_cache(maxsize=256)
def walked(ground: Ground, manner: Manner, start: Place, steps: int) -> Walk:
    """The walk from a start over so many steps."""
    places = np.full((steps + 1, 2), np.nan)
    with np.errstate(all="ignore"):  # a walk that runs away ends in infinities, and is told of
        for at, theta in enumerate(_places(ground, manner, np.array(start), steps)):
            if not np.abs(theta).max() <= _FARTHEST:
                break
            places[at] = theta
        heights = ground.value(places)
        above = heights - ground.lowest
        lost = ~(above <= _HIGHER * max(above[0], ground.sure))
    places[~np.isfinite(heights)] = np.nan
    return Walk(
        places,
        np.where(np.isfinite(heights), heights, np.nan),
        lost.size - int(np.argmin(lost[::-1])) if lost[-1] else 0,
    )


def _places(ground: Ground, manner: Manner, theta: np.ndarray, steps: int) -> Iterator[np.ndarray]:
    """The start and where each step leads."""
    optimiser, settings = manner.optimiser, manner.settings
    batches = _batches(ground, settings[optimiser.batch], manner.seed) if optimiser.batch else None
    slopes = ground.gradient
    if batches and ground.partial:
        slopes = partial(_of_batch, ground.partial, batches)
    state = optimiser.begin(theta)
    yield theta
    for step in range(1, steps + 1):
        gradient = slopes(theta)
        size = float(np.sqrt(gradient @ gradient))
        if size > manner.clip:
            gradient = gradient * (manner.clip / size)
        state, theta = optimiser.step(state, theta, gradient, manner.rate_at(step, steps), **settings)
        yield theta


def _of_batch(slopes: Callable[..., np.ndarray], batches: Iterator[np.ndarray], theta: np.ndarray) -> np.ndarray:
    return slopes(theta, next(batches))


def _batches(ground: Ground, size: float, seed: int) -> Iterator[np.ndarray] | None:
    """Batches without end: in each epoch every example comes once, in an order of its own."""
    if not ground.examples:
        return None
    return _drawn(ground.examples, min(round(size), ground.examples), seed)


def _drawn(count: int, size: int, seed: int) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(seed)
    while True:
        order = rng.permutation(count)
        for start in range(0, count - size + 1, size):
            yield order[start : start + size]
