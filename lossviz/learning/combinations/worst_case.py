"""The mean over all examples beside the worst of three groups."""

import numpy as np

from lossviz.learning.combination import Combination, Measure, Points, Problem, mean_loss, soft_worst
from lossviz.learning.data.knobs import SEED
from lossviz.losses.regression.squared import LOSS as SQUARED
from lossviz.vocabulary import Interval, Parameter

_GROUPS = (("24 common", 24, 1.0, 0.0), ("8 rarer", 8, 0.2, 0.4), ("4 rarest", 4, -1.0, 0.6))  # slope, intercept


def problem(*, temperature: float, seed: float) -> Problem:
    rng = np.random.default_rng(int(seed))
    points, designs = [], []
    for place, (name, size, slope, intercept) in enumerate(_GROUPS):
        x = np.linspace(-1.8, 1.8, size)
        points.append(Points(name, x, intercept + slope * x + 0.3 * rng.normal(size=size), place))
        designs.append(np.stack([np.ones_like(x), x], -1))
    squared, x = SQUARED.at({}), np.array([-2.0, 2.0])
    each = [mean_loss(squared, design, group.y) for design, group in zip(designs, points, strict=True)]
    return Problem(
        terms=(
            mean_loss(squared, np.concatenate(designs), np.concatenate([group.y for group in points])),
            soft_worst(each, temperature),
        ),
        start=np.zeros(2),
        x=x,
        predict=lambda theta: theta[0] + theta[1] * x,
        points=tuple(points),
        measures=(
            Measure("group_1", "mean loss of the common", lambda theta: float(each[0].value(theta))),
            Measure("group_3", "of the rarest", lambda theta: float(each[2].value(theta))),
            Measure("worst", "of the worst group", lambda theta: max(float(term.value(theta)) for term in each)),
        ),
    )


COMBINATION = Combination(
    key="worst_case",
    name="The worst group",
    idea="The mean over all examples beside the worst group's mean: a few that are far off can outweigh many.",
    terms=("mean", "worst"),
    problem=problem,
    parameters=(
        Parameter(
            name="temperature",
            symbol="τ",
            default=0.05,
            domain=Interval(0.001, 100),
            slider=(0.05, 2.0, 0.05),
            unit="units of the loss",
            meaning="how softly the worst group is taken: near 0 it is the maximum, large it is the groups' mean",
            fold="Data",
        ),
        SEED,
    ),
    across=("x", -2.2, 2.2),
    up=("y", -3.0, 3.0),
    spans=((0.0, 2.0), (0.0, 5.5)),
    place=40,
)
