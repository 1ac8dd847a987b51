"""Small networks, really trained, that write down their loss: where histories with a known fault come from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from lossviz.doctor.history import History

Data = tuple[np.ndarray, np.ndarray]  # inputs (examples, features), targets (examples, 1)

_ACTIVATIONS: dict[str, tuple[Callable[..., np.ndarray], Callable[..., np.ndarray]]] = {
    "tanh": (np.tanh, lambda out: 1 - out**2),
    "sigmoid": (lambda z: 0.5 * (1 + np.tanh(z / 2)), lambda out: out * (1 - out)),
    "relu": (lambda z: np.maximum(z, 0), lambda out: (out > 0).astype(out.dtype)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """How a network is trained, by steps against the gradient of a batch.

    Parameters
    ----------
    data, watched : (inputs, targets)
        What it is trained on; what the validation loss is measured on, or None.
    hidden : tuple of int
        The widths of its hidden layers; none for a linear model.
    rate : callable or float
        The learning rate, at each step.
    steps, every : int
        How many steps, and after how many the losses are written down.
    loss : {"squared", "logistic", "naive"}
        The mean squared error, the logistic loss from logits, or the same from probabilities in float32.
    batch : int
        Examples a step; 0 for all.
    activation : str
        "tanh", "sigmoid" or "relu".
    start : float
        The size of the first weights, times the usual one.
    momentum, decay : float
        Of the steps; of the weights.
    scale : float
        What the written losses are multiplied by: a sum instead of a mean.
    units : callable
        What the inputs of the batch are multiplied by, at each step: a broken batch comes in wrong units.
    stopped : float
        It is stopped where the loss is this many times the first.
    seed : int
        Of the first weights and of the batches.
    """

    data: Data
    watched: Data | None = None
    hidden: tuple[int, ...] = (12,)
    rate: Callable[[int], float] | float = 0.1
    steps: int = 400
    every: int = 2
    loss: Literal["squared", "logistic", "naive"] = "squared"
    batch: int = 0
    activation: str = "tanh"
    start: float = 1.0
    momentum: float = 0.0
    decay: float = 0.0
    scale: float = 1.0
    units: Callable[[int], float] | None = None
    stopped: float = np.inf
    seed: int = 0

    def history(self) -> History:
        """The losses that it writes down; the training loss is that of the batches since the row before."""
        with np.errstate(all="ignore"):
            rows = np.array(list(self._rows()), float) * np.array([1.0, self.scale, self.scale])
        return History.of(rows[:, 0], rows[:, 1], None if self.watched is None else rows[:, 2])

    def _rows(self) -> Iterator[tuple[float, float, float]]:
        rng = np.random.default_rng(self.seed)
        kind = np.float32 if self.loss == "naive" else np.float64
        inputs: np.ndarray = self.data[0].astype(kind)
        targets: np.ndarray = self.data[1].astype(kind)
        widths = (inputs.shape[1], *self.hidden, 1)
        weights = [(self.start * rng.normal(size=(a, b)) / np.sqrt(a)).astype(kind) for a, b in pairwise(widths)]
        weights += [np.zeros(b, kind) for b in widths[1:]]
        speed = [np.zeros_like(each) for each in weights]
        rate = self.rate if callable(self.rate) else lambda step: self.rate
        noted: list[float] = []
        first = 0.0
        for step in range(self.steps + 1):
            rows = rng.integers(len(inputs), size=self.batch) if self.batch else slice(None)
            units = self.units(step) if self.units else 1.0
            cost, slopes = self._slopes(weights, units * inputs[rows], targets[rows])
            noted.append(cost)
            if step % self.every == 0:
                yield step, float(np.mean(noted)), self._cost(weights, self.watched) if self.watched else np.nan
                first, noted = first or noted[0], []
            if cost > self.stopped * first > 0:
                return
            for place, slope in enumerate(slopes):
                pull = slope + self.decay * weights[place] if self.decay else slope
                speed[place] = self.momentum * speed[place] - rate(step) * pull if self.momentum else -rate(step) * pull
                weights[place] = weights[place] + speed[place].astype(kind)

    def _layers(self, weights: list[np.ndarray], inputs: np.ndarray) -> list[np.ndarray]:
        activate = _ACTIVATIONS[self.activation][0]
        count, layers = len(weights) // 2, [inputs]
        for place in range(count):
            z = layers[-1] @ weights[place] + weights[count + place]
            layers.append(z if place == count - 1 else activate(z))
        return layers

    def _cost(self, weights: list[np.ndarray], data: Data) -> float:
        return self._judged(self._layers(weights, data[0])[-1], data[1])[0]

    def _judged(self, out: np.ndarray, target: np.ndarray) -> tuple[float, np.ndarray]:
        """The mean loss, and its gradient by the network's answers."""
        if self.loss == "squared":
            return float(np.mean((out - target) ** 2)), 2 * (out - target) / len(out)
        chance = 1 / (1 + np.exp(-out))
        if self.loss == "logistic":
            return float(np.mean(np.logaddexp(0, out) - target * out)), (chance - target) / len(out)
        told = np.where(target > 0.5, np.log(chance), np.log(1 - chance))
        slope = (-target / chance + (1 - target) / (1 - chance)) * chance * (1 - chance)
        return float(-np.mean(told)), slope / len(out)

    def _slopes(
        self, weights: list[np.ndarray], inputs: np.ndarray, targets: np.ndarray
    ) -> tuple[float, list[np.ndarray]]:
        layers = self._layers(weights, inputs)
        cost, pull = self._judged(layers[-1], targets)
        count = len(weights) // 2
        across: list[np.ndarray] = []
        up: list[np.ndarray] = []
        for place in reversed(range(count)):
            across.insert(0, layers[place].T @ pull)
            up.insert(0, pull.sum(0))
            if place:
                pull = (pull @ weights[place].T) * _ACTIVATIONS[self.activation][1](layers[place])
        return cost, across + up


def curve(examples: int, noise: float, seed: int) -> Data:
    """Numbers about a wave, with noise."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-2, 2, (examples, 1))
    return x, np.sin(2.2 * x) + noise * rng.normal(size=x.shape)


def slope(examples: int, noise: float, seed: int) -> Data:
    """Numbers about a plane over three inputs, with noise."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(examples, 3))
    return x, x @ [[1.0], [-0.7], [0.4]] + noise * rng.normal(size=(examples, 1))


def ring(examples: int, flipped: float, seed: int) -> Data:
    """Two classes, one around the other, a share of the labels wrong."""
    rng = np.random.default_rng(seed)
    inner, turn = rng.random(examples) < 0.5, rng.uniform(0, 2 * np.pi, examples)
    x = np.where(inner, 0.8, 1.8)[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)
    label = inner ^ (rng.random(examples) < flipped)
    return x + 0.2 * rng.normal(size=x.shape), label[:, None].astype(float)
