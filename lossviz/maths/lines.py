"""A loss along a line of predictions: values, slopes and kinks, ready to be drawn."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.vocabulary import BoundLoss, Interval, Label, Line, Parameter

STOPS = 61  # of a slider over a chart of curves
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
    stops : dict
        The loss and its slope at every stop of the line's probe.
    """

    t: np.ndarray
    value: np.ndarray
    slope: np.ndarray
    kinks: np.ndarray
    stops: dict[float, tuple[float, float]]


@lru_cache(maxsize=256)
def probe_of(line: Line) -> Parameter:
    """The probe on a line; each line has one of its own, so that it keeps its place."""
    start, step = line.probe
    low, high = (
        round(stop * step, 10) for stop in (math.ceil(line.low / step - 1e-9), math.floor(line.high / step + 1e-9))
    )
    return Parameter(
        name=f"at_{line.key}",
        symbol=line.symbol,
        title="probe",
        default=start,
        domain=Interval(line.low, line.high),
        slider=(low, high, step),
        unit="",
        meaning="where the point stands: the numbers below are those there",
    )


@lru_cache(maxsize=2048)
def profile(bound: BoundLoss, line: Line, label: Label) -> Profile:
    """The loss along the line for the label; of a rival it is remembered while a slider of another loss moves."""
    kinks, own = kinks_along(bound, line, label), bound.loss.kinks
    t, places, events = _placed(line, label)
    jumps = own is not None and kinks.size > 0 and own.jump != "curvature"  # a jump of curvature alone cannot be seen
    if jumps:
        t = np.sort(np.concatenate([t, kinks - _HAIR, kinks, kinks + _HAIR]))
        t = t[(line.low <= t) & (t <= line.high)]
        events = _events(line, label, np.concatenate([t, places]))
    value, slope = _evaluated(bound, events)
    stops = dict(zip(places, zip(value[t.size :].tolist(), slope[t.size :].tolist(), strict=True), strict=True))
    value, slope = value[: t.size], slope[: t.size]
    if jumps:
        at_kink = np.isin(t, kinks)
        slope[at_kink] = np.nan
        if own is not None and own.jump == "value":
            value[at_kink] = np.nan
    return Profile(t, value, slope, kinks, stops)


Events = tuple[np.ndarray, np.ndarray, np.ndarray]  # predictions, targets, directions along a line


@lru_cache(maxsize=256)
def _placed(line: Line, label: Label) -> tuple[np.ndarray, list[float], Events]:
    """The grid, the probe's stops, and the events there.

    In one call with the curve the stops cost next to nothing, but where an event is a whole picture.
    """
    t = grid(line)
    places = sorted({*probe_of(line).steps(STOPS), line.probe[0]}) if line.points > 2 * STOPS else []
    return t, places, _events(line, label, np.concatenate([t, places]))


def _events(line: Line, label: Label, t: np.ndarray) -> Events:
    return *line.place(t, label), line.direction(t, label)


def _evaluated(bound: BoundLoss, events: Events) -> tuple[np.ndarray, np.ndarray]:
    prediction, target, direction = events
    slope = bound.gradient(prediction, target) * direction
    return bound.value(prediction, target), slope.sum(tuple(range(1, slope.ndim)))


def grid(line: Line) -> np.ndarray:
    """Evenly spaced positions along the drawn stretch of the line."""
    return np.linspace(line.low, line.high, line.points)


def along(bound: BoundLoss, line: Line, label: Label, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The loss at positions ``t`` of the line, and its derivative with respect to ``t``."""
    return _evaluated(bound, _events(line, label, t))


@lru_cache(maxsize=4096)
def probed(bound: BoundLoss, line: Line, label: Label, at: float) -> tuple[float, float]:
    """The loss at one place of the line and its slope along it."""
    stops = profile(bound, line, label).stops
    if at in stops:
        return stops[at]
    value, slope = along(bound, line, label, np.array([at]))
    return float(value[0]), float(slope[0])


def kinks_along(bound: BoundLoss, line: Line, label: Label) -> np.ndarray:
    """Positions on the drawn stretch of the line where the loss has a kink."""
    if bound.loss.kinks is None:
        return np.empty(0)

    def switches(t):
        return np.stack(bound.kinks(*line.place(t, label)))

    t, events = _coarse(line, label)
    now = np.stack(bound.kinks(*events))
    sign = np.sign(now)
    zero = t[(sign == 0).any(0)]
    which, left = np.nonzero(sign[:, :-1] * sign[:, 1:] < 0)

    def switch(t):
        return switches(t)[which, np.arange(t.size)]

    ends = (t[left], t[left + 1], now[which, left], now[which, left + 1])
    found = _crossings(switch, *ends) if left.size else t[:0]
    found = np.sort(np.concatenate([zero, found]))
    return found[np.diff(found, prepend=-np.inf) > _SAME]


@lru_cache(maxsize=256)
def _coarse(line: Line, label: Label) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    t = grid(line)[::_STRIDE]
    return t, line.place(t, label)


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
