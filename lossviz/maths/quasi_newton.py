"""The lowest place of a smooth function, by a quasi-Newton method of little memory (L-BFGS)."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Pair = tuple[np.ndarray, np.ndarray]  # a step, and by how much it changed the slope
Slope = Callable[[np.ndarray], tuple[float, np.ndarray]]

_MEMORY = 12  # pairs of steps and changes of the slope
_ENOUGH, _LEVEL = 1e-4, 0.9  # of Wolfe's conditions
_TRIES = 30  # lengths of one step
_ROUNDING = 1e-15  # by which a value near the lowest may seem to rise
_PATIENCE, _GAIN = 25, 1e-8  # so many steps that gain no larger share: at a kink no slope ever becomes level


@dataclass(frozen=True, slots=True, eq=False)
class Lowest:
    """Where a search ended.

    Parameters
    ----------
    at, slope : ndarray
        The place, and the slope there.
    value : float
        The value there.
    steps : int
        How many steps led there.
    level : bool
        Whether it is level there, to the precision that was asked for, or no step gains anything.
    """

    at: np.ndarray
    slope: np.ndarray
    value: float
    steps: int
    level: bool


def lowest(function: Slope, start: np.ndarray, steps: int, precision: float) -> Lowest:
    """Goes downhill from a start until it is level, steps gain nothing, or so many are taken.

    Parameters
    ----------
    function : callable
        ``function(place)`` is the value and the slope.
    precision : float
        It is level where no component of the slope is larger.
    """
    at, (value, slope) = start, function(start)
    before = deque([np.inf], maxlen=_PATIENCE)
    pairs: deque[Pair] = deque(maxlen=_MEMORY)
    for step in range(steps):
        idle = len(before) == _PATIENCE and before[0] - value <= _GAIN * abs(value)
        if idle or np.abs(slope).max() <= precision:
            return Lowest(at, slope, value, step, True)
        before.append(value)
        ahead = -bent(slope, pairs)
        found = _along(function, at, value, slope, ahead, 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).sum())))
        if found is None:
            if not pairs:
                return Lowest(at, slope, value, step, step > 0)
            pairs.clear()  # once more, straight downhill
            continue
        length, value, changed = found
        moved, turned = length * ahead, changed - slope
        if float(moved @ turned) > _ROUNDING * float(moved @ moved):
            pairs.append((moved, turned))
        at, slope = at + moved, changed
    return Lowest(at, slope, value, steps, bool(np.abs(slope).max() <= precision))


def bent(slope: np.ndarray, pairs: Sequence[Pair]) -> np.ndarray:
    """The inverse of the curvature that pairs tell of, times the slope: the two loops of Nocedal."""
    ahead, shares = slope, []
    for moved, change in reversed(pairs):
        share = moved @ ahead / (change @ moved)
        ahead = ahead - share * change
        shares.append(share)
    if pairs:
        moved, change = pairs[-1]
        ahead = ahead * (change @ moved) / (change @ change)
    for (moved, change), share in zip(pairs, reversed(shares), strict=True):
        ahead = ahead + (share - change @ ahead / (change @ moved)) * moved
    return ahead


def _along(
    function: Slope, at: np.ndarray, value: float, slope: np.ndarray, ahead: np.ndarray, length: float
) -> tuple[float, float, np.ndarray] | None:
    """A length that lowers the value enough and levels the slope, by bisection; kinks do not mislead it."""
    fall = float(slope @ ahead)
    if not fall < 0:
        return None
    low, high, best = 0.0, np.inf, None
    for _ in range(_TRIES):
        then, changed = function(at + length * ahead)
        if not then <= value + _ENOUGH * length * fall + _ROUNDING * abs(value):
            high = length
        else:
            best = length, then, changed
            if float(changed @ ahead) >= _LEVEL * fall:
                return best
            low = length
        length = (low + high) / 2 if np.isfinite(high) else 2 * low
    return best
