"""A loss along a line of predictions: values, slopes and kinks, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.spec import Label, Line, Loss

_HAIR = 1e-9  # half the width of a kink's gap, far below a pixel
_REFINEMENTS = 12  # of a kink's position, by false position; a straight switch is exact after one
_HALVINGS = 30
_STRIDE = 4  # of the grid, where kinks are looked for
_SETTLED = 1e-10
_SAME = 1e-8  # kinks that are closer are one


@dataclass(frozen=True, slots=True)
class Profile:
    """A loss along a line.

    Parameters
    ----------
    t : ndarray
        Positions, increasing; around each jump of value or slope three that are a hair's breadth apart.
    value, slope : ndarray
        The loss there and its derivative along the line; NaN in the middle of a jump.
    kinks : ndarray
        Positions of the kinks.
    """

    t: np.ndarray
    value: np.ndarray
    slope: np.ndarray
    kinks: np.ndarray


def profile(loss: Loss, line: Line, label: Label, parameters: Mapping[str, Any]) -> Profile:
    """The loss along the line for the label, at bound parameters."""
    kinks = kinks_along(loss, line, label, parameters)
    t = grid(line)
    jumps = kinks.size > 0 and loss.kinks.jump != "curvature"  # a jump of curvature alone cannot be seen
    if jumps:
        t = np.sort(np.concatenate([t, kinks - _HAIR, kinks, kinks + _HAIR]))
        t = t[(line.low <= t) & (t <= line.high)]
    value, slope = along(loss, line, label, parameters, t)
    if jumps:
        at_kink = np.isin(t, kinks)
        slope[at_kink] = np.nan
        if loss.kinks.jump == "value":
            value[at_kink] = np.nan
    return Profile(t, value, slope, kinks)


def grid(line: Line) -> np.ndarray:
    """Evenly spaced positions along the drawn stretch of the line."""
    return np.linspace(line.low, line.high, line.points)


def along(
    loss: Loss, line: Line, label: Label, parameters: Mapping[str, Any], t: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The loss at positions ``t`` of the line, and its derivative with respect to ``t``."""
    prediction, target = line.place(t, label)
    value = loss.value(prediction, target, **parameters)
    slope = loss.gradient(prediction, target, **parameters) * line.direction(t, label)
    return value, slope.sum(tuple(range(1, slope.ndim)))


def kinks_along(loss: Loss, line: Line, label: Label, parameters: Mapping[str, Any]) -> np.ndarray:
    """Positions on the drawn stretch of the line where the loss has a kink."""
    if loss.kinks is None:
        return np.empty(0)

    def switches(t):
        return np.stack(loss.kinks.where(*line.place(t, label), **parameters))

    t = grid(line)[::_STRIDE]
    now = switches(t)
    sign = np.sign(now)
    zero = t[(sign == 0).any(0)]
    which, left = np.nonzero(sign[:, :-1] * sign[:, 1:] < 0)

    def switch(t):
        return switches(t)[which, np.arange(t.size)]

    ends = (t[left], t[left + 1], now[which, left], now[which, left + 1])
    found = _crossings(switch, *ends) if left.size else t[:0]
    found = np.sort(np.concatenate([zero, found]))
    return found[np.diff(found, prepend=-np.inf) > _SAME]


def _crossings(switch, low, high, at_low, at_high):
    """Where each of several switches changes its sign between its low and its high end."""
    a, b, at_a, at_b = low, high, at_low, at_high
    middle = np.full_like(low, np.inf)
    for _ in range(_REFINEMENTS):
        before, middle = middle, a - at_a * (b - a) / (at_b - at_a)
        if (np.abs(middle - before) < _SETTLED).all():
            break
        at_middle = switch(middle)
        same = np.sign(at_middle) == np.sign(at_a)
        # The end that stays counts half from now on (the Illinois rule); else a curved switch creeps.
        a, b = np.where(same, middle, a), np.where(same, b, middle)
        at_a, at_b = np.where(same, at_middle, at_a / 2), np.where(same, at_b / 2, at_middle)
    if (np.sign(switch(middle - _SAME)) != np.sign(switch(middle + _SAME))).all():
        return middle
    # A switch that jumps over 0 leads false position astray; halving finds it all the same.
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = np.sign(switch(middle)) == np.sign(at_low)
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return (low + high) / 2
