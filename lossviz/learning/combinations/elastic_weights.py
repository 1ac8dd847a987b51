"""A new task learned while elastic weights hold what an old one needs."""

import numpy as np

from lossviz.learning.combination import Combination, Measure, Points, Problem, Term, mean_loss, penalty
from lossviz.learning.data.knobs import SEED
from lossviz.learning.weighted_sums import lowest
from lossviz.losses.penalties.elastic_weight_consolidation import LOSS as ELASTIC
from lossviz.losses.regression.squared import LOSS as SQUARED
from lossviz.vocabulary import Interval, Opening, Parameter

_CENTRES = np.linspace(-2.0, 2.0, 6)
_WIDTH = 0.7  # of a bump, so that those of either task reach into the other's half
_NOISE = 0.15
_EACH = 20
_SMALL = 1e-3  # of plain L2, for bumps that the old task hardly has points on


def problem(*, overlap: float, seed: float) -> Problem:
    rng = np.random.default_rng(int(seed))
    halves = np.linspace(-2.0, overlap, _EACH), np.linspace(-overlap, 2.0, _EACH)
    old = np.sin(2 * halves[0]) + _NOISE * rng.normal(size=_EACH)
    new = 1.0 - 0.5 * halves[1] + _NOISE * rng.normal(size=_EACH)
    x = np.linspace(-2.1, 2.1, 61)
    drawn, squared = _bumps(x), SQUARED.at({})
    first, second = (mean_loss(squared, _bumps(half), y) for half, y in zip(halves, (old, new), strict=True))
    anchor, fisher = _learned(first, halves[0], x)
    held = ELASTIC.at({"strength": 1.0, "fisher": tuple(fisher.tolist()), "anchor": tuple(anchor.tolist())})
    return Problem(
        terms=(second, penalty(held)),
        start=anchor,
        x=x,
        predict=lambda theta: drawn @ theta,
        points=(Points("new task", halves[1], new, 0), Points("old task", halves[0], old, 1)),
        measures=(
            Measure("old", "loss on the old task", lambda theta: float(first.value(theta))),
            Measure("before", "before the new one", lambda theta: float(first.value(anchor))),
        ),
    )


def _bumps(x: np.ndarray) -> np.ndarray:
    return np.exp(-0.5 * ((x[:, None] - _CENTRES) / _WIDTH) ** 2)


def _learned(term: Term, half: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weights that the old task ends with, and how much it needs each: the mean squared slope of a likelihood.

    The likelihood is normal with the noise's deviation, so each weight's is the mean square of its bump over the
    variance.
    """
    small = Term(
        value=lambda theta: term.value(theta) + _SMALL * (theta**2).sum(-1),
        gradient=lambda theta: term.gradient(theta) + 2 * _SMALL * theta,
        curvature=lambda theta: term.curvature(theta) + 2 * _SMALL * np.eye(theta.size),
    )
    start = np.zeros(_CENTRES.size)
    alone = Problem(terms=(small,), start=start, x=x, predict=lambda theta: _bumps(x) @ theta, points=())
    return lowest(alone, (1.0,)).theta, (_bumps(half) ** 2).mean(0) / _NOISE**2


COMBINATION = Combination(
    key="elastic_weights",
    name="Elastic weights",
    idea="A model that knows an old task learns a new one, while springs hold the weights that the old one needs.",
    terms=("new task", "springs"),
    problem=problem,
    parameters=(
        Parameter(
            name="overlap",
            symbol="overlap",
            default=0.2,
            domain=Interval(0, 2),
            slider=(0.0, 2.0, 0.1),
            unit="units of x past the middle",
            meaning="how far either task's points reach into the other's half, where they disagree",
        ),
        SEED,
    ),
    across=("x", -2.2, 2.2),
    up=("y", -2.5, 2.5),
    spans=((0.0, 0.6), (0.0, 30.0)),
    weightings=("fixed",),
    opening=Opening(values={"weight": -2.0}),
    place=60,
)
