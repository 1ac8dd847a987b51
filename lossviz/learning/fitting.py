"""Coefficients of the lowest mean loss: exact to about 1e-10 for every loss of a residual.

A convex loss is brought to its minimum by damped Newton steps. Where its slope jumps, each jump is first rounded off,
then ever less, so that the minimum of the loss itself is approached along a smooth path; points that end in a kink are
then put there exactly. Of a loss that is not convex the minima are found that many different starts lead to.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.vocabulary import BoundLoss, Trait

ROUNDING = 1e-12  # of the size of targets: residuals that are no larger are none
NORMAL = 1.4826  # times the median size of normal residuals is their standard deviation

_ROUNDINGS = (0.3, 0.03)  # of a jump of the slope, in typical residuals
_ROUNDS = 80  # of descent, at most
_FEW_ROUNDS = 6  # on the way to a smaller rounding
_STARTS = 24  # of a loss that is not convex
_KEPT = 6  # of them, after a few steps
_MOST_DAMPED, _LEAST_DAMPED = 1e9, 1e-13
_STILL = 1e-14  # of typical residuals: a step that moves nothing
_NEAR = 0.02  # of typical residuals: starts that have come as near go on as one
_ALIKE = 1e-5  # of typical residuals: minima no further apart are one
_IN_A_KINK = 1e-6  # of typical residuals
_NO_SLOPE = 1e-9  # of typical slopes
_STEP = 1e-6  # of typical residuals, for second derivatives


Others = tuple[tuple[np.ndarray, float], ...]
_NO_OTHERS: Others = ()


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Where the mean loss is lowest.

    Parameters
    ----------
    theta : ndarray, shape (p,)
        The coefficients.
    value : float
        The mean loss there.
    flat : bool
        Whether others around are exactly as good.
    others : tuple of (theta, value)
        Further places that are lowest nearby, the lowest first.
    """

    theta: np.ndarray
    value: float
    flat: bool
    others: Others = _NO_OTHERS


def best(bound: BoundLoss, design: np.ndarray, target: np.ndarray) -> Best:
    """The coefficients whose combination of the columns of ``design`` has the lowest mean loss.

    Parameters
    ----------
    bound : BoundLoss
        A loss of the residual, prediction minus target.
    design : ndarray, shape (n, p)
        Of full rank, so at least as many rows as columns.
    target : ndarray, shape (n,)
    """
    return bests(bound, design[None], target[None])[0]


def bests(bound: BoundLoss, design: np.ndarray, target: np.ndarray) -> list[Best]:
    """The same for several data sets at once: shapes (b, n, p) and (b, n)."""
    root, upper = np.linalg.qr(design)
    root = root * np.sqrt(design.shape[1])  # columns of which predictions are of the size of the coefficients
    shape = _shape_of(bound)
    if bound.loss.has(Trait.CONVEX, **bound.parameters):
        found = [(theta, _NO_OTHERS) for theta in _lowest_convex(shape, root, target)]
    else:
        found = [_lowest_of_many(shape, *each) for each in zip(root, target, strict=True)]
    results = []
    for place, (here, others) in enumerate(found):
        value = float(shape.value(root[place] @ here - target[place]).mean())
        back = np.linalg.inv(upper[place]) * np.sqrt(design.shape[1])
        told = tuple((back @ other, height) for other, height in others)
        results.append(Best(back @ here, value, _flat(shape, root[place], target[place], here), told))
    return results


def spread(design: np.ndarray, target: np.ndarray) -> tuple[float, float]:
    """The spread of the good points, and how far the farthest is off.

    It is the median size of the residuals of the absolute fit, as of normal ones.
    """
    root, _ = np.linalg.qr(design)
    root = root * np.sqrt(target.size)
    sizes = np.abs(root @ _lowest_convex(_SIZES, root[None], target[None])[0] - target)
    sizes[sizes <= ROUNDING * np.abs(target).max()] = 0.0
    return NORMAL * float(np.median(sizes)), float(sizes.max())


def plateau(bound: BoundLoss, target: np.ndarray, found: Best) -> tuple[float, float]:
    """The ends of the stretch on which one number for all of a column is as good as the best one found."""
    middle = float(found.theta[0])
    if not found.flat:
        return middle, middle
    ends = (target[:, None] + _kinks(bound)).ravel()
    heights = bound.value(ends[:, None], np.broadcast_to(target, (ends.size, target.size))).mean(-1)
    good = ends[heights <= found.value + 1e-11 * max(abs(found.value), 1.0)]
    return float(good.min(initial=middle)), float(good.max(initial=middle))


# A loss as a function of the residual


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """A loss of the residual with its kinks, which can be rounded off: where its slope jumps, and by how much."""

    height: Callable[[np.ndarray], np.ndarray]
    steepness: Callable[[np.ndarray], np.ndarray]
    kinks: np.ndarray
    jumps: np.ndarray

    def value(self, residual: np.ndarray, rounding: float = 0.0) -> np.ndarray:
        value = self.height(residual)
        for kink, jump in zip(self.kinks, self.jumps, strict=True):
            if rounding:
                away = residual - kink
                value = value + jump / 2 * (np.hypot(away, rounding) - np.abs(away))
        return value

    def bend(self, residual: np.ndarray, rounding: float, step: float) -> tuple[np.ndarray, np.ndarray]:
        """Its slope, and how fast that grows."""
        lower, slope, upper = (self._without_jumps(residual + shift) for shift in (-step, 0.0, step))
        growth = (upper - lower) / (2 * step)
        if self.kinks.size:  # in a kink the loss itself says the slope of either side
            inside = (np.abs(residual[..., None] - self.kinks) < 1e-3 * step).any(-1)
            slope = np.where(inside, (lower + upper) / 2, slope)
        for kink, jump in zip(self.kinks, self.jumps, strict=True):
            away = residual - kink
            far = np.hypot(away, rounding)
            if rounding:
                slope = slope + jump / 2 * away / far
                growth = growth + jump / 2 * (rounding / far) ** 2 / far
            else:
                slope = slope + jump / 2 * np.sign(away)
        return slope, growth

    def _without_jumps(self, residual: np.ndarray) -> np.ndarray:
        slope = self.steepness(residual)
        for kink, jump in zip(self.kinks, self.jumps, strict=True):
            slope = slope - jump / 2 * np.sign(residual - kink)
        return slope


_FAR = np.geomspace(1e-6, 1e7, 521)
_AROUND = np.concatenate([-_FAR[::-1], [0.0], _FAR])


@lru_cache(maxsize=512)
def _shape_of(bound: BoundLoss) -> _Shape:
    def height(residual: np.ndarray) -> np.ndarray:
        return bound.value(residual, np.zeros_like(residual))

    def steepness(residual: np.ndarray) -> np.ndarray:
        return bound.gradient(residual, np.zeros_like(residual))

    if bound.loss.kinks is None or bound.loss.kinks.jump != "slope":
        return _Shape(height, steepness, np.empty(0), np.empty(0))
    kinks = _kinks(bound)
    near = 1e-10 * np.maximum(1.0, np.abs(kinks))
    jumps = steepness(kinks + near) - steepness(kinks - near)
    there = np.abs(jumps) > 1e-7
    return _Shape(height, steepness, kinks[there], jumps[there])


_SIZES = _Shape(np.abs, np.sign, np.zeros(1), np.full(1, 2.0))  # of residuals: the absolute error


@lru_cache(maxsize=512)
def _kinks(bound: BoundLoss) -> np.ndarray:
    """The residuals at which a loss is not smooth."""
    if bound.loss.kinks is None:
        return np.empty(0)
    switches = range(len(bound.kinks(_AROUND, np.zeros_like(_AROUND))))
    return np.unique(np.concatenate([_changes(bound, place) for place in switches]))


def _changes(bound: BoundLoss, place: int) -> np.ndarray:
    """The residuals at which one of the loss's switches changes its sign."""

    def switch(residual: np.ndarray) -> np.ndarray:
        return np.broadcast_to(bound.kinks(residual, np.zeros_like(residual))[place], residual.shape)

    signs = np.sign(switch(_AROUND))
    exact = _AROUND[signs == 0] if 0 < (signs == 0).sum() < 3 else np.empty(0)
    where = np.flatnonzero(signs[1:] * signs[:-1] < 0)
    low, high = _AROUND[where], _AROUND[where + 1]
    for _ in range(70):
        middle = (low + high) / 2
        left = np.sign(switch(middle)) == signs[where]
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    return np.concatenate([exact, (low + high) / 2])


# Descent


def _times(design: np.ndarray, theta: np.ndarray) -> np.ndarray:
    return (design @ theta[..., None])[..., 0]


def _squares(design: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The least squares, where the columns are orthogonal and of length √n."""
    return (target[:, None, :] @ design)[:, 0, :] / design.shape[1]


def _typical(residual: np.ndarray) -> float:
    return float(np.abs(residual).mean())


def _lowest_convex(shape: _Shape, design: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The minima for data sets of shapes (b, n, p) and (b, n), of shape (b, p)."""
    theta = _squares(design, target)
    typical = _typical(_times(design, theta) - target)
    if typical <= 1e-13 * (np.abs(target).max() + 1e-300):
        return theta
    if not shape.kinks.size:
        return _descended(shape, design, target, theta, 0.0, typical, _ROUNDS)[0]
    for rounding in _ROUNDINGS:
        theta = _descended(shape, design, target, theta, rounding * typical, typical, _FEW_ROUNDS)[0]
    return np.stack(
        [_exact(shape, *each, _ROUNDINGS[-1] * typical) for each in zip(design, target, theta, strict=True)]
    )


def _descended(
    shape: _Shape,
    design: np.ndarray,
    target: np.ndarray,
    theta: np.ndarray,
    rounding: float,
    typical: float,
    rounds: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Damped Newton steps from several places at once: where they end, the mean loss, and the size of its slope."""
    count, step = design.shape[-2], _STEP * typical
    turned = np.swapaxes(design, -1, -2)
    one = np.eye(design.shape[-1])
    residual = _times(design, theta) - target
    value = shape.value(residual, rounding).mean(-1)
    slope, growth = shape.bend(residual, rounding, step)
    pull = _times(turned, slope) / count
    damped = np.full(len(theta), 1e-3)
    for _ in range(rounds):
        steady = np.abs(slope) / np.maximum(np.abs(residual), 1e-3 * typical)
        weights = growth + damped[:, None] * (steady + 1e-12 * np.abs(growth))
        bowl = (turned * weights[:, None, :]) @ design / count
        floor = 1e-15 * (np.abs(bowl).max((-1, -2)) + 1e-300)
        move = -np.linalg.solve(bowl + floor[:, None, None] * one, pull[..., None])[..., 0]
        tried = theta + move
        residual_there = _times(design, tried) - target
        value_there = shape.value(residual_there, rounding).mean(-1)
        slope_there, growth_there = shape.bend(residual_there, rounding, step)
        pull_there = _times(turned, slope_there) / count
        level = value_there <= value + 1e-13 * np.abs(value)
        better = (value_there < value) | (level & ((pull_there**2).sum(-1) < (pull**2).sum(-1)))
        row = better[:, None]
        theta, residual, pull = (
            np.where(row, there, here)
            for there, here in ((tried, theta), (residual_there, residual), (pull_there, pull))
        )
        slope, growth = np.where(row, slope_there, slope), np.where(row, growth_there, growth)
        value = np.where(better, value_there, value)
        damped = np.clip(np.where(better, damped / 10, damped * 10), _LEAST_DAMPED, None)
        if ((np.abs(move).max(-1) <= _STILL * typical) | (damped > _MOST_DAMPED)).all():
            break
    return theta, value, np.abs(pull).max(-1)


# Kinks


def _exact(shape: _Shape, design: np.ndarray, target: np.ndarray, theta: np.ndarray, near: float) -> np.ndarray:
    """The minimum of a convex loss whose slope jumps, from nearby.

    Some points end exactly in a kink. As many as determine the coefficients are held there; the others say where it
    goes down, and which of those held is to be let go, until neither says anything.
    """
    count, typical = target.size, _typical(target - target.mean()) or 1.0
    held, still = list(_in_reach(shape, design, design @ theta - target, near)), 0
    for _ in range(4 * count):
        rows = [row for row, _ in held]
        if held:
            residual = design @ theta - target
            theta = (
                theta + np.linalg.lstsq(design[rows], shape.kinks[[k for _, k in held]] - residual[rows], rcond=None)[0]
            )
        way = _downhill(shape, design, target, theta, held, typical)
        if way is None:
            return theta
        let_go, direction = way
        length, met = _lowest_along(shape, design @ theta - target, design @ direction, held, typical)
        if let_go is not None:
            held.pop(let_go)
        still = still + 1 if met is None and length * np.abs(design @ direction).max() <= _STILL * typical else 0
        if still > 2 * theta.size:  # in a vertex of many points rounding alone says that it goes down
            return theta
        theta = theta + length * direction
        if met is not None:
            held.append(met)
    return theta


def _in_reach(shape: _Shape, design: np.ndarray, residual: np.ndarray, near: float) -> Iterator[tuple[int, int]]:
    """Points next to a kink, the nearest first, as many as are independent of each other."""
    away = np.abs(residual[:, None] - shape.kinks)
    chosen: list[int] = []
    for place in np.argsort(away, axis=None)[: 4 * design.shape[1]]:
        row, kink = divmod(int(place), shape.kinks.size)
        if away[row, kink] > near or len(chosen) == design.shape[1]:
            return
        if row not in chosen and np.linalg.matrix_rank(design[[*chosen, row]], tol=1e-7) > len(chosen):
            chosen.append(row)
            yield row, kink


def _downhill(
    shape: _Shape,
    design: np.ndarray,
    target: np.ndarray,
    theta: np.ndarray,
    held: list[tuple[int, int]],
    typical: float,
) -> tuple[int | None, np.ndarray] | None:
    """Which of the held points to let go, if any, and the way down from there; None at the minimum."""
    residual = design @ theta - target
    rows = [row for row, _ in held]
    residual[rows] = shape.kinks[[kink for _, kink in held]]
    slope, growth = shape.bend(residual, 0.0, _STEP * typical)
    pull, most = design.T @ slope, np.abs(design.T) @ np.abs(slope) + np.abs(shape.jumps).max()
    tight = design[rows]
    basis = np.linalg.svd(tight, full_matrices=True)[2][len(rows) :] if rows else np.eye(theta.size)
    free = basis @ pull
    if free.size and np.abs(free).max() > _NO_SLOPE * 1e-2 * most.max():
        bowl = basis @ (design.T * growth) @ design @ basis.T
        bent = np.linalg.eigvalsh(bowl)[0] > 1e-7 * target.size * max(np.abs(growth).max(), 1e-300)
        return None, -basis.T @ (np.linalg.solve(bowl, free) if bent else free)
    if not rows:
        return None
    strain = -np.linalg.lstsq(tight.T, pull, rcond=None)[0]
    over = np.abs(strain) - np.abs(shape.jumps[[kink for _, kink in held]]) / 2
    worst = int(over.argmax())
    if over[worst] <= _NO_SLOPE * most.max():
        return None
    push = np.zeros(len(rows))
    push[worst] = np.sign(strain[worst])
    return worst, np.linalg.lstsq(tight, push, rcond=None)[0]


def _lowest_along(
    shape: _Shape, residual: np.ndarray, moves: np.ndarray, held: list[tuple[int, int]], typical: float
) -> tuple[float, tuple[int, int] | None]:
    """How far a line's lowest place is, and the point and its kink that it lies on, if it does."""
    scale = np.abs(moves).max()
    going = np.abs(moves) > 1e-12 * scale
    with np.errstate(divide="ignore", invalid="ignore"):
        lengths = np.where(going[:, None], (shape.kinks - residual[:, None]) / moves[:, None], -1.0)
    for place in held:
        lengths[place] = -1.0
    order = [place for place in np.argsort(lengths, axis=None) if lengths.flat[place] > 1e-13 * typical / scale]

    def rising(length: float) -> bool:
        there = residual + length * moves
        return float(shape.bend(there, 0.0, _STEP * typical)[0] @ moves) > 0

    low, high = 0, len(order)  # the first kink beyond which it rises
    hair = 1e-12 * typical / scale
    while low < high:
        middle = (low + high) // 2
        if rising(lengths.flat[order[middle]] + hair):
            high = middle
        else:
            low = middle + 1
    end = lengths.flat[order[low]] if low < len(order) else np.inf
    start = lengths.flat[order[low - 1]] if low else 0.0
    if np.isfinite(end) and not rising(end - hair):
        row, kink = divmod(int(order[low]), shape.kinks.size)
        return float(end), (row, kink)
    end = end if np.isfinite(end) else max(2 * start, typical / scale)
    while not rising(end) and end < 1e12 * typical / scale:
        end *= 2
    for _ in range(60):
        half = (start + end) / 2
        start, end = (start, half) if rising(half) else (half, end)
    return float((start + end) / 2), None


def _flat(shape: _Shape, design: np.ndarray, target: np.ndarray, theta: np.ndarray) -> bool:
    """Whether other coefficients around are exactly as good."""
    residual = design @ theta - target
    typical = _typical(target - target.mean()) or 1.0
    away = np.abs(residual[:, None] - shape.kinks)
    held = (away < _IN_A_KINK * typical).any(1)
    step = _STEP * typical
    growth = np.min([shape.bend(residual + shift, 0.0, step)[1] for shift in (-4 * step, 0.0, 4 * step)], axis=0)
    bent = ~held & (growth > 1e-7 * (np.abs(growth).max(initial=0.0) + 1e-300))
    if np.linalg.matrix_rank(design[held | bent], tol=1e-8) < theta.size:
        return True
    if bent.any() or held.sum() != theta.size:
        return False
    slope, _ = shape.bend(np.where(held, shape.kinks[away.argmin(1)], residual), 0.0, _STEP * typical)
    strain = np.abs(np.linalg.solve(design[held].T, design.T @ slope))
    return bool((np.abs(strain - np.abs(shape.jumps[away[held].argmin(1)]) / 2) < 1e-7).any())


# Losses that are not convex


def _lowest_of_many(shape: _Shape, design: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, Others]:
    """The lowest of the minima that many starts lead to, and the others."""
    starts = np.array(list(_starts(design, target)))
    typical = _typical(design @ starts[0] - target)
    if typical <= 1e-13 * (np.abs(target).max() + 1e-300):
        return starts[0], ()

    def on(count: int) -> tuple[np.ndarray, np.ndarray]:
        return np.broadcast_to(design, (count, *design.shape)), np.broadcast_to(target, (count, target.size))

    near, value, _ = _descended(shape, *on(len(starts)), starts, 0.0, typical, _FEW_ROUNDS)
    near = near[_unlike(near, value, _NEAR * typical)[:_KEPT]]
    theta, value, pull = _descended(shape, *on(len(near)), near, 0.0, typical, _ROUNDS)
    steep = np.abs(shape.bend(design @ theta[0] - target, 0.0, _STEP * typical)[0]).max()
    lowest, *more = _unlike(theta, value, _ALIKE * typical)
    settled = [place for place in more if pull[place] <= _NO_SLOPE * steep]
    return theta[lowest], tuple((theta[place], float(value[place])) for place in settled)


def _unlike(theta: np.ndarray, value: np.ndarray, near: float) -> list[int]:
    """Places that are not next to a lower one, the lowest first."""
    apart: list[int] = []
    for place in np.argsort(value, kind="stable").tolist():
        if not apart or (np.abs(theta[apart] - theta[place]).max(-1) > near).all():
            apart.append(place)
    return apart


def _starts(design: np.ndarray, target: np.ndarray) -> Iterator[np.ndarray]:
    """Least squares, and coefficients that as many points as there are lie on."""
    count, width = design.shape
    yield _squares(design[None], target[None])[0]
    if width == 1:
        order = np.argsort(target)
        for place in np.unique(np.linspace(0, count - 1, min(count, 2 * _STARTS)).round().astype(int)):
            yield target[order[place : place + 1]] / design[order[place], 0]
        return
    rng = np.random.default_rng(count)
    for _ in range(_STARTS):
        rows = rng.choice(count, width, replace=False)
        if np.linalg.cond(design[rows]) < 1e6:
            yield np.linalg.solve(design[rows], target[rows])
