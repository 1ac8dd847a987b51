"""Momentum that looks ahead."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import MOMENTUM, Optimiser, State, nothing


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, momentum: float
) -> tuple[State, np.ndarray]:
    """The speed is that of momentum; the step adds the gradient to what will be left of it."""
    speed = momentum * state[0] + gradient if state else gradient
    return (speed,), theta - rate * (gradient + momentum * speed)


OPTIMISER = Optimiser(
    key="nesterov",
    name="Nesterov",
    idea="Momentum that corrects its speed by the gradient one step ahead, so it swings less.",
    begin=nothing,
    step=step,
    rate=0.015,
    parameters=(MOMENTUM,),
    limit=lambda curvature, momentum: 2 * (1 + momentum) / (1 + 2 * momentum) / curvature,
    place=3,
)
