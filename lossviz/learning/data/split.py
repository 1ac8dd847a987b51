"""A few of a data set's points to learn from, the others to judge by."""

import numpy as np

from lossviz.learning.data.line import line
from lossviz.learning.data.record import Data

_EVERY, _FIRST = 3, 1


def learnt_and_judged(*, noise: float, seed: float) -> tuple[Data, Data]:
    """Thirty points about the line y = x without outliers: every third, from the second on, and the other twenty."""
    data = line(outliers=0.0, noise=noise, seed=seed)
    mine = np.arange(data.labels.size) % _EVERY == _FIRST
    learnt, judged = (Data(data.features[own], data.labels[own], data.odd[own]) for own in (mine, ~mine))
    return learnt, judged
