"""Logistic regression on one feature."""

import numpy as np

from lossviz.learning.data.knobs import SEED, SPREAD, label_noise, share
from lossviz.learning.data.record import Data
from lossviz.learning.data.two_classes import two_classes
from lossviz.learning.model import Model, Sketch, affine, free, odd_ones
from lossviz.maths.numerics import sigmoid
from lossviz.spaces.logit import LOGIT

_X = np.linspace(-4.5, 4.5, 91)


def _apart(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """The examples, labels a little off 0 and 1, so that points do not hide each other."""
    return data.features, data.labels + 0.05 * np.sin(12.9898 * np.arange(data.labels.size))


MODEL = Model(
    key="logistic",
    name="logistic regression on one feature",
    tasks={LOGIT: lambda **knobs: affine(two_classes(**knobs))},
    parameters=(
        free("weight", "w", 0.5, -2.0, 6.0, "weight of the feature: how steep the chosen curve is"),
        free("intercept", "b", 1.5, -4.0, 4.0, "intercept: moves the chosen curve sideways"),
    ),
    knobs=(share("positive", 0.25), SPREAD, label_noise(0.04), SEED),
    sketch=Sketch(
        across=("feature x", -4.5, 4.5),
        up=("probability of y = 1", -0.15, 1.15),
        path=lambda task, theta: (_X, sigmoid(theta[0] * _X + theta[1])),
        points=_apart,
    ),
    legend=odd_ones,
)
