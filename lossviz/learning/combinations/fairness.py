"""A penalty on the gap between the mean predictions for two groups."""

import numpy as np

from lossviz.learning.combination import Combination, Measure, Points, Problem, mean_loss, squared_gap
from lossviz.learning.data.knobs import SEED
from lossviz.losses.regression.squared import LOSS as SQUARED
from lossviz.vocabulary import Interval, Landmark, Parameter

_SIZES = (24, 12)


def problem(*, apart: float, seed: float) -> Problem:
    rng = np.random.default_rng(int(seed))
    x = [centre + 0.7 * rng.normal(size=size) for centre, size in zip((apart / 2, -apart / 2), _SIZES, strict=True)]
    y = [0.9 * each + 0.4 * rng.normal(size=each.size) for each in x]
    whole, target = np.concatenate(x), np.concatenate(y)
    design = np.stack([np.ones_like(whole), whole], -1)
    means = np.array([[1.0, each.mean()] for each in x])
    row, ends = means[0] - means[1], np.array([-2.5, 2.5])
    return Problem(
        terms=(mean_loss(SQUARED.at({}), design, target), squared_gap(row)),
        start=np.array([0.0, 1.0]),
        x=ends,
        predict=lambda theta: theta[0] + theta[1] * ends,
        points=(Points("group A", x[0], y[0], 0), Points("group B", x[1], y[1], 1)),
        levels=lambda theta: (means @ theta).tolist(),
        measures=(
            Measure("mean_a", "mean prediction for group A", lambda theta: float(means[0] @ theta)),
            Measure("mean_b", "for group B", lambda theta: float(means[1] @ theta)),
            Measure("gap", "gap between them", lambda theta: abs(float(row @ theta))),
        ),
    )


COMBINATION = Combination(
    key="fairness",
    name="A gap between groups",
    idea="The squared gap between two groups' mean predictions is charged beside the errors.",
    terms=("errors", "gap²"),
    problem=problem,
    parameters=(
        Parameter(
            name="apart",
            symbol="apart",
            default=1.6,
            domain=Interval(0, 4),
            slider=(0.0, 3.0, 0.1),
            unit="units of x between the groups' centres",
            meaning="how much the groups differ in the feature that the model sees",
            landmarks=(Landmark(0.0, "alike"),),
        ),
        SEED,
    ),
    across=("feature x", -2.7, 2.7),
    up=("target y", -3.2, 3.2),
    spans=((0.0, 1.5), (0.0, 3.3)),
    weightings=("fixed",),
    place=20,
)
