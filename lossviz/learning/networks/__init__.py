"""Small neural networks: all numbers of one in a single vector, so that a direction in their space is a vector too."""

from lossviz.learning.networks.activations import ACTIVATIONS, Activation
from lossviz.learning.networks.objective import Objective
from lossviz.learning.networks.perceptron import Network

__all__ = ["ACTIVATIONS", "Activation", "Network", "Objective"]
