"""Easy examples first: those that a first fit misses by more than a threshold come in with a weight of their own."""

import numpy as np

from lossviz.learning.combination import Combination, Measure, Points, Problem, mean_loss
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.line import OUTLIERS, line
from lossviz.learning.weighted_sums import lowest
from lossviz.losses.regression.pseudo_huber import LOSS as PSEUDO_HUBER
from lossviz.losses.regression.squared import LOSS as SQUARED
from lossviz.vocabulary import Interval, Parameter


def problem(*, age: float, outliers: float, noise: float, seed: float) -> Problem:
    data = line(outliers=outliers, noise=noise, seed=seed)
    design = np.stack([np.ones_like(data.features), data.features], -1)
    x, count = np.array([-2.0, 2.0]), data.labels.size
    first = _first_fit(design, data.labels, x)
    easy = (design @ first - data.labels) ** 2 < age
    squared = SQUARED.at({})
    return Problem(
        terms=tuple(mean_loss(squared, design, data.labels, np.where(own, 1 / count, 0.0)) for own in (easy, ~easy)),
        start=first,
        x=x,
        predict=lambda theta: theta[0] + theta[1] * x,
        points=(
            Points("easy", np.where(easy, data.features, np.nan), np.where(easy, data.labels, np.nan), 0),
            Points("hard", np.where(~easy, data.features, np.nan), np.where(~easy, data.labels, np.nan), 1),
        ),
        truth=x,
        measures=(
            Measure("hard", "hard examples", lambda theta: float((~easy).sum())),
            Measure("slope", "slope of the line", lambda theta: float(theta[1])),
        ),
    )


def _first_fit(design: np.ndarray, target: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The parameters of a fit that far points hardly move."""
    term = mean_loss(PSEUDO_HUBER.at({"delta": 0.1}), design, target)
    alone = Problem(terms=(term,), start=np.zeros(2), x=x, predict=lambda theta: theta[0] + theta[1] * x, points=())
    return lowest(alone, (1.0,)).theta


COMBINATION = Combination(
    key="curriculum",
    name="Easy examples first",
    idea="Examples that a first fit misses by little count as they are; the hard ones come in with a weight.",
    terms=("easy", "hard"),
    problem=problem,
    parameters=(
        Parameter(
            name="age",
            symbol="age",
            default=4.0,
            domain=Interval(0, 100),
            slider=(0.1, 8.1, 0.1),
            unit="squared units of y",
            meaning="the loss under a robust first fit from which an example counts as hard; more of it lets more in",
        ),
        OUTLIERS,
        NOISE,
        SEED,
    ),
    across=("x", -2.2, 2.2),
    up=("y", -5.5, 3.5),
    spans=((0.0, 3.0), (0.0, 4.5)),
    weightings=("fixed", "start", "gradient"),
    place=50,
)
