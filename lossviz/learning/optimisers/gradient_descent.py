"""Plain gradient descent."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State, nothing


def step(state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any) -> tuple[State, np.ndarray]:
    """Against the gradient, in proportion to it."""
    return (), theta - rate * gradient


OPTIMISER = Optimiser(
    key="gradient_descent",
    name="Gradient descent",
    idea="Goes against the gradient, in proportion to it.",
    begin=nothing,
    step=step,
    rate=0.1,
    limit=lambda curvature: 2 / curvature,
    place=1,
)
