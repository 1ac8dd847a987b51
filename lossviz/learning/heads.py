"""What the last layer of a classifier gives a loss, and what its scores mean as probabilities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lossviz.maths.numerics import log_softmax, sigmoid, softmax, softplus
from lossviz.spaces.labels import LABELS
from lossviz.spaces.logit import LOGIT
from lossviz.spaces.logits import LOGITS, LOGITS_AND_CLASS
from lossviz.vocabulary import Space


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Head:
    """The last layer: a score for each class, or one score in all where there are two classes.

    Parameters
    ----------
    single : bool
        Whether it is one score, of which the second class has the more, the larger it is.
    target : callable
        ``target(labels, classes)`` is what a loss compares the scores with.
    probabilities : callable
        ``probabilities(scores)`` are those of the classes, on the last axis, for scores of shape (..., columns).
    plain : callable
        ``plain(scores, target)`` is cross-entropy and its slope with respect to the scores, by example.
    """

    single: bool
    target: Callable[[np.ndarray, int], np.ndarray]
    probabilities: Callable[[np.ndarray], np.ndarray]
    plain: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]

    def columns(self, classes: int) -> int:
        """How many scores there are."""
        return 1 if self.single else classes

    def predictions(self, scores: np.ndarray) -> np.ndarray:
        """The scores as a loss takes them."""
        return scores[..., 0] if self.single else scores

    def slopes(self, gradients: np.ndarray) -> np.ndarray:
        """A loss's gradients as slopes with respect to the scores: the inverse of `predictions`."""
        return gradients[..., None] if self.single else gradients


def _one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    return np.eye(classes)[labels.astype(int)]


def _two(scores: np.ndarray) -> np.ndarray:
    return np.concatenate([sigmoid(-scores), sigmoid(scores)], -1)


def _plain_two(scores: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    score = scores[..., 0]
    return softplus(score) - target * score, sigmoid(scores) - target[..., None]


def _plain_several(scores: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return -(target * log_softmax(scores)).sum(-1), softmax(scores)[0] - target


def _plain_numbered(scores: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _plain_several(scores, _one_hot(target, scores.shape[-1]))


def _plain_labels(scores: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (softplus(scores) - target * scores).mean(-1), (sigmoid(scores) - target) / scores.shape[-1]


HEADS: Mapping[Space, Head] = {
    LOGIT: Head(single=True, target=lambda labels, classes: labels, probabilities=_two, plain=_plain_two),
    LOGITS: Head(single=False, target=_one_hot, probabilities=lambda scores: softmax(scores)[0], plain=_plain_several),
    LOGITS_AND_CLASS: Head(
        single=False,
        target=lambda labels, classes: labels,
        probabilities=lambda scores: softmax(scores)[0],
        plain=_plain_numbered,
    ),
    LABELS: Head(single=False, target=_one_hot, probabilities=sigmoid, plain=_plain_labels),
}
