"""Two weights between the optimum of their data and a penalty."""

import numpy as np

from lossviz.learning.data.bowl import CORRELATION, OPTIMUM_1, OPTIMUM_2, bowl
from lossviz.learning.data.record import Data
from lossviz.learning.model import Model, Sketch, Task, free, linear
from lossviz.spaces.weights import WEIGHTS


def _task(data: Data) -> Task:
    """The weights themselves; the data's part of the objective is a bowl about the optimum without a penalty."""
    optimum, bend = data.labels, data.features

    def added(theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        off = theta - optimum
        slope = off @ bend
        return (off * slope).sum(-1) / 2, slope

    one, two = np.eye(2)[:, None]
    return linear(np.zeros((1, 2)), (one, two), target=np.empty((1, 0)), data=data, added=added)


MODEL = Model(
    key="weights",
    name="two weights, pulled to where the data are fitted best and to where the penalty is least",
    data=bowl,
    tasks={WEIGHTS: _task},
    parameters=(
        free("weight_1", "w₁", -1.0, -3.0, 3.0, "the first weight of the chosen place"),
        free("weight_2", "w₂", 2.0, -3.0, 3.0, "the second weight of the chosen place"),
    ),
    knobs=(OPTIMUM_1, OPTIMUM_2, CORRELATION),
    rate=0.3,
    sketch=Sketch(
        across=("weight", 0.4, 2.6),
        up=("value", -3.2, 3.2),
        path=lambda task, theta: (np.arange(1.0, theta.size + 1), theta),
        style="bars",
    ),
    legend=lambda data: "The bars are the two weights: the widest fit the data alone.",
)
