"""Examples that a model learns from."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Data:
    """Examples and what is odd about them.

    Parameters
    ----------
    features : ndarray, shape (n,) or (n, 2)
        What a model sees.
    labels : ndarray, shape (n,)
        What it should say: a real number, 0 or 1, or a class.
    odd : ndarray of bool, shape (n,)
        The outliers, or the examples with a wrong label.
    by_hand : ndarray of bool, shape (n,), or None
        The examples that a reader has moved.
    """

    features: np.ndarray
    labels: np.ndarray
    odd: np.ndarray
    by_hand: np.ndarray | None = None
