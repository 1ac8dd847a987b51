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
        The examples that a reader has moved or added.
    which : ndarray of int, shape (n,), or None
        What number each example has, where a reader has added some or taken some away.
    """

    features: np.ndarray
    labels: np.ndarray
    odd: np.ndarray
    by_hand: np.ndarray | None = None
    which: np.ndarray | None = None

    @property
    def numbers(self) -> np.ndarray:
        """What number each example has: it keeps it when others come and go."""
        return np.arange(self.labels.size) if self.which is None else self.which
