"""A column of ten numbers, nine of them close together."""

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.vocabulary import Interval, Parameter

_NUMBERS = (21.0, 23.0, 24.0, 25.0, 26.0, 27.0, 28.0, 30.0, 31.0)

LARGEST = Parameter(
    name="largest",
    symbol="largest",
    default=250.0,
    domain=Interval(0, 1e6),
    slider=(40.0, 250.0, 5.0),
    unit="thousand a year",
    meaning="the largest salary; what does it matter to the typical one?",
    plays=True,
)


def column(*, largest: float) -> Data:
    """Ten salaries in thousands, the largest as large as one likes; there are no labels."""
    numbers = np.array([*_NUMBERS, largest])
    return Data(numbers, np.zeros(numbers.size), np.zeros(numbers.size, bool))
