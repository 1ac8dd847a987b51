"""Where a loss jumps in value, slope or curvature, found along paths of predictions without asking the loss.

A window is halved around the place where the loss changes most. What is smooth changes less and less as
its window shrinks; what jumps keeps its change.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from tests.cases import Case, over_event
from tests.events import large

ORDERS = ("value", "slope", "curvature")
NEAR = 1e-4  # a jump of curvature is located no better than the last window

_CELLS = 300
_SUSPECTS = 12
_HALVINGS = (30, 30, 9)  # the curvature is a difference quotient: below 1e-5 it would be rounding noise
_HALF_WIDTH = (1e-9, 1e-9, 1e-5)
_FOUND = (1e-6, 1e-6, 0.02)
_DECLARED = (1e-6, 1e-6, 1e-3)


class Segments:
    """Straight paths between random predictions, with one target each, run through as t goes from 0 to 1."""

    def __init__(self, space, seed, count):
        rng = np.random.default_rng(seed)
        self.count = count
        self._start, self._target = space.samples.draw(rng, count)
        self._step = space.samples.draw(rng, count)[0] - self._start
        self._axes = space.prediction_axes

    def at(self, rows, t):
        """Prediction, target and velocity at places ``t`` (n, m) of the paths ``rows`` (n, 1)."""
        step = self._step[rows]
        prediction = self._start[rows] + t.reshape(t.shape + (1,) * self._axes) * step
        return prediction, np.broadcast_to(self._target[rows], t.shape + self._target.shape[1:]), step


class AlongLine:
    """A line of the space: one path for each label."""

    def __init__(self, space, line):
        self.count = len(space.labels)
        self._labels, self._line = space.labels, line

    def at(self, rows, t):
        """Prediction, target and velocity at places ``t`` (n, m) of the paths ``rows`` (n, 1)."""
        length = self._line.high - self._line.low
        row, place = np.broadcast_to(rows, t.shape).ravel(), self._line.low + t.ravel() * length
        parts = []
        for index in np.unique(row) if row.size else [0]:
            mine, label = place[row == index], self._labels[index]
            parts.append((*self._line.place(mine, label), length * self._line.direction(mine, label)))
        back = np.argsort(np.argsort(row, kind="stable"))
        arrays = (np.concatenate(part)[back] for part in zip(*parts, strict=True))
        return tuple(array.reshape(t.shape + array.shape[1:]) for array in arrays)


@dataclass(frozen=True)
class Scan:
    """What was found along a bundle of paths: places as pairs of path and t."""

    found: dict[str, list[tuple[int, float]]]  # by what jumps
    declared: list[tuple[int, float]]  # where a declared switch changes its sign
    jumps: list[dict[str, bool]]  # for each of those: which derivatives jump there


@cache
def scans(case: Case) -> dict[str, Scan]:
    """The jumps of a loss along random segments of its space and along each of its lines."""
    paths = {"random segments": Segments(case.space, seed=7, count=8 if large(case.space) else 24)}
    paths |= {f"the {line.key} line": AlongLine(case.space, line) for line in case.space.lines}
    return {name: _scan(case, path) for name, path in paths.items()}


def _scan(case, path):
    def heights(order, rows, t):
        """What may jump: the value, or the slope, whose bends are the curvature's jumps."""
        prediction, target, velocity = path.at(rows, t)
        if order == 0:
            return case.value(prediction, target)
        return over_event(case.space, case.gradient(prediction, target) * velocity)

    def changes(order, rows, low, high):
        """How much a height changes over windows, relative to how much it varies there."""
        t = np.stack([low, (low + high) / 2, high], -1)
        change = _change(order, heights(order, rows, t))
        if order == 2:
            change = change / (high - low)
        cell = np.clip((low * _CELLS).astype(int), 0, _CELLS - 1)
        scale = scales[order][rows[:, 0], cell]
        return np.divide(change, scale, out=np.zeros_like(change), where=scale > 0)

    rows = np.arange(path.count)[:, None]
    # Jittered: a grid point on a kink at a round number would hide its change of sign.
    jitter = np.random.default_rng(11).uniform(-0.3, 0.3, (path.count, _CELLS + 1))
    grid = np.clip((np.arange(_CELLS + 1) + jitter) / _CELLS, 0.0, 1.0)
    value, slope = heights(0, rows, grid), heights(1, rows, grid)
    curvature = np.abs(np.diff(slope, axis=1) / np.diff(grid, axis=1))
    strength = np.abs(slope).max(1, keepdims=True)
    # A curvature is compared with those around it: along a line of probabilities it varies ten-thousandfold.
    around = np.lib.stride_tricks.sliding_window_view(np.pad(curvature, ((0, 0), (4, 4))), 9, axis=1).max(-1)
    scales = [np.broadcast_to(np.ptp(value, axis=1, keepdims=True), curvature.shape)]
    scales += [np.broadcast_to(strength, curvature.shape), np.maximum(around, 1e-6 * strength)]

    found = {}
    for order, name in enumerate(ORDERS):
        windows = _suspects(order, grid, (value, slope, slope)[order])
        which, low, high = _narrowed(order, heights, *windows)
        sizes = changes(order, which, low, high)
        if order == 2:  # a smooth bend that is narrow changes four times as much over four times the width
            wide = np.clip(low - 1.5 * (high - low), 0, 1), np.clip(high + 1.5 * (high - low), 0, 1)
            sizes = np.where(2 * sizes > changes(order, which, *wide), sizes, 0)
        found[name] = [(int(which[i, 0]), float(low[i] + high[i]) / 2) for i in np.flatnonzero(sizes > _FOUND[order])]

    which, t = _sign_changes(lambda rows, t: case.switches(*path.at(rows, t)[:2]), rows, grid)
    sizes = [changes(order, which, t - half, t + half) for order, half in enumerate(_HALF_WIDTH)]
    jumps = [
        {name: bool(sizes[order][i] > _DECLARED[order]) for order, name in enumerate(ORDERS)} for i in range(len(t))
    ]
    return Scan(found, [(int(row), float(place)) for row, place in zip(which[:, 0], t, strict=True)], jumps)


def _change(order, height):
    """The change over a window from its heights at the low end, the middle and the high end."""
    low, middle, high = np.moveaxis(height, -1, 0)
    return np.abs(high - 2 * middle + low) if order == 2 else np.abs(high - low)


def _suspects(order, grid, height):
    """The windows of two cells in which the height, or its slope, changes most abruptly: path, low end, high end."""
    bend = np.abs(np.diff(np.diff(height, axis=1) / np.diff(grid, axis=1), axis=1))
    if order == 2:  # a kink, unlike a strong curvature, bends one or two windows and not the next
        bend = bend - np.minimum(np.roll(bend, 2, axis=1), np.roll(bend, -2, axis=1))
    worst = np.argsort(-bend, axis=1)[:, :_SUSPECTS]
    rows = np.broadcast_to(np.arange(len(grid))[:, None], worst.shape)
    return rows.reshape(-1, 1), grid[rows, worst].ravel(), grid[rows, worst + 2].ravel()


def _narrowed(order, heights, rows, low, high):
    t = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 5)
    height = heights(order, rows, t)
    for _ in range(_HALVINGS[order]):
        # Three halves that overlap: a kink at the seam of two would bend neither.
        best = np.argmax([_change(order, height[:, i : i + 3]) for i in range(3)], axis=0)
        half = best[:, None] + np.arange(3)
        t[:, ::2], height[:, ::2] = np.take_along_axis(t, half, 1), np.take_along_axis(height, half, 1)
        t[:, 1::2] = (t[:, :-2:2] + t[:, 2::2]) / 2
        height[:, 1::2] = heights(order, rows, t[:, 1::2])
    return rows, t[:, 0], t[:, -1]


def _sign_changes(switches, rows, grid):
    """Where a switch changes its sign between two grid points: path, and t by bisection."""
    places = []
    for index, now in enumerate(switches(rows, grid)):
        sign = np.sign(now)
        path, cell = np.nonzero(sign[:, :-1] * sign[:, 1:] < 0)
        places.append((np.full(path.shape, index), path, grid[path, cell], grid[path, cell + 1], sign[path, cell]))
    if not places:
        return np.empty((0, 1), int), np.empty(0)
    index, path, low, high, before = map(np.concatenate, zip(*places, strict=True))
    if not path.size:
        return path[:, None], low
    for _ in range(45):
        middle = (low + high) / 2
        now = np.stack(switches(path[:, None], middle[:, None]))[index, np.arange(len(path)), 0]
        same = np.sign(now) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return path[:, None], (low + high) / 2
