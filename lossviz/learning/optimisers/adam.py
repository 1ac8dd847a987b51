"""Adam."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State, share

PARAMETERS = (
    share("beta1", "β₁", 0.9, "how long gradients are remembered: the momentum"),
    share("beta2", "β₂", 0.999, "how long their squares are remembered, which steps are divided by"),
)


def begin(theta: np.ndarray) -> State:
    """No step taken; the means of gradients and of their squares at zero."""
    return 0, np.zeros_like(theta), np.zeros_like(theta)


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, beta1: float, beta2: float, eps: float = 1e-8
) -> tuple[State, np.ndarray]:
    """The mean gradient over the root of the mean square, both freed of their start at zero."""
    count = state[0] + 1
    mean = beta1 * state[1] + (1 - beta1) * gradient
    squares = beta2 * state[2] + (1 - beta2) * gradient**2
    size = np.sqrt(squares) / np.sqrt(1 - beta2**count) + eps
    return (count, mean, squares), theta - rate / (1 - beta1**count) * mean / size


OPTIMISER = Optimiser(
    key="adam",
    name="Adam",
    idea="Momentum, divided by the usual size of each gradient: a step is about as long as the rate.",
    begin=begin,
    step=step,
    rate=0.1,
    parameters=PARAMETERS,
    place=6,
)
