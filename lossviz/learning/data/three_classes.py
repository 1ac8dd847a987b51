"""Three classes in the plane."""

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.spaces.logits import CLASSES

CENTRES = 1.5 * np.array([[0.0, 1.0], [np.sqrt(3) / 2, -0.5], [-np.sqrt(3) / 2, -0.5]])


def three_classes(*, share: float, spread: float, label_noise: float, seed: float) -> Data:
    """Twenty-four points in the plane, in three groups around the origin."""
    rng = np.random.default_rng(int(seed))
    size = 24
    draws, turn = rng.normal(size=(size, 2)), rng.permutation(size)
    first = rng.permutation(size)
    true = np.where(first < round(share * size), 0, 1 + first % (CLASSES - 1))
    odd = turn < round(label_noise * size)
    return Data(CENTRES[true] + 0.7 * spread * draws, np.where(odd, (true + 1) % CLASSES, true).astype(float), odd)
