"""An optimiser: what becomes of parameters when their gradient is known."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lossviz.vocabulary import Interval, Landmark, Opening, Parameter

State = tuple[Any, ...]

_TENTH = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)  # from a power of ten to the next
RATES = (0.0, *(round(each * 10.0**power, 6) for power in (-3, -2, -1, 0) for each in _TENTH), 10.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Optimiser:
    """A rule for steps, found by looking: a file in `lossviz.learning.optimisers` with an ``OPTIMISER``.

    Parameters
    ----------
    key, name : str
        Its name in links and for readers.
    idea : str
        What it does, in one sentence.
    begin : callable
        ``begin(theta)`` is what it remembers before the first step.
    step : callable
        ``step(state, theta, gradient, rate, **parameters)`` gives the state and the parameters after one step. It
        changes nothing that it is given. ``theta`` may have any shape, but for L-BFGS; ``rate`` may be an array.
    rate : float
        A learning rate to begin with, on surfaces that curve by about ten at most.
    parameters : tuple of Parameter
        What it depends on besides the rate, by PyTorch's names and with its defaults, where it has them.
    limit : callable or None
        ``limit(curvature, **parameters)`` is the rate from which on it no longer converges where the loss curves so
        much at most; None where no rate is known to be that.
    batch : str
        The parameter that says of how many examples a gradient is; empty where it is of all.
    opening : Opening
        Its first view.
    place : int
        Its place among the optimisers, smaller first.
    """

    key: str
    name: str
    idea: str
    begin: Callable[[np.ndarray], State]
    step: Callable[..., tuple[State, np.ndarray]]
    rate: float
    parameters: tuple[Parameter, ...] = ()
    limit: Callable[..., float] | None = None
    batch: str = ""
    opening: Opening = field(default_factory=Opening)
    place: int = 50


def nothing(theta: np.ndarray) -> State:
    """The state of an optimiser that remembers nothing."""
    return ()


def share(name: str, symbol: str, default: float, meaning: str, title: str = "", fold: str = "") -> Parameter:
    """A number from 0 to below 1: how much is kept from step to step."""
    return Parameter(
        name=name,
        symbol=symbol,
        title=title,
        default=default,
        domain=Interval(0, 1, "left"),
        slider=(0.0, 0.99, 0.01),
        unit="share kept from step to step",
        meaning=meaning,
        landmarks=(Landmark(default, "usual"),),
        fold=fold,
    )


MOMENTUM = share("momentum", "β", 0.9, "how much of the last steps goes on; more carries farther and swings more")


def rate(default: float) -> Parameter:
    """The learning rate, whose slider goes by factors; at 0 nothing moves."""
    return Parameter(
        name="rate",
        symbol="η",
        title="learning rate",
        default=default,
        domain=Interval(0, 1e3),
        slider=(RATES[0], RATES[-1], RATES[1]),
        stops=RATES,
        unit="per step",
        meaning="what a step is multiplied by; too little crawls, too much runs away",
    )
