"""Polynomials of points: columns whose combination they are, and the powers of x that it amounts to."""

from dataclasses import dataclass

import numpy as np
from numpy.polynomial import Polynomial

_SAME = 1e-9  # of the width of the data: places no further apart are one


@dataclass(frozen=True, slots=True)
class Basis:
    """The powers of x up to a degree, of an x shifted and scaled to lie between -1 and 1.

    Parameters
    ----------
    degree : int
        The degree: no more than the different places of the points determine.
    low, high : float
        The ends of the points.
    """

    degree: int
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of the points."""
        return (self.low + self.high) / 2

    @property
    def _half(self) -> float:
        return (self.high - self.low) / 2 or 1.0

    def columns(self, x: np.ndarray) -> np.ndarray:
        """The columns at these places, shape (n, degree + 1)."""
        return ((x - self.middle) / self._half)[:, None] ** np.arange(self.degree + 1)

    def powers(self, theta: np.ndarray, origin: float = 0.0) -> np.ndarray:
        """The coefficients of 1, x, x² and so on, x counted from the origin."""
        middle = self.middle - origin
        whole = Polynomial(theta, domain=[middle - self._half, middle + self._half], window=[-1, 1]).convert()
        return np.pad(whole.coef, (0, self.degree + 1 - whole.coef.size))


def basis_of(x: np.ndarray, degree: int) -> Basis:
    """The basis for points at these places, at least one of them."""
    low, high = float(x.min()), float(x.max())
    ordered = np.sort(x)
    apart = 1 + int((np.diff(ordered) > _SAME * (high - low)).sum())
    return Basis(min(degree, apart - 1), low, high)
