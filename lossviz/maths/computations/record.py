"""A quantity that can be computed in several ways, which agree on paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from lossviz.vocabulary import Opening, Parameter

FORMATS = {"float64": np.float64, "float32": np.float32, "float16": np.float16}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """One way of computing it: all of it in the type of what it is given.

    Parameters
    ----------
    key, name : str
        Its name in readings, and for readers.
    value : callable
        ``value(z)`` for an array of logits, in their type.
    slope : callable or None
        ``slope(z)`` is what comes back to the logit; None for a way that gives no gradient.
    """

    key: str
    name: str
    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray] | None

    def __call__(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values and slopes, in the type of z; what overflows is infinite, what is no number is NaN."""
        with np.errstate(all="ignore"):
            return self.value(z), self.slope(z) if self.slope else np.full_like(z, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Computation:
    """A quantity over a logit, and the ways to compute it; the first is the one that holds everywhere.

    Parameters
    ----------
    key, name, idea : str
        Its name in links and for readers, and its point in a sentence.
    ways : tuple of Way
        How it can be computed.
    down : bool
        Whether it is dear at low logits.
    place : int
        Its place among the others, smaller first.
    """

    key: str
    name: str
    idea: str
    ways: tuple[Way, ...]
    down: bool
    place: int
    parameters: tuple[Parameter, ...] = ()
    opening: Opening = field(default_factory=Opening)


def total(rows: np.ndarray) -> np.ndarray:
    """The sum of the rows, one after the other: numpy's own sum of float16 would round in another order or less."""
    return reduce(np.add, rows)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """The logistic function as it is written down: exp overflows where z is low, and the quotient is 0."""
    one = z.dtype.type(1)
    return one / (one + np.exp(-z))
