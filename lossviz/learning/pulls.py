"""Who pulls on a model: how the gradient is shared out among examples, easy and hard, and among classes."""

from dataclasses import dataclass

import numpy as np

EDGES = np.linspace(0.0, 1.0, 6)  # of the bins of an example's probability of its true class
EASY, HARD = 0.8, 0.4  # an example is easy from the one on, and hard below the other


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of the sum of the sizes of all examples' gradients.

    Parameters
    ----------
    by_class, by_bin : ndarray
        Those of each class, and of each bin of `EDGES`; zero where nothing pulls.
    total : float
        The sum of all sizes, divided by the number of examples.
    """

    by_class: np.ndarray
    by_bin: np.ndarray
    total: float

    @property
    def easy(self) -> float:
        """The share of easy examples."""
        return float(self.by_bin[np.searchsorted(EDGES, EASY - 1e-9) :].sum())

    @property
    def hard(self) -> float:
        """The share of hard examples."""
        return float(self.by_bin[: np.searchsorted(EDGES, HARD - 1e-9)].sum())


def shares(sizes: np.ndarray, labels: np.ndarray, true: np.ndarray, classes: int) -> Shares:
    """How sizes are shared out, where ``true`` is each example's probability of its class in ``labels``."""
    with np.errstate(over="ignore"):
        largest = float(sizes.max(initial=0.0))
        weights = sizes / largest if largest else np.zeros_like(sizes)
        whole = weights.sum() or 1.0
        place = np.minimum(np.searchsorted(EDGES, true, side="right") - 1, len(EDGES) - 2)
        return Shares(
            np.bincount(labels, weights, classes) / whole,
            np.bincount(place, weights, len(EDGES) - 1) / whole,
            float((sizes / max(1, sizes.size)).sum()),
        )


def sizes(slopes: np.ndarray) -> np.ndarray:
    """How strongly each example pulls on its scores: the length of the gradient with respect to these."""
    largest = np.abs(slopes).max(-1, keepdims=True, initial=1e-300)
    return largest[..., 0] * np.sqrt(((slopes / largest) ** 2).sum(-1))
