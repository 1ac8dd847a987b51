"""L-BFGS, without a line search: what to expect of a method that knows how the loss curves."""

import numpy as np

from lossviz.learning.optimiser import Optimiser, State, nothing
from lossviz.maths.quasi_newton import bent
from lossviz.vocabulary import Interval, Parameter

# As in PyTorch: where the gradient, or the slope along the step, is smaller, it stands; a bend this small teaches it
# nothing.
_LEVEL, _ALONG, _STRAIGHT = 1e-7, 1e-9, 1e-10


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: float, *, history_size: float
) -> tuple[State, np.ndarray]:
    """Along the gradient as bent by the last steps; ``theta`` has one axis. The first step is no longer than the rate.

    It remembers the last gradient, the last step, and pairs: steps, and by what the gradient changed in them.
    """
    if np.abs(gradient).max() <= _LEVEL:
        return state, theta
    if state:
        before, moved, pairs = state
        change = gradient - before
        if change @ moved > _STRAIGHT:
            pairs = (*pairs, (moved, change))[-round(history_size) :]
        ahead, length = -bent(gradient, pairs), rate
    else:
        pairs, ahead, length = (), -gradient, min(1.0, 1.0 / np.abs(gradient).sum()) * rate
    taken = length * ahead if gradient @ ahead <= -_ALONG else np.zeros_like(theta)
    return (gradient, length * ahead, pairs), theta + taken


OPTIMISER = Optimiser(
    key="lbfgs",
    name="L-BFGS",
    idea="Learns from its last steps how the loss curves, and goes straight for the bottom: a reference, for few data.",
    begin=nothing,
    step=step,
    rate=1.0,
    parameters=(
        Parameter(
            name="history_size",
            symbol="m",
            title="memory",
            default=100.0,
            domain=Interval(1, 100),
            slider=(1.0, 100.0, 1.0),
            unit="steps",
            meaning="how many of the last steps it remembers",
        ),
    ),
    place=9,
)
