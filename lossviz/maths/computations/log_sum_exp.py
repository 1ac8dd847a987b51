"""The logarithm of a sum of exponentials, with and without taking the maximum out first."""

import numpy as np

from lossviz.maths.computations.record import Computation, Way, total

_BELOW = (0.0, 1.0, 2.0)  # how far the numbers lie below the highest


def _numbers(z: np.ndarray) -> np.ndarray:
    return np.stack([z - z.dtype.type(each) for each in _BELOW])


def _shifted(z: np.ndarray) -> np.ndarray:
    numbers = _numbers(z)
    most = numbers.max(0)
    return most + np.log(total(np.exp(numbers - most)))


def _shifted_slope(z: np.ndarray) -> np.ndarray:
    powers = np.exp(_numbers(z) - _numbers(z).max(0))
    return powers[0] / total(powers)


def _written(z: np.ndarray) -> np.ndarray:
    return np.log(total(np.exp(_numbers(z))))


def _written_slope(z: np.ndarray) -> np.ndarray:
    powers = np.exp(_numbers(z))
    return powers[0] / total(powers)


COMPUTATION = Computation(
    key="log_sum_exp",
    name="Log of a sum of exponentials",
    idea="log(exp z + exp(z − 1) + exp(z − 2)): the answer is near z, the steps on the way are not.",
    ways=(
        Way(key="shifted", name="the maximum taken out", value=_shifted, slope=_shifted_slope),
        Way(key="written", name="as written", value=_written, slope=_written_slope),
    ),
    down=False,
    place=4,
)
