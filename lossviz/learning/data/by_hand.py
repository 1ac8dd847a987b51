"""Examples that a reader has moved, added or taken away."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lossviz.learning.data.record import Data

Placed = Callable[[Data, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def placed(data: Data, across: np.ndarray, up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of examples at these places; an example stays where a place is NaN.

    One feature lies across and the label up; two features are the place itself, and labels stay.
    """
    if data.features.ndim == 1:
        return np.where(np.isnan(across), data.features, across), np.where(np.isnan(up), data.labels, up)
    places = np.stack([across, up], -1)
    return np.where(np.isnan(places), data.features, places), data.labels


def by_hand(data: Data, value: Sequence[tuple[Any, ...]], placed: Placed = placed) -> Data:
    """The examples after what a reader has done to them.

    Parameters
    ----------
    data : Data
        The examples as they were, as many as the control counts.
    value : sequence of tuple
        A value of `lossviz.vocabulary.Moves`.
    placed : callable
        ``placed(data, across, up)`` are features and labels that put the examples at these places.
    """
    if not value:
        return data
    count = data.labels.size
    which = np.array([*range(count), *(entry[0] for entry in value if entry[0] >= count)])
    row = {example: place for place, example in enumerate(which.tolist())}
    numbers, stays = np.full((3, which.size), np.nan), np.ones(which.size, bool)
    for example, *entry in value:
        numbers[: len(entry), row[example]] = entry  # None is stored as NaN
        stays[row[example]] = bool(entry)
    whole = _lengthened(data, which.size - count)
    labels = np.where(np.isnan(numbers[2]), whole.labels, numbers[2]).astype(whole.labels.dtype)
    features, labels = placed(Data(whole.features, labels, whole.odd), *numbers[:2])
    touched = ~np.isnan(numbers).all(0)
    odd = whole.odd & ~touched
    return Data(features[stays], labels[stays], odd[stays], touched[stays], which[stays])


def _lengthened(data: Data, more: int) -> Data:
    """The data with room for so many more examples."""
    parts = (data.features, data.labels, data.odd)
    return Data(*(np.concatenate([part, np.zeros((more, *part.shape[1:]), part.dtype)]) for part in parts))
