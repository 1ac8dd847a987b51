"""A squared error of two weights."""

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.vocabulary import Interval, Parameter


def _optimum(place: int, default: float) -> Parameter:
    return Parameter(
        name=f"optimum_{place}",
        symbol=f"ŵ{'₁₂'[place - 1]}",
        default=default,
        domain=Interval(-10, 10),
        slider=(-3.0, 3.0, 0.1),
        unit="",
        meaning=f"weight {place} where the data alone are fitted best",
        fold="Data",
    )


OPTIMUM_1, OPTIMUM_2 = _optimum(1, 1.8), _optimum(2, 0.6)

CORRELATION = Parameter(
    name="correlation",
    symbol="ρ",
    default=0.3,
    domain=Interval(-0.99, 0.99),
    slider=(-0.9, 0.9, 0.1),
    unit="",
    meaning="how alike the two features are; more of it lets one weight stand in for the other",
    fold="Data",
)


def bowl(*, optimum_1: float, optimum_2: float, correlation: float) -> Data:
    """The squared error of two weights on data: its optimum as labels, its curvature as features."""
    bend = np.array([[1.0, correlation], [correlation, 1.0]])
    return Data(bend, np.array([optimum_1, optimum_2]), np.zeros(2, bool))
