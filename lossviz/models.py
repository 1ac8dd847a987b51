"""Small models with two free parameters, over which a loss becomes a landscape.

Most predictions are linear in the two parameters, so that a whole plane of models is one sum of arrays.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossviz import datasets
from lossviz.datasets import Data
from lossviz.spaces.logit import LOGIT
from lossviz.spaces.logits import CLASSES, LOGITS, LOGITS_AND_CLASS
from lossviz.spaces.residual import REAL
from lossviz.spec import Interval, Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A model on a data set: all that a landscape needs.

    Parameters
    ----------
    axes : int
        How many trailing axes the predictions have: one of examples, then those of an event.
    predict : callable
        ``predict(a, b)`` are the predictions of the models at ``a`` and ``b``, which broadcast.
    tangents : callable
        ``tangents(a, b)`` are the derivatives of the predictions with respect to either.
    target : ndarray
        What a loss of the space compares them with.
    data : Data
        The examples.
    besides : callable or None
        ``besides(a, b)`` is what is added to the mean loss, and its derivatives with respect to ``a`` and
        ``b``: the data's part of an objective whose other part is a penalty.
    """

    axes: int
    predict: Callable
    tangents: Callable
    target: np.ndarray
    data: Data
    besides: Callable | None = None


def linear(base: np.ndarray, along_a: np.ndarray, along_b: np.ndarray, **settings) -> Task:
    """A task whose predictions are ``base + a * along_a + b * along_b``."""
    tail = (...,) + (None,) * base.ndim

    def predict(a, b):
        return base + np.asarray(a)[tail] * along_a + np.asarray(b)[tail] * along_b

    return Task(axes=base.ndim, predict=predict, tangents=lambda a, b: (along_a, along_b), **settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model with two free parameters.

    Parameters
    ----------
    key, name : str
        Its name in the code and for readers.
    parameters : pair of Parameter
        The two, with the stretch of the plane that is drawn as their sliders.
    knobs : tuple of Parameter
        What the data set depends on.
    task : callable
        ``task(**knobs)`` is the `Task`.
    legend : callable
        ``legend(data)`` says what the picture of the fit shows, in one sentence.
    """

    key: str
    name: str
    parameters: tuple[Parameter, Parameter]
    knobs: tuple[Parameter, ...]
    task: Callable[..., Task]
    legend: Callable[[Data], str]


def _free(name: str, symbol: str, default: float, low: float, high: float, meaning: str) -> Parameter:
    return Parameter(
        name=name,
        symbol=symbol,
        default=default,
        domain=Interval(low, high),
        slider=(low, high, (high - low) / 40),
        unit="",
        meaning=meaning,
    )


def _line(**knobs) -> Task:
    data = datasets.line(**knobs)
    return _affine(data)


def _affine(data):
    ones = np.ones_like(data.features)
    return linear(np.zeros_like(ones), data.features, ones, target=data.labels, data=data)


def _logistic(**knobs) -> Task:
    data = datasets.two_classes(**knobs)
    return _affine(data)


def _softmax(**knobs):
    """The examples and the logits' arrays: classes 1 and 2 score by their centres, class 0 by the free weights."""
    data = datasets.three_classes(**knobs)
    base = data.features @ datasets.CENTRES.T
    base[:, 0] = 0.0
    own = np.eye(CLASSES)[0]
    along = data.features[:, :, None] * own
    return data, base, along[:, 0], along[:, 1]


def _softmax_one_hot(**knobs) -> Task:
    data, *arrays = _softmax(**knobs)
    return linear(*arrays, target=np.eye(CLASSES)[data.labels.astype(int)], data=data)


def _softmax_class(**knobs) -> Task:
    data, *arrays = _softmax(**knobs)
    return linear(*arrays, target=data.labels, data=data)


def _odd_ones(data: Data) -> str:
    return f"A point's size is its pull, {int(data.odd.sum())} of {data.odd.size} are off (red)."


def _gaussian(as_target):
    """A Gaussian on a grid of outcomes, beside a distribution with two peaks."""

    def task(**knobs):
        data = datasets.two_peaks(**knobs)
        x = data.features

        def predict(mean, width):
            mean, width = (np.asarray(number)[..., None, None] for number in (mean, width))
            return -(((x - mean) / width) ** 2) / 2

        def tangents(mean, width):
            mean, width = (np.asarray(number)[..., None, None] for number in (mean, width))
            return (x - mean) / width**2, (x - mean) ** 2 / width**3

        return Task(axes=2, predict=predict, tangents=tangents, target=as_target(data.labels)[None], data=data)

    return task


_GAUSSIAN = {
    "key": "gaussian",
    "name": "a Gaussian",
    "parameters": (
        _free("mean", "μ", 1.0, -4.0, 4.0, "the middle of the chosen Gaussian"),
        _free("width", "σ", 1.0, 0.3, 4.3, "the standard deviation of the chosen Gaussian"),
    ),
    "knobs": (datasets.GAP, datasets.LEFT_SHARE),
    "legend": lambda data: "The shaded shape is p, with two peaks; a Gaussian q has to choose one or cover both.",
}


def _weights(**knobs) -> Task:
    """The weights themselves; the data's part of the objective is a bowl about the optimum without a penalty."""
    data = datasets.bowl(**knobs)
    optimum, bend = data.labels, data.features

    def besides(a, b):
        off = np.stack(np.broadcast_arrays(a, b), -1) - optimum
        slope = off @ bend
        return (off * slope).sum(-1) / 2, slope[..., 0], slope[..., 1]

    one, two = np.eye(2)[:, None]
    return linear(np.zeros((1, 2)), one, two, target=np.empty((1, 0)), data=data, besides=besides)


_SOFTMAX = {
    "key": "softmax",
    "name": "softmax regression on two features; the weights of classes 1 and 2 stay where they are good",
    "parameters": (
        _free("weight_1", "w₁", 2.0, -4.0, 4.0, "weight of feature 1 for class 0"),
        _free("weight_2", "w₂", -1.0, -4.0, 6.0, "weight of feature 2 for class 0"),
    ),
    "knobs": (datasets.share("of class 0", 0.35), datasets.SPREAD, datasets.label_noise(0.1), datasets.SEED),
    "legend": _odd_ones,
}

MODELS = {
    REAL.key: Model(
        key="line",
        name="a line",
        parameters=(
            _free("slope", "a", -0.5, -2.0, 3.0, "slope of the chosen line"),
            _free("intercept", "b", 1.0, -3.0, 2.0, "intercept of the chosen line"),
        ),
        knobs=(datasets.OUTLIERS, datasets.NOISE, datasets.SEED),
        task=_line,
        legend=_odd_ones,
    ),
    LOGIT.key: Model(
        key="logistic",
        name="logistic regression on one feature",
        parameters=(
            _free("weight", "w", 0.5, -2.0, 6.0, "weight of the feature: how steep the chosen curve is"),
            _free("intercept", "b", 1.5, -4.0, 4.0, "intercept: moves the chosen curve sideways"),
        ),
        knobs=(datasets.share("positive", 0.25), datasets.SPREAD, datasets.label_noise(0.04), datasets.SEED),
        task=_logistic,
        legend=_odd_ones,
    ),
    LOGITS.key: Model(**_SOFTMAX, task=_softmax_one_hot),
    LOGITS_AND_CLASS.key: Model(**_SOFTMAX, task=_softmax_class),
    "distribution": Model(**_GAUSSIAN, task=_gaussian(np.array)),
    "positive_distribution": Model(**_GAUSSIAN, task=_gaussian(np.array)),
    "teacher": Model(**_GAUSSIAN, task=_gaussian(np.log)),
    "log_rate": Model(
        key="counts",
        name="a rate that grows like an exponential",
        parameters=(
            _free("growth", "a", 0.2, -1.0, 2.0, "how fast the chosen rate grows"),
            _free("log_rate", "b", 1.0, -1.5, 2.5, "the logarithm of the chosen rate at x = 0"),
        ),
        knobs=(datasets.MISSED, datasets.SEED),
        task=lambda **knobs: _affine(datasets.counts(outliers=knobs["missed"], seed=knobs["seed"])),
        legend=_odd_ones,
    ),
    "weights": Model(
        key="weights",
        name="two weights, pulled to where the data are fitted best and to where the penalty is least",
        parameters=(
            _free("weight_1", "w₁", -1.0, -3.0, 3.0, "the first weight of the chosen place"),
            _free("weight_2", "w₂", 2.0, -3.0, 3.0, "the second weight of the chosen place"),
        ),
        knobs=(datasets.OPTIMUM_1, datasets.OPTIMUM_2, datasets.CORRELATION),
        task=_weights,
        legend=lambda data: (
            "The bars are the two weights: those that fit the data alone (wide), those at the balance "
            "of data and penalty (at the star), and the chosen ones."
        ),
    ),
}
