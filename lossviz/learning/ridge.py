"""Polynomials fitted by least squares, with a price on their coefficients."""

import numpy as np
from numpy.polynomial import legendre

_REACH = 2.0  # the data lie between minus this and this


def fitted(x: np.ndarray, y: np.ndarray, degree: int, strength: float = 0.0) -> np.ndarray:
    """The coefficients, of Legendre's polynomials on the data's stretch, that make the mean square small.

    ``strength`` times the sum of the squares of all but the constant's is added to the mean. The basis keeps apart
    what powers of x confuse; without a price it makes no difference to the curve.
    """
    columns = legendre.legvander(x / _REACH, degree)
    price = np.sqrt(strength * x.size) * np.eye(degree + 1)[1:]
    return np.linalg.lstsq(np.vstack([columns, price]), np.append(y, np.zeros(degree)), rcond=None)[0]


def evaluated(coefficients: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The polynomial at these places."""
    return legendre.legval(x / _REACH, coefficients)
