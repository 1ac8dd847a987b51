"""A classifier trained under a loss, all examples at a time, until nothing gets better."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from lossviz.learning.data.record import Data
from lossviz.learning.heads import HEADS, Head
from lossviz.learning.networks import Network
from lossviz.learning.scorers import Scorer
from lossviz.maths.quasi_newton import Lowest, lowest
from lossviz.vocabulary import BoundLoss

Ending = Literal["settled", "flat", "off", "stopped"]

PRECISION = 1e-10  # of the slope of the mean loss
_LARGEST = 1e150  # a slope beyond it has no square


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """A trained model on its examples.

    Parameters
    ----------
    scorer, network, head : Scorer, Network, Head
        What it is made of.
    theta : ndarray
        Its parameters.
    scores, probabilities : ndarray
        Of its examples, shape (n, columns) and (n, classes).
    mean : float
        The mean loss over its examples, without the penalty.
    steps : int
        How many steps training took.
    ending : str
        How it ended: "settled" at a lowest place; "flat" where no step lowers the loss, right at the start; "off"
        where larger scores always cost less, so that there is no lowest place; "stopped" before it had settled.
    """

    scorer: Scorer
    network: Network
    head: Head
    theta: np.ndarray
    scores: np.ndarray
    probabilities: np.ndarray
    mean: float
    steps: int
    ending: Ending

    def probabilities_at(self, features: np.ndarray) -> np.ndarray:
        """The probabilities of the classes at other places."""
        return self.head.probabilities(self.network.predict(self.theta, features))

    def leads_at(self, features: np.ndarray) -> np.ndarray:
        """By how much each class's score is above those of all others at other places: where it is called, above 0."""
        scores = self.network.predict(self.theta, features)
        if self.head.single:
            return np.concatenate([-scores, scores], -1)
        rivals = np.stack([np.delete(scores, k, -1).max(-1) for k in range(scores.shape[-1])], -1)
        return scores - rivals


@lru_cache(maxsize=256)
def trained(
    bound: BoundLoss | None, head: Head, scorer: Scorer, data: Data, classes: int, penalty: float, seed: int
) -> Classifier:
    """The model that a loss makes of examples; by plain cross-entropy where the loss is None.

    Parameters
    ----------
    penalty : float
        Half of it, times the sum of the squared weights without intercepts, is added to the mean loss.
    seed : int
        Of the parameters at first, where these are drawn.
    """
    network = scorer.network(data.features.shape[-1], head.columns(classes))
    target, count = head.target(data.labels, classes), len(data.labels)
    held = penalty * network.are_weights

    def objective(theta: np.ndarray) -> tuple[float, np.ndarray]:
        passed = network.forward(theta, data.features)
        losses, slopes = losses_of(bound, head, passed[-1], target)
        with np.errstate(over="ignore", invalid="ignore"):
            value = float((losses / count).sum()) + 0.5 * float(held @ theta**2)
            slope = network.backward(theta, passed, slopes / count) + held * theta
        return value, np.clip(np.nan_to_num(slope), -_LARGEST, _LARGEST)

    begin = scorer.start(network, seed)
    end = lowest(objective, begin, scorer.steps, PRECISION)
    scores = network.predict(end.at, data.features)
    mean, twice = (float((losses_of(bound, head, each, target)[0] / count).sum()) for each in (scores, 2 * scores))
    pulls = losses_of(bound, head, network.predict(begin, data.features), target)[1].any()
    ending = _ending(end, penalty == 0 and twice < mean) if pulls else "flat"
    return Classifier(scorer, network, head, end.at, scores, head.probabilities(scores), mean, end.steps, ending)


def _ending(end: Lowest, cheaper_beyond: bool) -> Ending:
    if not end.steps:
        return "flat"
    if cheaper_beyond:
        return "off"
    return "settled" if end.level else "stopped"


def start(head: Head, scorer: Scorer, data: Data, classes: int, seed: int) -> np.ndarray:
    """The scores of examples before training."""
    network = scorer.network(data.features.shape[-1], head.columns(classes))
    return network.predict(scorer.start(network, seed), data.features)


def losses_of(
    bound: BoundLoss | None, head: Head, scores: np.ndarray, target: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The losses of examples and their slopes with respect to the scores; cross-entropy's where the loss is None."""
    if bound is None:
        return head.plain(scores, target)
    predictions = head.predictions(scores)
    return bound.value(predictions, target), head.slopes(bound.gradient(predictions, target))


def head_of(bound: BoundLoss) -> Head:
    """The last layer that a loss asks for."""
    return HEADS[bound.loss.space]


def for_classes(bound: BoundLoss, classes: int) -> BoundLoss:
    """A loss whose parameters have a component for each class, with as many as there are classes."""
    values = tuple(value[:classes] if isinstance(value, tuple) else value for value in bound.values)
    return bound if values == bound.values else BoundLoss(bound.loss, values)
