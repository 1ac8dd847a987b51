"""A Gaussian on a grid of outcomes, beside a distribution with two peaks."""

from collections.abc import Callable
from functools import partial

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.learning.data.two_peaks import GAP, LEFT_SHARE, two_peaks
from lossviz.learning.model import Model, Sketch, Task, free, through_tangents
from lossviz.maths.numerics import log_softmax
from lossviz.spaces.distributions import DISTRIBUTION, POSITIVE_DISTRIBUTION, TEACHER


def _task(as_target: Callable[[np.ndarray], np.ndarray], data: Data) -> Task:
    x = data.features

    def predict(theta: np.ndarray) -> np.ndarray:
        mean, width = (theta[..., place][..., None, None] for place in (0, 1))
        return -(((x - mean) / width) ** 2) / 2

    def tangents(theta: np.ndarray) -> tuple[np.ndarray, ...]:
        mean, width = (theta[..., place][..., None, None] for place in (0, 1))
        return (x - mean) / width**2, (x - mean) ** 2 / width**3

    back = through_tangents(2, tangents)
    return Task(axes=2, predict=predict, pull_back=back, target=as_target(data.labels)[None], data=data)


def _density(task: Task, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x = task.data.features
    return x, np.exp(log_softmax(task.predict(theta)[0])) / (x[1] - x[0])


MODEL = Model(
    key="gaussian",
    name="a Gaussian",
    data=two_peaks,
    tasks={space: partial(_task, space.of_distribution) for space in (DISTRIBUTION, POSITIVE_DISTRIBUTION, TEACHER)},
    parameters=(
        free("mean", "μ", 1.0, -4.0, 4.0, "the middle of the chosen Gaussian"),
        free("width", "σ", 1.0, 0.3, 4.3, "the standard deviation of the chosen Gaussian"),
    ),
    knobs=(GAP, LEFT_SHARE),
    rate=0.5,
    sketch=Sketch(across=("outcome x", -6.0, 6.0), up=("density", 0.0, 0.75), path=_density, style="density"),
    legend=lambda data: "The shaded shape is p, with two peaks; a Gaussian q has to choose one or cover both.",
)
