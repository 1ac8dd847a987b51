"""Counts about a rate."""

import numpy as np

from lossviz.learning.data.knobs import of_thirty
from lossviz.learning.data.record import Data

MISSED = of_thirty("missed", 2.0, "counts at the right-hand end that were recorded as 0")


def log_rate(x: np.ndarray) -> np.ndarray:
    """The logarithm of the true rate."""
    return 0.5 + 0.8 * x


def counts(*, outliers: float, seed: float) -> Data:
    """Thirty counts about a rate that grows like an exponential, the rightmost few of them 0 instead."""
    rng = np.random.default_rng(int(seed))
    x = np.linspace(-2.0, 2.0, 30)
    odd = np.arange(x.size) >= x.size - round(outliers)
    return Data(x, np.where(odd, 0.0, rng.poisson(np.exp(log_rate(x)))), odd)
