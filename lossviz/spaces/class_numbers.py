"""Targets that are the number of a class."""

from collections.abc import Sequence

import numpy as np

from lossviz.spaces.checks import refuse
from lossviz.spaces.vectors import ORDERS, SHOWN
from lossviz.vocabulary import Label

CLASSES = SHOWN
NUMBERED = tuple(Label(str(k), f"class {k}", float(k)) for k in range(CLASSES))


def check_class(target: np.ndarray, classes: int) -> None:
    """Refuse what is not the number of one of so many classes."""
    wrong = (target != np.floor(target)) | (target < 0) | (target >= classes)
    refuse(target, wrong, f"target must be a class, a whole number from 0 to {classes - 1}")


def some_class(rng: np.random.Generator, size: int) -> np.ndarray:
    """The numbers of classes."""
    return rng.integers(0, CLASSES, size=size).astype(float)


def numbers_in_another_order(prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same events with the classes, the prediction's last axis, in other orders."""
    return [(prediction[..., order], renumbered(target, order)) for order in ORDERS]


def renumbered(target: np.ndarray, order: list[int]) -> np.ndarray:
    """The numbers of the same classes once these stand in that order."""
    return np.argsort(order)[target.astype(int)].astype(float)


def among_rivals(own: np.ndarray, rivals: Sequence[float | np.ndarray], label: Label) -> np.ndarray:
    """Predictions with ``own`` for the class that a label is the key of, and ``rivals`` for the others, in order."""
    prediction = np.empty((*own.shape, CLASSES))
    true = int(label.key)
    prediction[..., true] = own
    for place, rival in zip([k for k in range(CLASSES) if k != true], rivals, strict=True):
        prediction[..., place] = rival
    return prediction
