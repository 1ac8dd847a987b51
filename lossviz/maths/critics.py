"""The best critic of a game between real examples and fakes, on a line of places."""

from collections.abc import Callable

import numpy as np

Slopes = Callable[[np.ndarray, float], np.ndarray]  # of a critic's loss along the score, of an example 1: real, 0: fake

HIGHEST = 60.0  # of a score
_HALVINGS = 40


def is_endless(slope: Slopes) -> bool:
    """Whether a mixture of real examples and fakes at one place has no best score: the loss falls for ever."""
    far = np.array([-1e3, 1e3])
    return any(np.prod(np.sign(share * slope(far, 1.0) + (1 - share) * slope(far, 0.0))) > 0 for share in (0.4, 0.6))


def best_scores(slope: Slopes, real: np.ndarray, fake: np.ndarray) -> np.ndarray:
    """The score at each place that costs a critic least, by itself: where the slopes of both kinds are in balance.

    Parameters
    ----------
    slope : callable
        ``slope(score, label)`` is that of a convex loss.
    real, fake : ndarray
        The densities.
    """
    share = real / np.maximum(real + fake, np.finfo(float).tiny)
    low, high = np.full(share.shape, -HIGHEST), np.full(share.shape, HIGHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        rises = share * slope(middle, 1.0) + (1 - share) * slope(middle, 0.0) > 0
        low, high = np.where(rises, low, middle), np.where(rises, middle, high)
    return (low + high) / 2


def held_scores(value: Slopes, real: np.ndarray, fake: np.ndarray, step: float) -> np.ndarray:
    """The scores that cost a critic least among those whose slope is nowhere steeper than 1.

    Places lie ``step`` apart on the last axis, and so do the scores that are tried. From place to place the least cost
    up to there, as a function of the score, is convex; the next score may differ by a step.

    Parameters
    ----------
    value : callable
        ``value(score, label)`` is a convex loss.
    real, fake : ndarray
        The densities, batches of them.
    """
    count = real.shape[-1]
    levels = step * (np.arange(count) - (count - 1) / 2)
    one, other = value(levels, 1.0), value(levels, 0.0)
    level = 1e-9 * levels**2  # where nothing else decides
    places, lowest = np.arange(count), []
    so_far = np.zeros((*real.shape[:-1], count))
    for place in range(count):
        own = real[..., place, None] * one + fake[..., place, None] * other + level
        so_far = so_far + own
        least = so_far.argmin(-1)[..., None]
        lowest.append(least)
        so_far = np.take_along_axis(so_far, places + np.clip(least - places, -1, 1), -1)
    chosen = [lowest[-1]]
    for least in lowest[-2::-1]:
        chosen.append(chosen[-1] + np.clip(least - chosen[-1], -1, 1))
    return levels[np.concatenate(chosen[::-1], -1)]
