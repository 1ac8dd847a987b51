"""A squared and an absolute error on one line, some of whose points are far off."""

import numpy as np

from lossviz.learning.combination import Combination, Measure, Points, Problem, mean_loss
from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.line import OUTLIERS, line
from lossviz.losses.regression.pseudo_huber import LOSS as PSEUDO_HUBER
from lossviz.losses.regression.squared import LOSS as SQUARED

_ROUND = 0.1  # below this residual the absolute error is a bowl, so that it has a slope everywhere


def problem(*, outliers: float, noise: float, seed: float) -> Problem:
    data = line(outliers=outliers, noise=noise, seed=seed)
    design = np.stack([np.ones_like(data.features), data.features], -1)
    x, odd = np.array([-2.0, 2.0]), data.odd
    absolute = mean_loss(
        PSEUDO_HUBER.at({"delta": _ROUND}), design, data.labels, np.full(odd.size, 1 / _ROUND / odd.size)
    )
    return Problem(
        terms=(mean_loss(SQUARED.at({}), design, data.labels), absolute),
        start=np.zeros(2),
        x=x,
        predict=lambda theta: theta[0] + theta[1] * x,
        points=(
            Points("points", np.where(~odd, data.features, np.nan), np.where(~odd, data.labels, np.nan), 0),
            Points("far off", np.where(odd, data.features, np.nan), np.where(odd, data.labels, np.nan), 1),
        ),
        truth=x,
        measures=(Measure("slope", "slope of the line", lambda theta: float(theta[1])),),
    )


COMBINATION = Combination(
    key="two_losses",
    name="Squared and absolute error",
    idea="One line under a sum of two losses: the squared error heeds far points, the absolute error hardly does.",
    terms=("squared", "absolute"),
    problem=problem,
    parameters=(OUTLIERS, NOISE, SEED),
    across=("x", -2.2, 2.2),
    up=("y", -5.5, 3.5),
    spans=((0.0, 4.5), (0.0, 1.6)),
    place=10,
)
