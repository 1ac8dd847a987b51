"""Two or three classes in the plane, the last of them rare."""

import numpy as np

from lossviz.learning.data.record import Data

ACROSS, UP = 4.5, 3.2  # of the picture, from its middle
_TWO = 0.5 * np.array([[-1.0, -0.4], [1.0, 0.4]])
_THREE = 1.2 * np.array([[-np.sqrt(3) / 2, -0.5], [np.sqrt(3) / 2, -0.5], [0.0, 1.0]])
_RING = 2.1


def groups(
    *, classes: int, size: int, share: float, spread: float, label_noise: float, seed: float, inside: bool
) -> Data:
    """So many points of so many classes, each class about a centre of its own, or the last inside a ring of the others.

    A wrong label is that of the next class.
    """
    rng = np.random.default_rng(int(seed))
    draws, turn, place = rng.normal(size=(size, 2)), rng.permutation(size), rng.permutation(size)
    angle = rng.uniform(0, 2 * np.pi, size)
    last = classes - 1
    rare = round(share * size)
    true = np.where(place < rare, last, (place - rare) * last // max(1, size - rare))
    if inside:
        sector = (angle + 2 * np.pi * true) / last
        ring = _RING * np.stack([np.cos(sector), np.sin(sector)], -1)
        centres, width = np.where((true == last)[:, None], 0.0, ring), 0.45
    else:
        centres, width = (_TWO if classes == 2 else _THREE)[true], 1.2
    odd = turn < round(label_noise * size)
    labels = np.where(odd, (true + 1) % classes, true).astype(float)
    places = centres + width * spread * draws
    return Data(np.clip(places, [-ACROSS, -UP], [ACROSS, UP]), labels, odd)
