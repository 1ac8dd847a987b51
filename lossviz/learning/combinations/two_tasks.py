"""One slope for two tasks that want different ones."""

import numpy as np

from lossviz.learning.combination import Combination, Points, Problem, mean_loss
from lossviz.learning.data.knobs import SEED
from lossviz.losses.regression.welsch import LOSS as WELSCH
from lossviz.vocabulary import Interval, Landmark, Parameter

_EACH = 20
_NOISE = 0.15


def problem(*, conflict: float, seed: float) -> Problem:
    rng = np.random.default_rng(int(seed))
    points, terms, bound = [], [], WELSCH.at({"c": 1.0})
    for place, (name, sign) in enumerate((("task A", 1.0), ("task B", -1.0))):
        x = np.linspace(-2.0, 2.0, _EACH)
        y = sign * conflict / 2 * x + _NOISE * rng.normal(size=_EACH)
        points.append(Points(name, x, y, place))
        terms.append(mean_loss(bound, x[:, None], y))
    x = np.array([-2.0, 2.0])
    return Problem(
        terms=tuple(terms),
        start=np.array([0.0]),
        x=x,
        predict=lambda theta: theta[0] * x,
        points=tuple(points),
        every=np.linspace(-3.0, 3.0, 601)[:, None],
    )


COMBINATION = Combination(
    key="two_tasks",
    name="Two tasks",
    idea="One slope is to serve two tasks that want different slopes: what one gains, the other loses.",
    terms=("task A", "task B"),
    problem=problem,
    parameters=(
        Parameter(
            name="conflict",
            symbol="conflict",
            default=1.0,
            domain=Interval(0, 4),
            slider=(0.0, 3.0, 0.1),
            unit="slope of task A less that of task B",
            meaning="how far apart the tasks' own slopes lie",
            landmarks=(Landmark(0.0, "they agree"),),
        ),
        SEED,
    ),
    across=("x", -2.2, 2.2),
    up=("y", -3.2, 3.2),
    spans=((0.0, 0.85), (0.0, 0.85)),
    place=0,
)
