"""Two classes on a line."""

import numpy as np

from lossviz.learning.data.record import Data


def two_classes(*, share: float, spread: float, label_noise: float, seed: float) -> Data:
    """Thirty-two points on a line: label 1 about 1, label 0 about -1."""
    rng = np.random.default_rng(int(seed))
    size = 32
    draws, turn = rng.normal(size=size), rng.permutation(size)
    true = (rng.permutation(size) < round(share * size)).astype(float)
    odd = turn < round(label_noise * size)
    return Data(2 * true - 1 + spread * draws, np.where(odd, 1 - true, true), odd)
