"""Stochastic gradient descent."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State, nothing
from lossviz.learning.optimisers import gradient_descent
from lossviz.vocabulary import Interval, Opening, Parameter


def step(state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, batch: float) -> tuple[State, np.ndarray]:
    """A step of gradient descent: all that is different is whose gradient it is given."""
    return gradient_descent.step(state, theta, gradient, rate)


OPTIMISER = Optimiser(
    key="sgd",
    name="SGD",
    idea="Gradient descent on a few examples at a time: each step is cheap, and points only about the right way.",
    begin=nothing,
    step=step,
    rate=0.05,
    parameters=(
        Parameter(
            name="batch",
            symbol="B",
            title="batch size",
            default=4.0,
            domain=Interval(1, 1000),
            slider=(1.0, 30.0, 1.0),
            unit="examples per step",
            meaning="of how many examples a step takes the gradient; more of them scatter less",
        ),
    ),
    batch="batch",
    opening=Opening(values={"surface": "loss"}),
    place=8,
)
