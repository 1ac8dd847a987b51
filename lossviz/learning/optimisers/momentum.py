"""Gradient descent that keeps some of its speed."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import MOMENTUM, Optimiser, State, nothing, share


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, momentum: float, dampening: float
) -> tuple[State, np.ndarray]:
    """Along the sum of all gradients so far, older ones fading; the first counts in full, as in PyTorch."""
    speed = momentum * state[0] + (1 - dampening) * gradient if state else gradient
    return (speed,), theta - rate * speed


OPTIMISER = Optimiser(
    key="momentum",
    name="Momentum",
    idea="Keeps part of its last steps: what points the same way adds up, what swings cancels out.",
    begin=nothing,
    step=step,
    rate=0.015,
    parameters=(
        MOMENTUM,
        share(
            "dampening",
            "τ",
            0.0,
            "how much less a new gradient counts than the old ones",
            fold="More of the optimiser",
        ),
    ),
    limit=lambda curvature, momentum, dampening: 2 * (1 + momentum) / (1 - dampening) / curvature,
    place=2,
)
