"""The mean loss of a model over a plane through the space of its parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.learning.model import Model, Task
from lossviz.learning.models import model_of
from lossviz.maths.descent import descent
from lossviz.vocabulary import BoundLoss, Interval, Parameter, Space

Bounds = tuple[tuple[float, float], ...]

POINTS = 25  # of either axis
STEPS = 40  # of descent
_KEPT = 4_000_000  # predictions of a plane: more would take longer to fetch than to make
_BLOCK = 40_000  # predictions whose losses are computed together: few enough that what is between stays at hand
_NEAR = np.stack(np.meshgrid(*(np.linspace(-1.0, 1.0, 5),) * 2)).reshape(2, -1)  # places about a place
_STEEPEST = 1e300  # of a gradient, whose products and sums would overflow beyond
_ZOOMS, _CLOSER = 4, 0.35  # each looks so much closer about the lowest place found


@dataclass(frozen=True, slots=True)
class Minimum:
    """Where a landscape is lowest.

    Parameters
    ----------
    a, b : float
        The place, to about a thousandth of the drawn stretch, or a hundredth along a kinked valley.
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


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """A plane through the parameters of a task, on which landscapes of losses are drawn.

    Parameters
    ----------
    task : Task
        The model on its data.
    origin : ndarray, shape (P,)
        The parameters at (0, 0).
    directions : ndarray, shape (2, P)
        What a step along either axis adds to them.
    a, b : ndarray
        The positions along either axis at which the landscape is evaluated.
    predictions, target : ndarray
        The predictions of all models of the plane, shape (b, a, ...), None where they are too many to keep, and the
        targets.
    """

    task: Task
    origin: np.ndarray
    directions: np.ndarray
    a: np.ndarray
    b: np.ndarray
    predictions: np.ndarray | None
    target: np.ndarray

    @property
    def spans(self) -> tuple[float, float]:
        """The widths of the drawn stretch."""
        return float(self.a[-1] - self.a[0]), float(self.b[-1] - self.b[0])

    def at(self, a: np.ndarray | float, b: np.ndarray | float) -> np.ndarray:
        """The parameters at these places, shape (..., P)."""
        one, other = self.directions
        return self.origin + np.asarray(a)[..., None] * one + np.asarray(b)[..., None] * other


def terrain(space: Space, values: Mapping[str, Any], points: int = POINTS) -> Terrain:
    """The plane over the first two parameters of a space's model, at these values of its knobs and parameters.

    It has so many points along either axis.
    """
    model = _model(space)
    held = tuple(values[parameter.name] for parameter in model.parameters[2:])
    knobs = tuple(values[knob.name] for knob in model.knobs)
    return _terrain(space, knobs, values[model.moves.name] if model.moves else (), held, points)


@lru_cache(maxsize=24)
def _terrain(
    space: Space, knobs: tuple[float, ...], moved: tuple[Any, ...], held: tuple[float, ...], points: int
) -> Terrain:
    model = _model(space)
    values: dict[str, Any] = dict(zip((knob.name for knob in model.knobs), knobs, strict=True))
    if model.moves:
        values[model.moves.name] = moved
    task = model.tasks[space](model.examples(values))
    a, b = (np.linspace(*parameter.slider[:2], points) for parameter in model.parameters[:2])
    origin, directions = np.array([0.0, 0.0, *held]), np.eye(2, 2 + len(held))
    return plane(task, origin, directions, a, b)


def plane(task: Task, origin: np.ndarray, directions: np.ndarray, a: np.ndarray, b: np.ndarray) -> Terrain:
    """The plane through the parameters of a task, evaluated at these positions along its directions."""
    target = _class_first(task.target) if task.axes > 1 else task.target
    bare = Terrain(task, origin, directions, a, b, None, target)
    if a.size * b.size * target.size > _KEPT:
        return bare
    predictions = task.predict(bare.at(a[None, :], b[:, None]))
    return replace(bare, predictions=_class_first(predictions) if task.axes > 1 else predictions)


def _model(space: Space) -> Model:
    model = model_of(space)
    if model is None:
        raise ValueError(f"There is no model whose predictions are of the space {space.key}.")
    return model


def _class_first(array: np.ndarray) -> np.ndarray:
    """The same array, stored class by class: sums over three classes then run along whole rows, twice as fast."""
    return np.moveaxis(np.ascontiguousarray(np.moveaxis(array, -1, 0)), 0, -1) if array.ndim > 1 else array


def heights(bound: BoundLoss, land: Terrain) -> np.ndarray:
    """The mean loss at every place of the plane, shape (b, a)."""
    mean = np.concatenate([_mean(bound.value(block, land.target)) for block in _blocks(land)])
    mean = mean.reshape(land.b.size, land.a.size)
    return mean if land.task.added is None else mean + land.task.added(land.at(land.a[None, :], land.b[:, None]))[0]


def _blocks(land: Terrain) -> Iterator[np.ndarray]:
    """The predictions of all models of the plane, a few at a time; those that are not kept are made anew."""
    if land.predictions is not None:
        rows = max(1, _BLOCK // land.predictions[0].size)
        yield from (land.predictions[start : start + rows] for start in range(0, len(land.predictions), rows))
        return
    theta = land.at(land.a[None, :], land.b[:, None]).reshape(-1, land.origin.size)
    few = max(1, _BLOCK // land.target.size)
    yield from (land.task.predict(theta[start : start + few]) for start in range(0, len(theta), few))


def mean_loss(bound: BoundLoss, task: Task, theta: np.ndarray, predictions: np.ndarray | None = None) -> np.ndarray:
    """The mean loss of the models at parameters of shape (..., P), whose predictions may be known."""
    known = task.predict(theta) if predictions is None else predictions
    mean = _mean(bound.value(known, task.target))
    return mean if task.added is None else mean + task.added(theta)[0]


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean over the last axis. Divided first: losses that grow like exp are held near the largest float."""
    return (values / values.shape[-1]).sum(-1)


def gradient(bound: BoundLoss, task: Task, theta: np.ndarray) -> np.ndarray:
    """The gradient of the mean loss with respect to the parameters, shape (..., P)."""
    return pulled_back(task, theta, bound.gradient(task.predict(theta), task.target))


def pulled_back(task: Task, theta: np.ndarray, gradients: np.ndarray) -> np.ndarray:
    """The same, from the gradients with respect to the predictions there."""
    pulled = task.pull_back(theta, np.clip(gradients, -_STEEPEST, _STEEPEST)) / gradients.shape[-task.axes]
    return pulled if task.added is None else pulled + task.added(theta)[1]


def minimum(bound: BoundLoss, land: Terrain, heights: np.ndarray) -> Minimum:
    """The lowest place, found on the grid and narrowed by zooming, which kinks and plateaus do not mislead.

    ``heights`` are those of `heights`.
    """
    a, b = land.a, land.b
    lowest_places = np.argwhere(heights == heights.min())
    middle = lowest_places.mean(0)  # of a plateau, if it is one
    row, column = lowest_places[((lowest_places - middle) ** 2).sum(-1).argmin()]
    inside = 0 < row < b.size - 1 and 0 < column < a.size - 1
    best_a, best_b, best = a[column], b[row], float(heights[row, column])
    reach = np.array([[a[1] - a[0]], [b[1] - b[0]]])
    for _ in range(_ZOOMS if inside else 0):
        near_a, near_b = reach * _NEAR
        try_a, try_b = np.clip(best_a + near_a, a[0], a[-1]), np.clip(best_b + near_b, b[0], b[-1])
        found = mean_loss(bound, land.task, land.at(try_a, try_b))
        lowest = found.argmin()
        if found[lowest] < best:
            best_a, best_b, best = try_a[lowest], try_b[lowest], float(found[lowest])
        reach = reach * _CLOSER
    inside = a[0] < best_a < a[-1] and b[0] < best_b < b[-1]
    return Minimum(float(best_a), float(best_b), best, bool(inside), len(lowest_places) > 1)


def descent_knobs(rate: float, slider: tuple[float, float, float], fold: str) -> tuple[Parameter, Parameter]:
    """How many steps of descent are taken from the chosen model, and their rate, on such a slider and folded away."""
    steps = Parameter(
        name="steps",
        symbol="n",
        default=0.0,
        domain=Interval(0, STEPS),
        slider=(0.0, float(STEPS), 1.0),
        unit="steps",
        meaning="how many steps of gradient descent are taken from the chosen model",
        plays=True,
    )
    pace = Parameter(
        name="rate",
        symbol="η",
        default=rate,
        domain=Interval(0, 1e3, "right"),
        slider=slider,
        unit="per step",
        meaning="what a step of descent is multiplied by; too much of it overshoots",
        fold=fold,
    )
    return steps, pace


@lru_cache(maxsize=64)
def descended(bound: BoundLoss, task: Task, start: tuple[float, ...], rate: float, within: Bounds) -> np.ndarray:
    """The parameters at the start and after each step of gradient descent, held within bounds, shape (steps + 1, P)."""
    low, high = np.array(within).T
    return descent(
        lambda theta: gradient(bound, task, theta),
        np.array(start),
        rate,
        STEPS,
        lambda theta: np.clip(theta, low, high),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a model makes of the examples of one class.

    Parameters
    ----------
    right, of : int
        How many it decides for the class, of how many that are of it.
    false : int
        How many of other classes it decides for it.
    """

    right: int
    of: int
    false: int


def found(model: Model, task: Task, theta: np.ndarray) -> list[Found]:
    """What the model at these parameters makes of the examples of each class."""
    sketch = model.sketch
    if sketch.called is None:
        return []
    called, labels = sketch.called(task.predict(theta)), task.data.labels
    return [
        Found(
            int(((called == k) & (labels == k)).sum()),
            int((labels == k).sum()),
            int(((called == k) & (labels != k)).sum()),
        )
        for k in range(len(sketch.classes))
    ]


def below(model: Model, task: Task, theta: np.ndarray) -> int | None:
    """How many examples lie below the line that the model is drawn as; None where examples are no points about it."""
    sketch = model.sketch
    if sketch.style != "points" or sketch.classes:
        return None
    x, y = sketch.points(task.data)
    return int((y < np.interp(x, *sketch.path(task, theta))).sum())
