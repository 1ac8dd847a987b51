"""RMSprop."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State, share


def begin(theta: np.ndarray) -> State:
    """No square seen, no speed."""
    return np.zeros_like(theta), np.zeros_like(theta)


def step(
    state: State,
    theta: np.ndarray,
    gradient: np.ndarray,
    rate: Any,
    *,
    alpha: float,
    momentum: float,
    eps: float = 1e-8,
) -> tuple[State, np.ndarray]:
    """Each parameter's gradient, divided by the root of the fading mean of its squares."""
    squares = alpha * state[0] + (1 - alpha) * gradient**2
    speed = momentum * state[1] + gradient / (np.sqrt(squares) + eps)
    return (squares, speed), theta - rate * speed


OPTIMISER = Optimiser(
    key="rmsprop",
    name="RMSprop",
    idea="Divides each gradient by its usual size of late, so that steep and gentle directions go equally fast.",
    begin=begin,
    step=step,
    rate=0.05,
    parameters=(
        share("alpha", "α", 0.99, "how long the usual size of a gradient is remembered"),
        share("momentum", "β", 0.0, "how much of the last steps goes on", fold="More of the optimiser"),
    ),
    place=5,
)
