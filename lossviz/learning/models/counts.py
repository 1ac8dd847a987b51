"""A rate that grows like an exponential, for counts."""

import numpy as np

from lossviz.learning.data.counts import MISSED, counts, log_rate
from lossviz.learning.data.knobs import SEED
from lossviz.learning.model import Model, Sketch, affine, free, odd_ones
from lossviz.spaces.rate import LOG_RATE

_X = np.linspace(-2.2, 2.2, 45)

MODEL = Model(
    key="counts",
    name="a rate that grows like an exponential",
    data=lambda *, missed, seed: counts(outliers=missed, seed=seed),
    tasks={LOG_RATE: affine},
    parameters=(
        free("growth", "a", 0.2, -1.0, 2.0, "how fast the chosen rate grows"),
        free("log_rate", "b", 1.0, -1.5, 2.5, "the logarithm of the chosen rate at x = 0"),
    ),
    knobs=(MISSED, SEED),
    rate=0.1,
    sketch=Sketch(
        across=("x", -2.2, 2.2),
        up=("count and rate", -0.6, 13.0),
        path=lambda task, theta: (_X, np.exp(theta[0] * _X + theta[1])),
        steps=(0.05, 1.0),
        odd="recorded as 0",
        reach=((-2.2, 2.2), (0.0, 13.0)),
        truth=lambda x: np.exp(log_rate(x)),
    ),
    legend=odd_ones,
)
