"""The mean loss of a small model over the plane of its two parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.models import MODELS, Model, Task
from lossviz.spec import Loss

POINTS = 25  # of either axis
_ZOOM_POINTS = 5
_STEEPEST = 1e300  # of a gradient, whose products and sums would overflow beyond
_ZOOMS = 6  # each halves the neighbourhood that the minimiser is in


@dataclass(frozen=True, slots=True)
class Minimum:
    """Where a landscape is lowest.

    Parameters
    ----------
    a, b : float
        The place, to about a thousandth of the drawn stretch.
    value : float
        The mean loss there.
    inside : bool
        Whether the place is inside the drawn stretch; on its edge, lower places lie beyond.
    tied : bool
        Whether other places of the grid are exactly as low, as on a plateau.
    """

    a: float
    b: float
    value: float
    inside: bool
    tied: bool


def model_of(loss: Loss) -> Model:
    """The model whose parameters the loss's landscape spans."""
    return MODELS[loss.space.key]


@lru_cache(maxsize=256)
def task(space_key: str, knobs: tuple[tuple[str, float], ...]) -> Task:
    """The model of a space on its data set, at these knobs."""
    return MODELS[space_key].task(**dict(knobs))


def axes(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """The positions along either axis at which the landscape is evaluated."""
    return tuple(np.linspace(*parameter.slider[:2], POINTS) for parameter in model.parameters)


@lru_cache(maxsize=24)
def _plane(space_key, knobs):
    """The predictions of all models of the plane, and the targets."""
    a, b = axes(MODELS[space_key])
    own = task(space_key, knobs)
    plane = own.predict(a[None, :], b[:, None])
    return (_class_first(plane), _class_first(own.target)) if own.axes > 1 else (plane, own.target)


def _class_first(array):
    """The same array, stored class by class: sums over three classes then run along whole rows, twice as fast."""
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(array, -1, 0)), 0, -1) if array.ndim > 1 else array


def heights(
    loss: Loss, parameters: Mapping[str, Any], knobs: tuple[tuple[str, float], ...], stride: int = 1
) -> np.ndarray:
    """The mean loss at every place of the plane, or of every ``stride``-th along either axis, shape (b, a)."""
    plane, target = _plane(loss.space.key, knobs)
    mean = _mean(loss.value(plane[::stride, ::stride], target, **parameters))
    own = task(loss.space.key, knobs)
    if own.besides is None:
        return mean
    a, b = (axis[::stride] for axis in axes(model_of(loss)))
    return mean + own.besides(a[None, :], b[:, None])[0]


def mean_loss(loss: Loss, parameters: Mapping[str, Any], task: Task, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The mean loss of the models at ``a`` and ``b``."""
    mean = _mean(loss.value(task.predict(a, b), task.target, **parameters))
    return mean if task.besides is None else mean + task.besides(a, b)[0]


def _mean(values):
    """The mean over the last axis. Divided first: losses that grow like exp are held near the largest float."""
    return (values / values.shape[-1]).sum(-1)


def slope(
    loss: Loss, parameters: Mapping[str, Any], task: Task, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The gradient of the mean loss with respect to either parameter."""
    pull = np.clip(loss.gradient(task.predict(a, b), task.target, **parameters), -_STEEPEST, _STEEPEST)
    events = tuple(range(-task.axes, 0))
    count = pull.shape[-task.axes]
    slopes = [(pull * tangent).sum(events) / count for tangent in task.tangents(a, b)]
    if task.besides is not None:
        slopes = [slope + more for slope, more in zip(slopes, task.besides(a, b)[1:], strict=True)]
    return tuple(slopes)


def minimum(loss: Loss, parameters: Mapping[str, Any], task: Task, heights: np.ndarray) -> Minimum:
    """The lowest place, found on the grid and narrowed by zooming, which kinks and plateaus do not mislead.

    ``heights`` are those of `heights`, at any stride.
    """
    a, b = (axis[:: (POINTS - 1) // (heights.shape[0] - 1)] for axis in axes(model_of(loss)))
    lowest_places = np.argwhere(heights == heights.min())
    middle = lowest_places.mean(0)  # of a plateau, if it is one
    row, column = lowest_places[((lowest_places - middle) ** 2).sum(-1).argmin()]
    inside = 0 < row < b.size - 1 and 0 < column < a.size - 1
    best_a, best_b, best = a[column], b[row], float(heights[row, column])
    reach_a, reach_b = a[1] - a[0], b[1] - b[0]
    for _ in range(_ZOOMS if inside else 0):
        near = np.linspace(-1.0, 1.0, _ZOOM_POINTS)
        try_a, try_b = (grid.ravel() for grid in np.meshgrid(best_a + reach_a * near, best_b + reach_b * near))
        found = mean_loss(loss, parameters, task, try_a, try_b)
        lowest = found.argmin()
        if found[lowest] < best:
            best_a, best_b, best = try_a[lowest], try_b[lowest], float(found[lowest])
        reach_a, reach_b = reach_a / 2, reach_b / 2
    return Minimum(float(best_a), float(best_b), best, bool(inside), len(lowest_places) > 1)
