"""What spaces share whose predictions are several numbers on the last axis, one a class, label, action or item."""

from collections.abc import Callable

import numpy as np

from lossviz.spaces.targets import at_label
from lossviz.vocabulary import InvalidInput, Label, Plane, Symmetry

SHOWN = 3  # numbers of the pictures; a loss itself takes any number
ORDERS = ([1, 2, 0], [1, 0, 2])

# Where the others stand while the first moves: apart, so that it overtakes them one by one.
OTHERS = (1.0, -1.0)
OTHERS_TOLD = f"the others at {OTHERS[0]:g} and −{-OTHERS[1]:g}"


# What is legal


def check_least(prediction: np.ndarray, least: int, things: str) -> None:
    """Refuse predictions of fewer numbers."""
    if prediction.shape[-1] < least:
        raise InvalidInput(
            f"prediction must have at least {least} {things} on its last axis; got {prediction.shape[-1]}."
        )


def check_as_many(prediction: np.ndarray, target: np.ndarray, things: str) -> None:
    """Refuse targets of another length than the predictions'."""
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many {things} as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )


def check_two(what: str) -> Callable[[np.ndarray, np.ndarray], None]:
    """The check that predictions are two numbers; ``what`` says which two they should be."""

    def check(prediction, target):
        if prediction.shape[-1] != 2:
            raise InvalidInput(f"prediction must be {what} on the last axis, 2 numbers; got {prediction.shape[-1]}.")

    return check


# What is tried


def one(rng: np.random.Generator, size: int) -> np.ndarray:
    """Rows of zeros with a single 1."""
    return np.eye(SHOWN)[rng.integers(0, SHOWN, size=size)]


def some(rng: np.random.Generator, size: int) -> np.ndarray:
    """Rows of truth values, at least one of them true."""
    chosen = rng.random((size, SHOWN)) < 0.5
    chosen[np.arange(size), rng.integers(0, SHOWN, size=size)] = True
    return chosen


def in_another_order(prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same events with the things in other orders."""
    return [(prediction[..., order], target[..., order]) for order in ORDERS]


def alike(things: str, of: Callable = in_another_order) -> Symmetry:
    """The symmetry of losses to which it is all one which of the things is which."""
    return Symmetry(
        label=f"treats {things} alike",
        claim=f"Exchanging {things}, in prediction and target, leaves the loss as it was.",
        of=of,
    )


# Where they are drawn


def first(t: np.ndarray) -> np.ndarray:
    """Predictions with ``t`` for the first, and the others where they stand."""
    return np.stack([t, *(np.full_like(t, other) for other in OTHERS)], -1)


def steady(*direction: float) -> Callable[[np.ndarray, Label], np.ndarray]:
    """The direction of a straight `Line`."""
    return lambda t, label: np.broadcast_to(direction, (*t.shape, len(direction)))


def first_probability(t: np.ndarray) -> np.ndarray:
    """Logits that give the first a probability of ``t`` and share the rest equally."""
    rest = np.log((1 - t) / (SHOWN - 1))
    return np.stack([np.log(t), rest, rest], -1)


def first_probability_direction(t: np.ndarray, label: Label) -> np.ndarray:
    """The derivative of those logits."""
    return np.stack([1 / t, -1 / (1 - t), -1 / (1 - t)], -1)


def over_first_two(
    across: tuple[str, str, str],
    up: tuple[str, str, str],
    *,
    start: tuple[float, float],
    span: tuple[float, float] = (-4.0, 4.0),
    count: int = SHOWN,
    place: Callable = at_label,
    by_label: bool = True,
) -> Plane:
    """The plane over the first two of ``count`` numbers, with all others at 0.

    ``place(prediction, label)`` gives predictions and targets.
    """

    def placed(x, y, label):
        rest = (np.zeros_like(x),) * (count - 2)
        return place(np.stack([x, y, *rest], -1)[..., None, :], label)

    return Plane(
        axes=(across, up),
        low=span[0],
        high=span[1],
        start=start,
        place=placed,
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=by_label,
    )
