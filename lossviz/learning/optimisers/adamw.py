"""AdamW."""

from typing import Any

import numpy as np

from lossviz.learning.optimiser import Optimiser, State
from lossviz.learning.optimisers import adam
from lossviz.vocabulary import Interval, Landmark, Parameter


def step(
    state: State, theta: np.ndarray, gradient: np.ndarray, rate: Any, *, weight_decay: float, **betas: float
) -> tuple[State, np.ndarray]:
    """Adam's step from parameters that have first shrunk, each by the same share."""
    return adam.step(state, theta * (1 - rate * weight_decay), gradient, rate, **betas)


OPTIMISER = Optimiser(
    key="adamw",
    name="AdamW",
    idea="Adam whose parameters also shrink a little with every step, however large their gradients.",
    begin=adam.begin,
    step=step,
    rate=0.1,
    parameters=(
        Parameter(
            name="weight_decay",
            symbol="λ",
            title="weight decay",
            default=0.01,
            domain=Interval(0, 10),
            slider=(0.0, 1.0, 0.01),
            unit="share of a parameter, per step and rate",
            meaning="how fast parameters shrink towards zero; more of it ends further from the lowest place",
            landmarks=(Landmark(0.01, "usual"),),
        ),
        *adam.PARAMETERS,
    ),
    place=7,
)
