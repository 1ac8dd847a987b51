"""How much one distribution tells of another."""

import numpy as np


def cross_entropy(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """The mean surprise, in nats, of a model q at outcomes of p, distributions on the last axis; p's entropy for q = p.

    q must be above 0 wherever p is.
    """
    return 0.0 - (p * np.log(np.where(p > 0, q, 1.0))).sum(-1)  # not −0 for a certain p
