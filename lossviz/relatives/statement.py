"""How a limit or an equality between two losses is written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lossviz.losses import LOSSES


@dataclass(frozen=True, slots=True)
class Setting:
    """A loss at parameters, times a scale.

    Parameters
    ----------
    key : str
        The loss.
    parameters : mapping
        What differs from its defaults.
    scale : float
        What its values are multiplied by.
    of : callable or None
        ``of(prediction, target)`` turns the inputs into those that it is evaluated on, where these differ and
        change from pair to pair: predictions that come closer to the truth, weights that add up to 1.
    plus : callable or None
        ``plus(prediction, target)`` is what must be added, from the inputs as they were given: a constant such
        as minus the entropy of the target, or the rest of a sum.
    """

    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    scale: float = 1.0
    of: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None
    plus: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> np.ndarray:
        """The scaled values of the loss, with what is added."""
        inputs = self.of(prediction, target) if self.of else (prediction, target)
        values = self.scale * LOSSES[self.key](*inputs, **self.parameters)
        return values + self.plus(prediction, target) if self.plus else values


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Two losses that agree, everywhere or in a limit.

    Parameters
    ----------
    key : str
        Its name in a link.
    statement : str
        How they agree, in one sentence.
    pairs : tuple of (Setting, Setting)
        The two sides: for an equality at several parameters, for a limit at parameters that approach it.
    shown : int
        Which pair a page overlays.
    limit : bool
        Whether the sides only come closer from pair to pair, the last one within the tolerance.
    tolerance : float
        How far the sides may be apart, relative to the larger of their size and 1.
    bridge : callable or None
        ``bridge(prediction, target)`` turns inputs of the first side into inputs of the second, where these
        differ.
    hard : bool
        Whether the statement holds only for targets without doubt: 0 or 1, or one-hot.
    """

    key: str
    statement: str
    pairs: tuple[tuple[Setting, Setting], ...]
    shown: int = 0
    limit: bool = False
    tolerance: float = 1e-12
    bridge: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None
    hard: bool = False

    @property
    def one(self) -> Setting:
        """The first side of the pair that is shown."""
        return self.pairs[self.shown][0]

    @property
    def other(self) -> Setting:
        """The second side of the pair that is shown."""
        return self.pairs[self.shown][1]

    def sides(self, prediction: ArrayLike, target: ArrayLike) -> list[tuple[np.ndarray, np.ndarray]]:
        """The values of both sides of every pair, for inputs of the first side."""
        bridged = self.bridge(prediction, target) if self.bridge else (prediction, target)
        return [(one(prediction, target), other(*bridged)) for one, other in self.pairs]
