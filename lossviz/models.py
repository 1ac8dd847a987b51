"""Small models with two free parameters, over which a loss becomes a landscape.

Each model's prediction is linear in its two parameters, so that a whole plane of models is one sum of
arrays: ``base + a * along_a + b * along_b``.
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


@dataclass(frozen=True, slots=True)
class Task:
    """A model on a data set: all that a landscape needs.

    Parameters
    ----------
    base, along_a, along_b : ndarray, shape (n,) or (n, K)
        The prediction is ``base + a * along_a + b * along_b``.
    target : ndarray
        What a loss of the space compares it with.
    data : Data
        The examples.
    """

    base: np.ndarray
    along_a: np.ndarray
    along_b: np.ndarray
    target: np.ndarray
    data: Data


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
    """

    key: str
    name: str
    parameters: tuple[Parameter, Parameter]
    knobs: tuple[Parameter, ...]
    task: Callable[..., Task]


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
    return Task(np.zeros_like(data.features), data.features, np.ones_like(data.features), data.labels, data)


def _logistic(**knobs) -> Task:
    data = datasets.two_classes(**knobs)
    return Task(np.zeros_like(data.features), data.features, np.ones_like(data.features), data.labels, data)


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
    return Task(*arrays, np.eye(CLASSES)[data.labels.astype(int)], data)


def _softmax_class(**knobs) -> Task:
    data, *arrays = _softmax(**knobs)
    return Task(*arrays, data.labels, data)


_SOFTMAX = {
    "key": "softmax",
    "name": "softmax regression on two features; the weights of classes 1 and 2 stay where they are good",
    "parameters": (
        _free("weight_1", "w₁", 2.0, -4.0, 4.0, "weight of feature 1 for class 0"),
        _free("weight_2", "w₂", -1.0, -4.0, 6.0, "weight of feature 2 for class 0"),
    ),
    "knobs": (datasets.share("of class 0", 0.35), datasets.SPREAD, datasets.label_noise(0.1), datasets.SEED),
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
    ),
    LOGITS.key: Model(**_SOFTMAX, task=_softmax_one_hot),
    LOGITS_AND_CLASS.key: Model(**_SOFTMAX, task=_softmax_class),
}
