"""How a limit or an equality between two losses is written down."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lossviz.losses import LOSSES
from lossviz.vocabulary import BoundLoss, Loss

Inputs = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
Values = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A loss at parameters, times a scale.

    Parameters
    ----------
    loss : Loss
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

    loss: Loss
    parameters: Mapping[str, Any]
    scale: float = 1.0
    of: Inputs | None = None
    plus: Values | None = None

    @property
    def bound(self) -> BoundLoss:
        """The loss at its parameters."""
        return self.loss.at(self.loss.bind(self.parameters))

    def __rmul__(self, factor: float) -> "Setting":
        """So many times the loss, to which more may then be added: ``2 * side(...) + more``."""
        return replace(self, scale=factor * self.scale)

    def __add__(self, plus: Values) -> "Setting":
        """The loss and what ``plus(prediction, target)`` adds to it."""
        return replace(self, plus=plus)

    def __call__(self, prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
        """The scaled values of the loss, with what is added."""
        inputs = self.of(prediction, target) if self.of else (prediction, target)
        values = self.scale * self.loss(*inputs, **self.parameters)
        return values + self.plus(prediction, target) if self.plus else values


def side(key: str, /, of: Inputs | None = None, **parameters: Any) -> Setting:
    """The registered loss of this key at these parameters, as a term that can be multiplied and added to."""
    return Setting(LOSSES[key], parameters, of=of)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    bridge: Inputs | None = None
    hard: bool = False

    @property
    def one(self) -> Setting:
        """The first side of the pair that is shown."""
        return self.pairs[self.shown][0]

    @property
    def other(self) -> Setting:
        """The second side of the pair that is shown."""
        return self.pairs[self.shown][1]

    def of(self, loss: Loss) -> "Relative":
        """The same with this very loss wherever one of its key stands."""
        if all(each.loss is loss or each.loss.key != loss.key for pair in self.pairs for each in pair):
            return self

        def held(each: Setting) -> Setting:
            return replace(each, loss=loss) if each.loss.key == loss.key else each

        return replace(self, pairs=tuple((held(one), held(other)) for one, other in self.pairs))

    def sides(self, prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """The values of both sides of every pair, for inputs of the first side."""
        bridged = self.bridge(prediction, target) if self.bridge else (prediction, target)
        return [(one(prediction, target), other(*bridged)) for one, other in self.pairs]


def equal(statement: str, pairs: Iterable[tuple[Setting, Setting]], *, key: str = "", **more: Any) -> Relative:
    """Two losses that agree, at the parameters of every pair; called by the keys of both unless it has its own."""
    pairs = tuple(pairs)
    one, other = pairs[0]
    return Relative(key=key or f"{one.loss.key}_{other.loss.key}", statement=statement, pairs=pairs, **more)


def limit(
    statement: str,
    pairs: Iterable[tuple[Setting, Setting]],
    *,
    shown: int = 1,
    tolerance: float = 1e-8,
    **more: Any,
) -> Relative:
    """Two losses that come closer from pair to pair, until the last one is within the tolerance."""
    return equal(statement, pairs, shown=shown, limit=True, tolerance=tolerance, **more)
