"""A distribution with two peaks."""

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.vocabulary import Interval, Parameter

GAP = Parameter(
    name="gap",
    symbol="gap",
    default=3.6,
    domain=Interval(0, 6),
    slider=(0.0, 6.0, 0.3),
    unit="units of x",
    meaning="how far apart the two peaks of p are",
    fold="Data",
)

LEFT_SHARE = Parameter(
    name="left_share",
    symbol="left share",
    default=0.65,
    domain=Interval(0.02, 0.98),
    slider=(0.1, 0.9, 0.05),
    unit="share of p",
    meaning="how much of p is in its left peak",
    fold="Data",
)

_WIDTH = 0.6  # of a peak


def two_peaks(*, gap: float, left_share: float) -> Data:
    """A distribution over a grid of outcomes from -6 to 6, with a peak on either side of 0."""
    x = np.linspace(-6.0, 6.0, 61)
    peaks = [np.exp(-(((x - side * gap / 2) / _WIDTH) ** 2) / 2) for side in (-1, 1)]
    p = left_share * peaks[0] + (1 - left_share) * peaks[1] + 1e-9  # no outcome is impossible
    return Data(x, p / p.sum(), np.zeros(x.size, bool))
