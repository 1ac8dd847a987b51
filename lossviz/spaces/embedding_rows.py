"""What spaces share whose predictions are rows, embeddings of D components that should be near or far apart."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lossviz.spaces.checks import refuse
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import InvalidInput, Plane, Scene, Symmetry

D = 2  # components of the pictures; a loss itself takes any number
FAR = 1e4
HOPELESS = 1e80
DEGREE = np.pi / 180

# A distance has its gradient's only kink where it is 0, an isolated point that no switch can mark by a change of
# sign. The lines start beside it.
TOUCHING = 0.01

THREE = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]  # for refusals


def check(prediction: np.ndarray, names: str, least: int, exact: bool) -> None:
    """Refuse another number of rows; ``names`` says which they should be."""
    rows, components = prediction.shape[-2:]
    if rows < least or (exact and rows != least):
        raise InvalidInput(
            f"prediction must hold {names} on the axis before the last, {'' if exact else 'at least '}{least} rows; "
            f"got {rows}. Stack the embeddings with np.stack([...], axis=-2)."
        )
    if components < 1:
        raise InvalidInput("prediction must have at least 1 component on its last axis; got 0.")


def check_kind(target: np.ndarray, same: float, different: float) -> None:
    """Refuse what says neither that two embeddings are of the same kind nor that they are not."""
    rule = f"target must be {same:g} for the same or {different:g} for different"
    advice = "Labels of another convention must be translated first."
    refuse(target, (target != same) & (target != different), rule, advice)


def directions(rng: np.random.Generator, size: int, rows: int) -> np.ndarray:
    """Embeddings up to 150 degrees apart, none short.

    All point to one side, so that the straight way from one to another does not come near the origin, beside
    which a cosine turns faster than any test could follow.
    """
    angle = DEGREE * rng.uniform(-75.0, 75.0, (size, rows))
    length = rng.uniform(0.5, 2.5, (size, rows))
    return length[..., None] * np.stack([np.cos(angle), np.sin(angle)], -1)


def first_two_exchanged(prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same events with the anchor, or query, and what is next to it in each other's place."""
    order = [1, 0, *range(2, prediction.shape[-2])]
    return [(prediction[..., order, :], target)]


def alike(two: str) -> Symmetry:
    """The symmetry of losses to which it is all one which of the first two rows, called so, is which."""
    return Symmetry(
        label=f"treats {two} alike",
        claim="Exchanging the two leaves the loss as it was.",
        of=first_two_exchanged,
    )


def still(t: np.ndarray, rows: Any) -> np.ndarray:
    """The same rows at every place."""
    rows = np.array(rows, float)
    return np.broadcast_to(rows, (*t.shape, *rows.shape)).copy()


def one_moving(rows: list, row: int, way: Callable) -> dict[str, Any]:
    """How a `Line` goes along which one of the rows is ``way(t)``: two components, and their slopes."""

    def place(t, label):
        prediction = still(t, rows)
        prediction[..., row, :] = np.stack(way(t)[0], -1)
        return at_label(prediction, label, axes=2)

    def direction(t, label):
        prediction = np.zeros((*t.shape, len(rows), D))
        prediction[..., row, :] = np.stack(way(t)[1], -1)
        return prediction

    return {"place": place, "direction": direction}


def away(t: np.ndarray) -> tuple:
    """The way from the origin to the right."""
    return (t, np.zeros_like(t)), (np.ones_like(t), np.zeros_like(t))


def around(t: float | np.ndarray) -> tuple:
    """The way around the unit circle, in degrees."""
    angle = DEGREE * t
    return (np.cos(angle), np.sin(angle)), (-DEGREE * np.sin(angle), DEGREE * np.cos(angle))


def at_angle(degrees: float | np.ndarray) -> tuple:
    """A place on the unit circle."""
    return around(degrees)[0]


def over_scene(scene: Scene, by_label: bool) -> Plane:
    """The plane over which the scene's moving point is moved, with all others at their starts."""
    name = scene.names[scene.moving]

    def place(x, y, label):
        prediction = still(x, scene.starts)
        prediction[..., scene.moving, :] = np.stack([x, y], -1)
        return at_label(prediction[..., None, :, :], label, axes=2)

    return Plane(
        axes=(("x", f"{name}: first coordinate", "x"), ("y", f"{name}: second coordinate", "y")),
        low=-3.0,
        high=3.0,
        start=scene.starts[scene.moving],
        place=place,
        along=lambda gradient: tuple(gradient[..., 0, scene.moving, i] for i in range(D)),
        by_label=by_label,
    )
