"""Training: a network's numbers, step by step, and what is noted on the way."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from lossviz.learning.networks import Objective
from lossviz.learning.optimiser import Optimiser
from lossviz.learning.problems import Examples

End = Literal["", "broken", "stopped"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a training run depends on besides the examples.

    Parameters
    ----------
    objective : Objective
        What is made small, and the network.
    optimiser : Optimiser
        The rule for steps.
    settings : tuple of (name, value)
        The optimiser's own parameters.
    rate : float
        The learning rate.
    batch : int
        How many examples a step sees; all of them where it is as many or more.
    dropped : float
        The share of units that dropout switches off.
    scale : float
        Of the starting weights.
    steps, every : int
        How many steps are taken, and after how many something is noted.
    patience : int
        After how many steps without a lower validation loss it stops; 0 for never.
    seed : int
        Draws the starting weights, the batches and what is dropped.
    """

    objective: Objective
    optimiser: Optimiser
    settings: tuple[tuple[str, float], ...] = ()
    rate: float = 0.1
    batch: int = 10**9
    dropped: float = 0.0
    scale: float = 1.0
    steps: int = 400
    every: int = 4
    patience: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What was noted so far: rows up to `count`, which stay as they are while more are added.

    Parameters
    ----------
    training, validation : ndarray, shape (rows,)
        The mean loss, without penalties and dropout, of the examples learnt from and of fresh ones.
    norms : ndarray, shape (rows, layers)
        The length of each layer's part of the gradient over all examples, penalties included; of a batch's size where
        losses are summed.
    weights : ndarray, shape (rows, size)
        The network's numbers.
    every : int
        The steps from row to row.
    count : int
        How many rows are there.
    end : {"", "broken", "stopped"}
        Whether it ended early: because a number went beyond what floats can hold, or because the validation loss had
        not fallen for as long as was agreed.
    """

    training: np.ndarray
    validation: np.ndarray
    norms: np.ndarray
    weights: np.ndarray
    every: int
    count: int
    end: End = ""

    @property
    def last(self) -> int:
        """The last row."""
        return self.count - 1

    @property
    def best(self) -> int:
        """The row with the lowest validation loss."""
        return int(self.validation[: self.count].argmin())


def train(recipe: Recipe, learnt: Examples, judged: Examples) -> Iterator[History]:
    """Trains, and gives the history so far after every few steps."""
    objective, network = recipe.objective, recipe.objective.network
    rng, rows = np.random.default_rng(recipe.seed), recipe.steps // recipe.every + 1
    shapes: tuple[tuple[int, ...], ...] = ((), (), (len(network.layers),), (network.size,))
    training, validation, norms, weights = noted = [np.full((rows, *shape), np.nan) for shape in shapes]
    history = History(training, validation, norms, weights, recipe.every, 0)
    theta = network.start(rng, recipe.scale)
    state, batches = recipe.optimiser.begin(theta), _batches(rng, len(learnt.labels), recipe.batch)
    settings, waited, lowest = dict(recipe.settings), 0, float("inf")
    for row in range(rows):
        for _ in range(recipe.every if row else 0):
            with np.errstate(all="ignore"):  # what overflows ends the run, below; no such setting outlasts a yield
                chosen = next(batches)
                features, target = learnt.features[chosen], learnt.target[chosen]
                masks = network.masks(rng, len(features), recipe.dropped)
                gradient = objective.gradient(theta, features, target, masks)
                state, theta = recipe.optimiser.step(state, theta, gradient, recipe.rate, **settings)
            yield history  # a turn may end here
        with np.errstate(all="ignore"):
            values = _noted(recipe, theta, learnt, judged)
        if not all(np.isfinite(value).all() for value in values):
            yield replace(history, end="broken")
            return
        for array, value in zip(noted, values, strict=True):
            array[row] = value
        waited = 0 if validation[row] < lowest else waited + recipe.every
        lowest = min(lowest, float(validation[row]))
        stopped = 0 < recipe.patience <= waited
        history = replace(history, count=row + 1, end="stopped" if stopped else "")
        yield history
        if stopped:
            return


def _batches(rng: np.random.Generator, examples: int, batch: int) -> Iterator[np.ndarray | slice]:
    """The examples of each step: all of them in another order, batch by batch, again and again."""
    while batch >= examples:
        yield slice(None)
    while True:
        order = rng.permutation(examples)
        for start in range(0, examples - batch + 1, batch):
            yield order[start : start + batch]


def _noted(recipe: Recipe, theta: np.ndarray, learnt: Examples, judged: Examples) -> tuple[np.ndarray, ...]:
    """What is noted at a step: both losses, the gradient by layer, and the numbers themselves."""
    objective = recipe.objective
    losses = [objective.loss(theta, each.features, each.target) for each in (learnt, judged)]
    gradient = objective.gradient(theta, learnt.features, learnt.target)
    if objective.summed:
        gradient = gradient * min(1.0, recipe.batch / len(learnt.labels))
    return *losses, objective.network.by_layer(gradient), theta
