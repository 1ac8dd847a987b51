"""A loss along a line of predictions: values, slopes and kinks, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.spec import Label, Line, Loss

POINTS = 161  # a point every 5 pixels of a wide chart; kinks get points of their own
_HAIR = 1e-9  # half the width of a kink's gap, far below a pixel
_REFINEMENTS = 4  # of a kink's position; along the lines in use it is exact after two


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
    value, slope = along(loss, line, label, parameters, t)
    if jumps:
        at_kink = np.isin(t, kinks)
        slope[at_kink] = np.nan
        if loss.kinks.jump == "value":
            value[at_kink] = np.nan
    return Profile(t, value, slope, kinks)


def grid(line: Line) -> np.ndarray:
    """Evenly spaced positions along the drawn stretch of the line."""
    return np.linspace(line.low, line.high, POINTS)


def along(
    loss: Loss, line: Line, label: Label, parameters: Mapping[str, Any], t: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The loss at positions ``t`` of the line, and its derivative with respect to ``t``."""
    prediction, target = line.place(t, label)
    value = loss.value(prediction, target, **parameters)
    slope = loss.gradient(prediction, target, **parameters) * line.direction(t, label)
    return value, slope.sum(-1) if loss.space.prediction_axes else slope


def kinks_along(loss: Loss, line: Line, label: Label, parameters: Mapping[str, Any]) -> np.ndarray:
    """Positions on the drawn stretch of the line where the loss has a kink."""
    if loss.kinks is None:
        return np.empty(0)

    def switches(t):
        return np.stack(loss.kinks.where(*line.place(t, label), **parameters))

    t = grid(line)
    now = switches(t)
    sign = np.sign(now)
    zero = t[(sign == 0).any(0)]
    which, left = np.nonzero(sign[:, :-1] * sign[:, 1:] < 0)
    low, high, at_low, at_high = t[left], t[left + 1], now[which, left], now[which, left + 1]
    for _ in range(_REFINEMENTS if left.size else 0):
        middle = low - at_low * (high - low) / (at_high - at_low)
        at_middle = switches(middle)[which, np.arange(middle.size)]
        same = np.sign(at_middle) == np.sign(at_low)
        low, at_low = np.where(same, middle, low), np.where(same, at_middle, at_low)
        high, at_high = np.where(same, high, middle), np.where(same, at_high, at_middle)
        if not at_middle.any():
            break
    found = np.where(np.abs(at_low) < np.abs(at_high), low, high) if left.size else low
    return np.unique(np.round(np.concatenate([zero, found]), 12))
