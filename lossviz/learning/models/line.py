"""A line through points."""

import numpy as np

from lossviz.learning.data.knobs import NOISE, SEED
from lossviz.learning.data.line import OUTLIERS, line
from lossviz.learning.model import Model, Sketch, affine, free, odd_ones
from lossviz.spaces.residual import REAL

_ENDS = np.array([-2.4, 2.4])

MODEL = Model(
    key="line",
    name="a line",
    data=line,
    tasks={REAL: affine},
    parameters=(
        free("slope", "a", -0.5, -2.0, 3.0, "slope of the chosen line"),
        free("intercept", "b", 1.0, -3.0, 2.0, "intercept of the chosen line"),
    ),
    knobs=(OUTLIERS, NOISE, SEED),
    rate=0.1,
    sketch=Sketch(
        across=("x", -2.4, 2.4),
        up=("y", -6.5, 4.5),
        path=lambda task, theta: (_ENDS, theta[0] * _ENDS + theta[1]),
        steps=(0.05, 0.05),
        odd="outlier",
        truth=lambda x: x,
    ),
    legend=odd_ones,
)
