"""What a weighted sum of terms can reach: the lowest place at given weights, and the front of all weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.learning.combination import Problem, Term
from lossviz.vocabulary import InvalidInput

WEIGHTINGS = {
    "fixed": "as they are",
    "start": "over their starts",
    "gradient": "over their first gradients",
    "uncertainty": "by uncertainty",
}
_STEPS = 200  # of Newton's method
_ROUNDS = 2000  # of finding weights that are one over their terms
_SETTLED = 1e-8  # the step that is the last: the next would be about its square
_FLAT = 1e-11  # of the largest curvature: what is less has no direction
WIDEST = 5.0  # powers of ten to either side of equal weights: there a term hardly counts
_PLACES = 121  # of the front
_DENT = 1e-2  # of the front's height: a place higher above its chords is in a dent


@dataclass(frozen=True, slots=True, eq=False)
class Lowest:
    """Where a weighted sum is lowest.

    Parameters
    ----------
    theta : ndarray, shape (P,)
        The model's parameters.
    free : int
        Along how many directions of the P the sum is flat there: these stay as they were at the start.
    """

    theta: np.ndarray
    free: int


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """The values of the first two terms that weights can reach, and those that none can.

    Parameters
    ----------
    powers : ndarray
        The weight of the second term over that of the first, as a power of ten.
    thetas : ndarray, shape (n, P)
        The models that are lowest there.
    values : ndarray, shape (n, terms)
        Their terms.
    missed : ndarray, shape (m, terms)
        Places no model is better than in all terms, which are lowest at no weights: in a dent of the front.
    share : float
        How many of all models that no other beats those are.
    """

    powers: np.ndarray
    thetas: np.ndarray
    values: np.ndarray
    missed: np.ndarray
    share: float


def sum_of(terms: Sequence[Term], weights: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """The weighted sum at parameters of shape (..., P); a term of no weight is not asked."""
    return sum((w * term.value(theta) for w, term in zip(weights, terms, strict=True) if w), np.zeros(theta.shape[:-1]))


def lowest(problem: Problem, weights: Sequence[float] | np.ndarray, start: np.ndarray | None = None) -> Lowest:
    """Newton's method on the weighted sum, from the best of all models where they can be tried.

    An infinite weight leaves nothing to the finite ones.
    """
    shares = _shares(np.asarray(weights, float))
    theta = problem.start if start is None else start
    if problem.every is not None:
        theta = problem.every[(_tried(problem) @ shares).argmin()]
    free = 0
    for _ in range(_STEPS):
        slope = np.sum([w * term.gradient(theta) for w, term in zip(shares, problem.terms, strict=True) if w], 0)
        step, free = _newton(problem, shares, theta, slope)
        theta = _backed(problem, shares, theta, step, float(slope @ step))
        if np.abs(step).max() <= _SETTLED * (1.0 + np.abs(theta).max()):
            break
    return Lowest(theta, free)


def _shares(weights: np.ndarray) -> np.ndarray:
    """The weights as shares of their sum."""
    if not (weights >= 0).all() or not (weights > 0).any():
        raise InvalidInput(f"Weights must be at least 0, and one of them more; got {weights.tolist()}.")
    heaviest = np.isinf(weights)
    kept = heaviest.astype(float) if heaviest.any() else weights / weights.max()
    shares: np.ndarray = kept / kept.sum()
    return shares


def _newton(problem: Problem, shares: np.ndarray, theta: np.ndarray, slope: np.ndarray) -> tuple[np.ndarray, int]:
    """A step against the slope, longer where the sum bends less, and in how many directions it does not bend."""
    bent = [w * term.curvature(theta) for w, term in zip(shares, problem.terms, strict=True) if w]
    sizes, ways = np.linalg.eigh(np.sum(bent, 0))
    sizes = np.abs(sizes)
    flat = sizes <= _FLAT * max(float(sizes.max()), 1e-300)
    return -ways @ np.where(flat, 0.0, (ways.T @ slope) / np.where(flat, 1.0, sizes)), int(flat.sum())


def _backed(problem: Problem, shares: np.ndarray, theta: np.ndarray, step: np.ndarray, fall: float) -> np.ndarray:
    """As much of a step as lowers the sum; all of it where rounding hides whether it does."""
    before = float(sum_of(problem.terms, shares, theta))
    if abs(fall) <= 1e-13 * abs(before):
        return theta + step
    share = 1.0
    while share > 1e-10:
        if float(sum_of(problem.terms, shares, theta + share * step)) <= before + 1e-4 * share * fall:
            return theta + share * step
        share /= 2
    return theta


@lru_cache(maxsize=32)
def _tried(problem: Problem) -> np.ndarray:
    assert problem.every is not None
    return values_of(problem, problem.every)


def values_of(problem: Problem, theta: np.ndarray) -> np.ndarray:
    """All terms at parameters of shape (..., P), shape (..., terms)."""
    return np.stack([term.value(theta) for term in problem.terms], -1)


def front(problem: Problem, others: Sequence[float] = ()) -> Front:
    """The front between the first two terms, the weights of the ``others`` held."""
    powers = np.linspace(-WIDEST, WIDEST, _PLACES)
    found, theta = [], problem.start
    for power in powers:
        theta = lowest(problem, (1.0, 10.0**power, *others), theta).theta
        found.append(theta)
    thetas = np.array(found)
    reached = values_of(problem, thetas)
    return Front(powers, thetas, reached, *_missed(problem, reached))


def _missed(problem: Problem, reached: np.ndarray) -> tuple[np.ndarray, float]:
    """Of all models those that no other beats in every term, as far as they lie above the chords of the front."""
    if problem.every is None:
        return np.empty((0, len(problem.terms))), 0.0
    values = _tried(problem)
    values = values[undominated(np.concatenate([values, reached]))[: len(values)]]
    values = values[values[:, 0].argsort()]
    corners = reached[reached[:, 0].argsort()]
    above = values[:, 1] - np.interp(values[:, 0], corners[:, 0], corners[:, 1])
    dent = above > _DENT * max(float(np.ptp(values[:, 1])), _DENT)
    return values[dent], float(dent.mean())


def undominated(values: np.ndarray) -> np.ndarray:
    """Which rows of two columns no other row beats: is at most as large in both, and less in one."""
    rows, places = np.unique(values, axis=0, return_inverse=True)  # sorted by the first column, then by the second
    best = np.minimum.accumulate(rows[:, 1])
    kept = np.concatenate([[True], rows[1:, 1] < best[:-1]])
    chosen: np.ndarray = kept[places.ravel()]
    return chosen


def ends(problem: Problem) -> list[Lowest]:
    """The lowest place of each term alone."""
    return [lowest(problem, row) for row in np.eye(len(problem.terms))]


def scales(problem: Problem, weighting: str) -> np.ndarray:
    """What each term's weight is multiplied by: one over its value, or its gradient's size, at the start."""
    if weighting == "start":
        sizes = values_of(problem, problem.start)
    elif weighting == "gradient":
        sizes = np.array([np.linalg.norm(term.gradient(problem.start)) for term in problem.terms])
    else:
        return np.ones(len(problem.terms))
    if not (sizes > 0).all():
        raise InvalidInput(f"What is 0 at the start cannot be divided by; the terms have {sizes.tolist()} there.")
    return 1.0 / sizes


def uncertain(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """The parameters and weights where the sum of ``exp(-s) * term + s`` is lowest over both.

    At any model the best s is the logarithm of its term, so a weight is one over its term; what is left to lower is
    the sum of the terms' logarithms. Each round cannot raise it.
    """
    theta = problem.start
    weights = 1.0 / values_of(problem, theta)
    for _ in range(_ROUNDS):
        theta = lowest(problem, weights, theta).theta
        after = 1.0 / values_of(problem, theta)
        if np.abs(after / weights - 1.0).max() < 1e-12:
            break
        weights = after
    return theta, weights


def pulls(problem: Problem, weights: np.ndarray, theta: np.ndarray) -> tuple[np.ndarray, float]:
    """The share that each term has of the gradient at a place, and the cosine between the first two.

    Shares are of the sum of the weighted gradients' sizes; both are NaN where a gradient they need is 0.
    """
    slopes = np.array([w * term.gradient(theta) for w, term in zip(weights, problem.terms, strict=True)])
    sizes = np.linalg.norm(slopes, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return sizes / sizes.sum(), float(slopes[0] @ slopes[1] / (sizes[0] * sizes[1]))


def descended(problem: Problem, weights: np.ndarray | None, rate: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The models on the way down a weighted sum from the start, shape (steps + 1, P), and the weights at each.

    Steps go against the gradient, each ``rate`` over the largest curvature long, halved until the sum falls enough.
    Where weights are None each is one over its term, anew at every step: the sum of their logarithms is lowered.
    """
    theta, path, used = problem.start, [], []
    for _ in range(steps + 1):
        now = 1.0 / values_of(problem, theta) if weights is None else np.asarray(weights, float)
        shares = _shares(now)
        path.append(theta)
        used.append(shares)
        slope = np.sum([w * term.gradient(theta) for w, term in zip(shares, problem.terms, strict=True) if w], 0)
        bent = np.sum([w * term.curvature(theta) for w, term in zip(shares, problem.terms, strict=True) if w], 0)
        length = rate / max(float(np.abs(np.linalg.eigvalsh(bent)).max()), _FLAT)
        theta = _backed(problem, shares, theta, -length * slope, -length * float(slope @ slope))
    return np.array(path), np.array(used)
