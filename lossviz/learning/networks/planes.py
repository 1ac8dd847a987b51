"""Planes through the space of a network's numbers: along random directions, and along the path that training took."""

from dataclasses import dataclass

import numpy as np

from lossviz.learning.networks.perceptron import Network


def filter_normalised(network: Network, theta: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A random direction in which every unit's incoming weights are as long as the network's own.

    So that a step of 1 means as much to a network with large weights as to one with small ones (Li et al. 2018,
    arXiv 1712.09913). Biases stay as they are.
    """
    direction = np.zeros_like(theta)
    for layer in network.layers:
        own, drawn = layer.weights(theta), rng.normal(size=(layer.inputs, layer.outputs))
        layer.weights(direction)[:] = drawn * (np.linalg.norm(own, axis=0) / np.linalg.norm(drawn, axis=0))
    return direction


_NOTHING = 1e-12  # of a path's length: what is left of a direction that it does not have


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A path as seen from its end, in the plane that holds most of it.

    Parameters
    ----------
    directions : ndarray, shape (2, size)
        The principal directions, of length 1 and upright on each other.
    places : ndarray, shape (rows, 2)
        Where the path is along them; (0, 0) at the end.
    shares : ndarray, shape (2,)
        How much of the squared distances from the end lies along each.
    """

    directions: np.ndarray
    places: np.ndarray
    shares: np.ndarray


def principal(weights: np.ndarray) -> Path:
    """The principal directions of a path, from its places as seen from the end, as in Li et al. 2018."""
    offsets = weights - weights[-1]
    farthest = float(np.abs(offsets).max())
    if farthest == 0:
        return Path(np.zeros((2, weights.shape[1])), np.zeros((len(weights), 2)), np.zeros(2))
    scaled = offsets / farthest  # squares of what has diverged would overflow
    squares, turns = np.linalg.eigh(scaled @ scaled.T)  # a few rows, many columns: so it is quick
    first = turns[:, [-1, -2]].T @ scaled
    lengths = np.linalg.norm(first, axis=-1, keepdims=True)
    directions = np.divide(first, lengths, out=np.zeros_like(first), where=lengths > _NOTHING)
    shares = np.maximum(squares[[-1, -2]], 0.0) / squares.sum()
    return Path(directions, farthest * (scaled @ directions.T), shares)
