"""Small models that give classes scores, by weights alone or through one hidden layer."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.learning.networks import Network

_UNITS = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scorer:
    """A kind of model.

    Parameters
    ----------
    key, name : str
        Its name in links and for readers.
    hidden : tuple of int
        How many units each hidden layer has.
    steps : int
        After how many steps training is stopped.
    """

    key: str
    name: str
    hidden: tuple[int, ...]
    steps: int

    def network(self, features: int, columns: int) -> Network:
        """The model for so many features and scores."""
        return _network((features, *self.hidden, columns))

    def start(self, network: Network, seed: int) -> np.ndarray:
        """Its numbers before training: zeros, unless hidden units would then be all alike."""
        return network.start(np.random.default_rng(seed)) if self.hidden else np.zeros(network.size)


@lru_cache(maxsize=16)
def _network(widths: tuple[int, ...]) -> Network:
    return Network(widths)


LINEAR = Scorer(key="logistic", name="logistic regression", hidden=(), steps=300)
HIDDEN = Scorer(key="network", name=f"network of {_UNITS} hidden units", hidden=(_UNITS,), steps=160)
SCORERS = {each.key: each for each in (LINEAR, HIDDEN)}
