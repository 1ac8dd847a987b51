"""A multilayer perceptron: sums of inputs, an activation, sums of those, and so on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from lossviz.learning.networks.activations import ACTIVATIONS
from lossviz.vocabulary.errors import InvalidInput

Masks = Sequence[np.ndarray]  # for each hidden layer, what its units are multiplied by: dropout


@dataclass(frozen=True, slots=True)
class Layer:
    """Where in the vector of all numbers a layer's are.

    Parameters
    ----------
    start, middle, end : int
        Weights from start to middle, shape (inputs, outputs); then as many biases as outputs, to the end.
    inputs, outputs : int
        The widths on either side.
    """

    start: int
    middle: int
    end: int
    inputs: int
    outputs: int

    def weights(self, theta: np.ndarray) -> np.ndarray:
        """A view of the weights, shape (..., inputs, outputs)."""
        return theta[..., self.start : self.middle].reshape(*theta.shape[:-1], self.inputs, self.outputs)

    def biases(self, theta: np.ndarray) -> np.ndarray:
        """A view of the biases, shape (..., 1, outputs)."""
        return theta[..., None, self.middle : self.end]


@dataclass(frozen=True, slots=True)
class Network:
    """A perceptron's shape; its numbers are a vector theta of length `size`, or several, shape (..., size).

    Parameters
    ----------
    widths : tuple of int
        Of the inputs, the hidden layers and the outputs. The outputs are sums without an activation.
    activation : str
        One of `ACTIVATIONS`, that of all hidden layers.
    skips : bool
        Whether a hidden layer adds what it says to what came in, where both are equally wide.
    """

    widths: tuple[int, ...]
    activation: str = "tanh"
    skips: bool = False

    def __post_init__(self) -> None:
        if len(self.widths) < 2 or min(self.widths) < 1:
            raise InvalidInput(f"widths must be two or more numbers from 1 on, inputs first; got {self.widths}.")
        if self.activation not in ACTIVATIONS:
            raise InvalidInput(f"activation must be one of {', '.join(ACTIVATIONS)}; got {self.activation!r}.")

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, from the inputs on."""
        return _layers(self.widths)

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return self.layers[-1].end

    @property
    def are_weights(self) -> np.ndarray:
        """Which of its numbers are weights, not biases: what penalties are for."""
        return _are_weights(self.widths)

    def start(self, rng: np.random.Generator, scale: float = 1.0) -> np.ndarray:
        """Numbers to start from: biases 0, weights normal, so large that signals keep their size at scale 1."""
        theta, gain = np.zeros(self.size), ACTIVATIONS[self.activation].gain
        for layer in self.layers:
            deviation = scale * (gain if layer is not self.layers[-1] else 1.0) / np.sqrt(layer.inputs)
            theta[layer.start : layer.middle] = deviation * rng.normal(size=layer.middle - layer.start)
        return theta

    def masks(self, rng: np.random.Generator, examples: int, dropped: float) -> Masks:
        """Inverted dropout: units that are off for an example; the others count for more, so that sums stay equal."""
        kept = 1.0 - dropped
        return [(rng.random((examples, width)) < kept) / kept for width in self.widths[1:-1]] if dropped else ()

    def predict(self, theta: np.ndarray, features: np.ndarray) -> np.ndarray:
        """The outputs, shape (..., examples, outputs), for features of shape (examples, inputs)."""
        return self.forward(theta, features)[-1]

    def forward(self, theta: np.ndarray, features: np.ndarray, masks: Masks = ()) -> list[np.ndarray]:
        """What goes into each layer, and the outputs at the end. What `masks` switch off is 0 in what goes on."""
        activation, layers, passed = ACTIVATIONS[self.activation], self.layers, [features]
        for place, layer in enumerate(layers[:-1]):
            said = activation.value(passed[-1] @ layer.weights(theta) + layer.biases(theta))
            if masks:
                said = said * masks[place]
            passed.append(passed[-1] + said if self._skipped(layer, place) else said)
        return [*passed, passed[-1] @ layers[-1].weights(theta) + layers[-1].biases(theta)]

    def _skipped(self, layer: Layer, place: int) -> bool:
        return self.skips and place > 0 and layer.inputs == layer.outputs

    def backward(
        self, theta: np.ndarray, passed: Sequence[np.ndarray], slopes: np.ndarray, masks: Masks = ()
    ) -> np.ndarray:
        """The gradient by theta, from the slopes by the outputs and what `forward` passed on."""
        activation, layers = ACTIVATIONS[self.activation], self.layers
        gradient = np.empty(np.broadcast_shapes(theta.shape[:-1], slopes.shape[:-2]) + theta.shape[-1:])
        back = slopes
        for place in range(len(layers) - 1, -1, -1):
            layer, into, around = layers[place], passed[place], None
            if place < len(layers) - 1:
                said = passed[place + 1]
                if self._skipped(layer, place):
                    said, around = said - into, back
                if masks:
                    off = masks[place]
                    back = back * off
                    said = np.divide(said, off, out=np.zeros_like(said), where=off > 0)
                back = back * activation.slope(said)
            weights = np.swapaxes(into, -1, -2) @ back
            gradient[..., layer.start : layer.middle] = weights.reshape(*weights.shape[:-2], -1)
            gradient[..., layer.middle : layer.end] = back.sum(-2)
            if place:
                back = back @ np.swapaxes(layer.weights(theta), -1, -2)
                back = back if around is None else back + around
        return gradient

    def by_layer(self, gradient: np.ndarray) -> np.ndarray:
        """The length of each layer's part of a gradient, biases among it, shape (..., layers)."""
        return np.stack([np.linalg.norm(part, axis=-1) for part in self._parts(gradient)], -1)

    def _parts(self, vector: np.ndarray) -> Iterator[np.ndarray]:
        for layer in self.layers:
            yield vector[..., layer.start : layer.end]


@lru_cache(maxsize=256)
def _layers(widths: tuple[int, ...]) -> tuple[Layer, ...]:
    found, start = [], 0
    for inputs, outputs in pairwise(widths):
        middle = start + inputs * outputs
        found.append(Layer(start, middle, middle + outputs, inputs, outputs))
        start = middle + outputs
    return tuple(found)


@lru_cache(maxsize=256)
def _are_weights(widths: tuple[int, ...]) -> np.ndarray:
    layers = _layers(widths)
    are = np.zeros(layers[-1].end, bool)
    for layer in layers:
        are[layer.start : layer.middle] = True
    are.flags.writeable = False
    return are
