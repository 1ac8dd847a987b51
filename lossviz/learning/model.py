"""A model: what it predicts from its parameters, and how slopes of its predictions become slopes of these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np

from lossviz.learning.data.by_hand import by_hand, placed
from lossviz.learning.data.record import Data
from lossviz.vocabulary import Interval, Moves, Parameter, Space

_MOST_ADDED = 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """A model on a data set: all that training and a landscape need. Of its P parameters any number may vary.

    Parameters
    ----------
    axes : int
        How many trailing axes the predictions have: one of examples, then those of an event.
    predict : callable
        ``predict(theta)`` are the predictions for parameters of shape (..., P), with the same leading axes.
    pull_back : callable
        ``pull_back(theta, slopes)`` turns slopes with respect to the predictions into their sum's slope with
        respect to the parameters, shape (..., P).
    target : ndarray
        What a loss of the space compares the predictions with.
    data : Data
        The examples.
    added : callable or None
        ``added(theta)`` is what stands in the objective besides the mean loss, and its gradient: the data's part of
        an objective whose other part is a penalty.
    """

    axes: int
    predict: Callable[[np.ndarray], np.ndarray]
    pull_back: Callable[[np.ndarray, np.ndarray], np.ndarray]
    target: np.ndarray
    data: Data
    added: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None


def through_tangents(axes: int, tangents: Callable[[np.ndarray], tuple[np.ndarray, ...]]) -> Callable[..., np.ndarray]:
    """The pull-back of a model with few parameters, from the derivatives of its predictions by each of them."""
    events = tuple(range(-axes, 0))

    def pull_back(theta: np.ndarray, slopes: np.ndarray) -> np.ndarray:
        return np.stack([(slopes * tangent).sum(events) for tangent in tangents(theta)], -1)

    return pull_back


def linear(base: np.ndarray, along: tuple[np.ndarray, ...], **settings: Any) -> Task:
    """A task whose predictions are ``base`` plus each parameter times its own array of ``along``."""
    tail = (...,) + (None,) * base.ndim

    def predict(theta: np.ndarray) -> np.ndarray:
        prediction = theta[..., 0][tail] * along[0]
        prediction += base  # in place: of a whole plane of models every further array costs as much as a product
        for place, array in enumerate(along[1:], 1):
            prediction += theta[..., place][tail] * array
        return prediction

    back = through_tangents(base.ndim, lambda theta: along)
    return Task(axes=base.ndim, predict=predict, pull_back=back, **settings)


def affine(data: Data) -> Task:
    """A slope and an intercept for one feature."""
    ones = np.ones_like(data.features)
    return linear(np.zeros_like(ones), (data.features, ones), target=data.labels, data=data)


def _features_and_labels(data: Data) -> tuple[np.ndarray, np.ndarray]:
    return data.features, data.labels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketch:
    """How a model is drawn on its data.

    Parameters
    ----------
    across, up : (title, low, high)
        The axes.
    path : callable
        ``path(task, theta)`` is the line that one model is drawn as, x and y.
    style : {"points", "classes", "density", "bars"}
        What the data are drawn as.
    points : callable
        ``points(data)`` are the places of the examples, x and y.
    steps : (x, y) or None
        By what steps an example can be moved along either axis; None where the data are no points.
    reach : ((low, high), (low, high)) or None
        Where an example can be moved to: everywhere within the axes, where it is None.
    moved : callable
        ``moved(data, across, up)`` are features and labels that put the examples at these places, the inverse of
        ``points``; an example stays where a place is NaN.
    classes : tuple of str
        The names of the classes that labels say, if they do.
    called : callable or None
        ``called(prediction)`` is the class that a model decides for.
    probability : callable or None
        ``probability(prediction)`` is how probable the second of two classes is to a model.
    regions : callable or None
        ``regions(theta)`` are polygons, one a class, in which a model decides for it: arrays of shape (corners, 2).
    truth : callable or None
        ``truth(x)`` is the line that the examples lie about.
    odd : str
        What an example that is off is called.
    """

    across: tuple[str, float, float]
    up: tuple[str, float, float]
    path: Callable[[Task, np.ndarray], tuple[np.ndarray, np.ndarray]]
    style: Literal["points", "classes", "density", "bars"] = "points"
    points: Callable[[Data], tuple[np.ndarray, np.ndarray]] = _features_and_labels
    steps: tuple[float, float] | None = None
    reach: tuple[tuple[float, float], tuple[float, float]] | None = None
    moved: Callable[[Data, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] = placed
    classes: tuple[str, ...] = ()
    called: Callable[[np.ndarray], np.ndarray] | None = None
    probability: Callable[[np.ndarray], np.ndarray] | None = None
    regions: Callable[[np.ndarray], Sequence[np.ndarray]] | None = None
    truth: Callable[[np.ndarray], np.ndarray] | None = None
    odd: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A kind of model, found by looking: a file in `lossviz.learning.models` with a ``MODEL``.

    Parameters
    ----------
    key, name : str
        Its name in the code and for readers.
    data : callable
        ``data(**knobs)`` are the examples.
    tasks : mapping of Space to callable
        For each space that its predictions can be of, ``task(data)`` gives the `Task`.
    parameters : tuple of Parameter
        What is free; a landscape is drawn over the sliders of the first two.
    knobs : tuple of Parameter
        What the data set depends on.
    rate : float
        What a step of gradient descent is multiplied by, unless a reader says otherwise.
    sketch : Sketch
        How it is drawn.
    legend : callable
        ``legend(data)`` says what the picture of the fit shows, in one sentence.
    """

    key: str
    name: str
    data: Callable[..., Data]
    tasks: Mapping[Space, Callable[[Data], Task]]
    parameters: tuple[Parameter, ...]
    knobs: tuple[Parameter, ...]
    rate: float
    sketch: Sketch
    legend: Callable[[Data], str]

    @property
    def moves(self) -> Moves | None:
        """The control by which a reader moves examples by hand, where they are points."""
        return _moves(self)

    def examples(self, values: Mapping[str, Any]) -> Data:
        """The examples at these values of the knobs, after what the reader has done to them by hand."""
        data = self.data(**{knob.name: values[knob.name] for knob in self.knobs})
        return data if self.moves is None else by_hand(data, values[self.moves.name], self.sketch.moved)


@lru_cache(maxsize=64)
def _moves(model: Model) -> Moves | None:
    sketch = model.sketch
    if sketch.steps is None:
        return None
    reach = sketch.reach or (sketch.across[1:], sketch.up[1:])
    across, up = ((*ends, step) for ends, step in zip(reach, sketch.steps, strict=True))
    data = model.data(**{knob.name: knob.default for knob in model.knobs})
    return Moves(
        name="moved",
        label="Points changed by hand",
        default=(),
        meaning="Drag a point of the data, add one or take one away to see what it does.",
        count=data.labels.size,
        across=across,
        up=up,
        most=_MOST_ADDED,
        labels=sketch.classes if data.features.ndim > 1 else (),
    )


def free(name: str, symbol: str, default: float, low: float, high: float, meaning: str) -> Parameter:
    """A parameter of a model, whose slider covers the stretch of a landscape."""
    return Parameter(
        name=name,
        symbol=symbol,
        default=default,
        domain=Interval(low, high),
        slider=(low, high, (high - low) / 40),
        unit="",
        meaning=meaning,
    )


def odd_ones(data: Data) -> str:
    """The legend of data of which some are off."""
    return f"A point's size is its pull; {int(data.odd.sum())} of {data.odd.size} are off (ringed)."
