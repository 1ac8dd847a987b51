"""A few points of an oscillation, and the equation that it obeys as a term: a physics-informed fit."""

import numpy as np
from numpy.polynomial import chebyshev

from lossviz.learning.combination import Combination, Measure, Points, Problem, mean_loss, squared_gap
from lossviz.learning.data.knobs import SEED
from lossviz.losses.regression.squared import LOSS as SQUARED
from lossviz.vocabulary import Interval, Landmark, Parameter

_DEGREE = 9
_END = 2 * np.pi
_MOST = 20  # points that the slider offers
_PLACES = 60  # where the equation is asked for


def problem(*, count: float, noise: float, rate: float, seed: float) -> Problem:
    rng = np.random.default_rng(int(seed))
    draws = rng.uniform(0.0, 0.55 * _END, max(_MOST, round(count))), rng.normal(size=max(_MOST, round(count)))
    there = np.arange(draws[0].size) < round(count)
    t, y = draws[0], np.cos(draws[0]) + noise * draws[1]
    grid = np.linspace(0.0, _END, _PLACES)
    residual = _basis(grid, 2) + rate**2 * _basis(grid)
    drawn, truth, squared = _basis(grid), np.cos(grid), SQUARED.at({})

    def miss(theta: np.ndarray) -> float:
        return float(np.sqrt(np.mean((drawn @ theta - truth) ** 2)))

    return Problem(
        terms=(
            mean_loss(squared, _basis(t[there]), y[there]),
            mean_loss(squared, residual, np.zeros(_PLACES)),
            squared_gap(_basis(np.zeros(1), 1)[0]),
        ),
        start=np.eye(_DEGREE + 1)[0],
        x=grid,
        predict=lambda theta: drawn @ theta,
        points=(Points("points", np.where(there, t, np.nan), np.where(there, y, np.nan), 0),),
        truth=truth,
        measures=(Measure("miss", "usual distance from the truth", miss),),
    )


def _basis(t: np.ndarray, derivative: int = 0) -> np.ndarray:
    """The polynomials, or their derivatives, at these times; a column each."""
    to_one = 2.0 / _END
    columns = [chebyshev.chebder(row, derivative) if derivative else row for row in np.eye(_DEGREE + 1)]
    return np.stack([chebyshev.chebval(to_one * t - 1.0, each) for each in columns], -1) * to_one**derivative


COMBINATION = Combination(
    key="physics",
    name="An equation as a term",
    idea="A polynomial is charged for missing a few points, and for breaking the equation u″ = −ω²u between them.",
    terms=("points", "equation", "start"),
    problem=problem,
    parameters=(
        Parameter(
            name="rate",
            symbol="ω",
            title="frequency in the equation",
            default=1.0,
            domain=Interval(0, 5),
            slider=(0.5, 1.5, 0.05),
            unit="radians per unit of time",
            meaning="what the equation believes; the points oscillate with 1",
            landmarks=(Landmark(1.0, "the truth"),),
        ),
        Parameter(
            name="count",
            symbol="n",
            title="points",
            default=6.0,
            domain=Interval(1, 60),
            slider=(2.0, 20.0, 1.0),
            unit="points",
            meaning="how many points there are, all in the first half",
            fold="Data",
        ),
        Parameter(
            name="noise",
            symbol="noise",
            default=0.15,
            domain=Interval(0, 2),
            slider=(0.0, 0.6, 0.05),
            unit="standard deviation of a point",
            meaning="scatter of the points about the truth",
            fold="Data",
        ),
        SEED,
    ),
    across=("time", 0.0, _END),
    up=("u", -2.2, 2.2),
    spans=((-4.0, 0.5), (-7.0, 2.0)),
    powers=True,
    weightings=("fixed",),
    place=30,
)
