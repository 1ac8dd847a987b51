"""AdaGrad."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State
from lossviz.vocabulary import Interval, Parameter


def begin(theta: np.ndarray) -> State:
    """No step taken, no square seen."""
    return 0, np.zeros_like(theta)


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, lr_decay: float, eps: float = 1e-10
) -> tuple[State, np.ndarray]:
    """Each parameter's gradient, divided by the root of the sum of its squares so far."""
    count, squares = state[0], state[1] + gradient**2
    return (count + 1, squares), theta - rate / (1 + count * lr_decay) * gradient / (np.sqrt(squares) + eps)


OPTIMISER = Optimiser(
    key="adagrad",
    name="AdaGrad",
    idea="Gives each parameter a rate of its own, which shrinks with all the gradients that it has seen.",
    begin=begin,
    step=step,
    rate=0.5,
    parameters=(
        Parameter(
            name="lr_decay",
            symbol="d",
            title="decay of the rate",
            default=0.0,
            domain=Interval(0, 10),
            slider=(0.0, 0.1, 0.005),
            unit="per step",
            meaning="how much smaller the rate gets with every step besides",
            fold="More of the optimiser",
        ),
    ),
    place=4,
)
