"""Points about a line."""

import numpy as np

from lossviz.learning.data.knobs import of_thirty
from lossviz.learning.data.record import Data

OUTLIERS = of_thirty("outliers", 4.0, "points moved 5 units down at the right-hand end")


def line(*, outliers: float, noise: float, seed: float) -> Data:
    """Thirty points about the line y = x, the rightmost few of them far below it."""
    rng = np.random.default_rng(int(seed))
    x = np.linspace(-2.0, 2.0, 30)
    y = x + noise * rng.normal(size=x.size)
    odd = np.arange(x.size) >= x.size - round(outliers)
    return Data(x, np.where(odd, y - 5.0, y), odd)
