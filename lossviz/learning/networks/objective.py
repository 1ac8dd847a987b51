"""What a network is trained to make small: the loss of a batch as one number, and penalties on the weights."""

from dataclasses import dataclass

import numpy as np

from lossviz.learning.networks.perceptron import Masks, Network
from lossviz.vocabulary import BoundLoss


@dataclass(frozen=True, slots=True)
class Objective:
    """The mean or the sum of a batch's losses, plus l1 times the weights' sizes, plus l2 times their squares.

    Penalties count once a batch, however large it is, and leave biases alone.

    Parameters
    ----------
    bound : BoundLoss
        The loss, of any space whose predictions are a number or several on the last axis.
    network : Network
        The network; with one output where a prediction is a number.
    summed : bool
        Whether the losses of a batch are added up, not averaged.
    l1, l2 : float
        The strengths of the penalties.
    """

    bound: BoundLoss
    network: Network
    summed: bool = False
    l1: float = 0.0
    l2: float = 0.0

    def predictions(self, outputs: np.ndarray) -> np.ndarray:
        """A network's outputs as the loss takes them."""
        return outputs if self.bound.loss.space.prediction_axes else outputs[..., 0]

    def loss(self, theta: np.ndarray, features: np.ndarray, target: np.ndarray) -> np.ndarray:
        """The mean loss of all examples, without penalties or dropout: what two sets of data can be compared by."""
        values = self.bound.value(self.predictions(self.network.predict(theta, features)), target)
        return (values / values.shape[-1]).sum(-1)  # divided first: a sum may overflow

    def value(
        self, theta: np.ndarray, features: np.ndarray, target: np.ndarray, masks: Masks = ()
    ) -> np.ndarray | float:
        """What is made small."""
        values = self.bound.value(self.predictions(self.network.forward(theta, features, masks)[-1]), target)
        weights = theta[..., self.network.are_weights]
        reduced = values.sum(-1) if self.summed else values.mean(-1)
        return reduced + self.l1 * np.abs(weights).sum(-1) + self.l2 * (weights * weights).sum(-1)

    def gradient(self, theta: np.ndarray, features: np.ndarray, target: np.ndarray, masks: Masks = ()) -> np.ndarray:
        """Its gradient by theta."""
        passed = self.network.forward(theta, features, masks)
        slopes = self.bound.gradient(self.predictions(passed[-1]), target)
        if not self.bound.loss.space.prediction_axes:
            slopes = slopes[..., None]
        if not self.summed:
            slopes = slopes / slopes.shape[-2]
        gradient = self.network.backward(theta, passed, slopes, masks)
        if self.l1 or self.l2:
            penalty = self.l1 * np.sign(theta) + 2.0 * self.l2 * theta
            gradient += np.where(self.network.are_weights, penalty, 0.0)
        return gradient
