"""Points about a line, of which some can be bad, at its end or in its middle."""

from dataclasses import replace

import numpy as np

from lossviz.learning.data.knobs import of_thirty
from lossviz.learning.data.record import Data
from lossviz.vocabulary import Interval, Parameter

POINTS = 30
DROP = 5.0  # by which bad points are below their place

BAD_END = replace(
    of_thirty("bad_end", 4.0, "points at the right-hand end that dropped by 5: far out in x, they have leverage"),
    symbol="bad end",
)
BAD_MIDDLE = replace(
    of_thirty("bad_middle", 0.0, "points in the middle that dropped by 5: they have next to no leverage"),
    symbol="bad middle",
)

SKEW = Parameter(
    name="skew",
    symbol="skew",
    default=0.0,
    domain=Interval(0, 1),
    slider=(0.0, 1.0, 0.1),
    unit="0: normal, 1: exponential",
    meaning="how lopsided the noise is; at 1 all of it lies above the line, most of it close",
    fold="Data",
)


def scatter(*, bad_end: float, bad_middle: float, noise: float, skew: float, seed: float) -> Data:
    """Thirty points about the line y = x, some of them far below it."""
    rng = np.random.default_rng(int(seed))
    x = np.linspace(-2.0, 2.0, POINTS)
    even, lopsided = rng.normal(size=POINTS), rng.exponential(size=POINTS)
    y = x + noise * ((1 - skew) * even + skew * lopsided)
    place = np.arange(POINTS)
    from_middle = np.argsort(np.argsort(np.abs(place - (POINTS - 1) / 2), kind="stable"))
    odd = (place >= POINTS - round(bad_end)) | (from_middle < round(bad_middle))
    return Data(x, np.where(odd, y - DROP, y), odd)
