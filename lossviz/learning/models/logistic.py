"""Logistic regression on one feature."""

import numpy as np

from lossviz.learning.data.knobs import SEED, SPREAD, label_noise, share
from lossviz.learning.data.record import Data
from lossviz.learning.data.two_classes import two_classes
from lossviz.learning.model import Model, Sketch, affine, free, odd_ones
from lossviz.maths.numerics import sigmoid
from lossviz.spaces.logit import LOGIT

_LEFT, _RIGHT, _BOTTOM, _TOP = -4.5, 4.5, -0.15, 1.15
_X = np.linspace(_LEFT, _RIGHT, 91)


def _apart(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """The examples, labels a little off 0 and 1, so that points do not hide each other."""
    return data.features, data.labels + 0.05 * np.sin(12.9898 * data.numbers)


def _sides(theta: np.ndarray) -> list[np.ndarray]:
    """Where label 0 and where label 1 is the more probable."""
    weight, intercept = theta
    cut = float(np.clip(-intercept / weight, _LEFT, _RIGHT)) if weight else (_LEFT if intercept > 0 else _RIGHT)
    spans = [(_LEFT, cut), (cut, _RIGHT)] if weight >= 0 else [(cut, _RIGHT), (_LEFT, cut)]
    return [np.array([[a, _BOTTOM], [b, _BOTTOM], [b, _TOP], [a, _TOP]]) for a, b in spans]


MODEL = Model(
    key="logistic",
    name="logistic regression on one feature",
    data=two_classes,
    tasks={LOGIT: affine},
    parameters=(
        free("weight", "w", 0.5, -2.0, 6.0, "weight of the feature: how steep the chosen curve is"),
        free("intercept", "b", 1.5, -4.0, 4.0, "intercept: moves the chosen curve sideways"),
    ),
    knobs=(share("positive", 0.25), SPREAD, label_noise(0.04), SEED),
    rate=1.0,
    sketch=Sketch(
        across=("feature x", _LEFT, _RIGHT),
        up=("probability of y = 1", _BOTTOM, _TOP),
        path=lambda task, theta: (_X, sigmoid(theta[0] * _X + theta[1])),
        style="classes",
        points=_apart,
        steps=(0.05, 1.0),
        odd="wrong label",
        reach=((_LEFT, _RIGHT), (0.0, 1.0)),
        classes=("y = 0", "y = 1"),
        called=lambda prediction: (prediction > 0).astype(float),
        probability=sigmoid,
        regions=_sides,
    ),
    legend=odd_ones,
)
