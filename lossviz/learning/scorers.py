"""From features to the scores of classes: by weights alone, or through one hidden layer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

HIDDEN = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scorer:
    """A way from features to scores; its parameters are one vector.

    Parameters
    ----------
    key, name : str
        Its name in links and for readers.
    steps : int
        After how many steps training is stopped.
    start : callable
        ``start(features, columns, seed)`` are the parameters at first, for so many features and scores.
    scores : callable
        ``scores(theta, features, columns)``, shape (n, columns).
    pull_back : callable
        ``pull_back(theta, features, slopes)`` turns slopes with respect to the scores into their sum's slope with
        respect to the parameters.
    weights : callable
        ``weights(features, columns)`` is 1 for parameters that are weights, which a penalty holds small, else 0.
    """

    key: str
    name: str
    steps: int
    start: Callable[[int, int, int], np.ndarray]
    scores: Callable[[np.ndarray, np.ndarray, int], np.ndarray]
    pull_back: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    weights: Callable[[int, int], np.ndarray]


def _linear_weights(features: int, columns: int) -> np.ndarray:
    held = np.ones((features + 1, columns))
    held[-1] = 0.0
    return held.ravel()


def _linear(theta: np.ndarray, features: np.ndarray, columns: int) -> np.ndarray:
    matrix = theta.reshape(-1, columns)
    return features @ matrix[:-1] + matrix[-1]


def _linear_back(theta: np.ndarray, features: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    return np.concatenate([(features.T @ slopes).ravel(), slopes.sum(0)])


LINEAR = Scorer(
    key="logistic",
    name="logistic regression",
    steps=300,
    start=lambda features, columns, seed: np.zeros((features + 1) * columns),
    scores=_linear,
    pull_back=_linear_back,
    weights=_linear_weights,
)


def _layers(theta: np.ndarray, features: int) -> tuple[np.ndarray, np.ndarray]:
    """The matrices of both layers, the last row of each its intercepts."""
    split = (features + 1) * HIDDEN
    return theta[:split].reshape(features + 1, HIDDEN), theta[split:].reshape(HIDDEN + 1, -1)


def _network_start(features: int, columns: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng([seed, features])
    first, last = rng.normal(size=(features + 1, HIDDEN)), rng.normal(size=(HIDDEN + 1, columns)) / np.sqrt(HIDDEN)
    last[-1] = 0.0
    return np.concatenate([first.ravel(), last.ravel()])


def _network(theta: np.ndarray, features: np.ndarray, columns: int) -> np.ndarray:
    first, last = _layers(theta, features.shape[-1])
    return np.tanh(features @ first[:-1] + first[-1]) @ last[:-1] + last[-1]


def _network_back(theta: np.ndarray, features: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    first, last = _layers(theta, features.shape[-1])
    hidden = np.tanh(features @ first[:-1] + first[-1])
    inner = (slopes @ last[:-1].T) * (1 - hidden**2)
    parts = (features.T @ inner, inner.sum(0), hidden.T @ slopes, slopes.sum(0))
    return np.concatenate([part.ravel() for part in parts])


def _network_weights(features: int, columns: int) -> np.ndarray:
    held = np.concatenate([np.ones((features + 1) * HIDDEN), np.ones((HIDDEN + 1) * columns)])
    held[features * HIDDEN : (features + 1) * HIDDEN] = 0.0
    held[-columns:] = 0.0
    return held


NETWORK = Scorer(
    key="network",
    name=f"network of {HIDDEN} hidden units",
    steps=250,
    start=_network_start,
    scores=_network,
    pull_back=_network_back,
    weights=_network_weights,
)
SCORERS = {each.key: each for each in (LINEAR, NETWORK)}
