"""Sets of real numbers, and values in them worth stopping at."""

import math
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of real numbers between two ends.

    Parameters
    ----------
    low, high : float
        The ends; infinite ends are allowed.
    closed : {"both", "left", "right", "neither"}
        Which ends belong to the set. An infinite end that is closed admits infinity itself.
    """

    low: float
    high: float
    closed: Literal["both", "left", "right", "neither"] = "both"

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"An interval needs low < high; got low={self.low}, high={self.high}.")

    def __contains__(self, value: float) -> bool:
        above = value >= self.low if self.closed in ("both", "left") else value > self.low
        below = value <= self.high if self.closed in ("both", "right") else value < self.high
        return bool(above and below)

    def __str__(self) -> str:
        parts = []
        if math.isfinite(self.low):
            parts.append(f"{'at least' if self.closed in ('both', 'left') else 'greater than'} {self.low:g}")
        if math.isfinite(self.high):
            parts.append(f"{'at most' if self.closed in ('both', 'right') else 'less than'} {self.high:g}")
        return " and ".join(parts) or "a number"


@dataclass(frozen=True, slots=True)
class Landmark:
    """A parameter value worth stopping at, and why in two or three words."""

    value: float
    label: str
