"""What optimisers walk on: a surface, or the landscape of a loss on data, seen alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.learning.landscape import Terrain, heights, mean_loss, minimum, pulled_back
from lossviz.learning.surface import Place, Surface
from lossviz.vocabulary import BoundLoss

POINTS = 65  # of either axis of a surface that is drawn


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A height over a plane, with its slopes.

    Parameters
    ----------
    formula, shows : str
        Its height as readers write it, and what it is good for, in one sentence.
    x, y : ndarray
        The places along either axis at which it is drawn.
    heights : ndarray, shape (y, x)
        The heights there.
    value : callable
        ``value(places)`` are the heights at places of shape (..., 2).
    gradient : callable
        ``gradient(places)`` are the slopes there.
    minima : tuple of (x, y)
        Its lowest places that are known.
    lowest : float
        The height there.
    sure : float
        How exactly the lowest height is known.
    examples : int
        Of how many examples a height is the mean; 0 where it is none.
    partial : callable or None
        ``partial(place, chosen)`` is the slope of the mean over the chosen examples alone, at a single place.
    """

    formula: str
    shows: str
    x: np.ndarray
    y: np.ndarray
    heights: np.ndarray
    value: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]
    minima: tuple[Place, ...]
    lowest: float
    sure: float
    examples: int = 0
    partial: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """The corners of what is drawn: left and bottom, right and top."""
        return np.array([self.x[0], self.y[0]]), np.array([self.x[-1], self.y[-1]])


@lru_cache(maxsize=32)
def of_surface(surface: Surface) -> Ground:
    """A surface to walk on."""
    x, y = (np.linspace(*ends, POINTS) for ends in (surface.across, surface.up))
    return Ground(
        formula=f"{surface.name}: {surface.formula}",
        shows=surface.shows,
        x=x,
        y=y,
        heights=surface.value(x[None, :], y[:, None]),
        value=lambda places: surface.value(places[..., 0], places[..., 1]),
        gradient=lambda places: np.stack(surface.gradient(places[..., 0], places[..., 1]), -1),
        minima=surface.minima,
        lowest=float(surface.value(*(np.array(at) for at in surface.minima[0]))),
        sure=1e-8,
    )


@lru_cache(maxsize=32)
def of_loss(bound: BoundLoss, land: Terrain) -> Ground:
    """The mean loss of a model over two of its parameters."""
    task, directions = land.task, land.directions
    height = heights(bound, land)
    lowest = minimum(bound, land, height)
    axis = -task.axes

    def within(places: np.ndarray) -> np.ndarray:
        return land.at(places[..., 0], places[..., 1])

    def gradient(places: np.ndarray) -> np.ndarray:
        theta = within(places)
        return pulled_back(task, theta, bound.gradient(task.predict(theta), task.target)) @ directions.T

    def partial(place: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        theta = within(place)
        slopes = bound.gradient(task.predict(theta), task.target)
        count = slopes.shape[axis]
        share = np.bincount(chosen, minlength=count) * (count / chosen.size)
        weighted = slopes * share.reshape(-1, *(1,) * (task.axes - 1))
        return pulled_back(task, theta, weighted) @ directions.T

    return Ground(
        formula=f"{bound.loss.name}: the mean over {len(land.target)} examples",
        shows="The surface is the mean loss of a model, over two of its parameters.",
        x=land.a,
        y=land.b,
        heights=height,
        value=lambda places: mean_loss(bound, task, within(places)),
        gradient=gradient,
        minima=((lowest.a, lowest.b),),
        lowest=lowest.value,
        sure=1e-5,
        examples=len(land.target),
        partial=partial,
    )
