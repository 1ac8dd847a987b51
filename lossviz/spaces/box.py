"""A predicted box and a true one: object detection."""

from dataclasses import dataclass

import numpy as np

from lossviz.spec import InvalidInput, Label, Line, Plane, Space

_SLID = 1.0  # side of the box that is slid across a target larger than it

_TINY = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class Pair:
    """Two boxes by their measures, from which nothing is subtracted that could cancel.

    Lengths come in pairs on the last axis, width and height, as shares of the sides of the smallest box that
    encloses both: areas are then shares of its area, and no size of boxes overflows. Of a side that the boxes
    do not share, ``alone`` is the part that only the predicted box takes up, ``without`` the part that only the
    true box does, gaps included.

    Parameters
    ----------
    span : ndarray
        The sides of the enclosing box, the only lengths that are not shares.
    own, true : ndarray
        The sides of the predicted and of the true box.
    shared : ndarray
        The sides of their intersection; where negative, the gap between them.
    alone, without : ndarray
        ``1 - true`` and ``1 - own``.
    low, high : ndarray
        How far the predicted box's lower and upper edges lie inside the true box's: 1 inside, 0 outside,
        1/2 where they are level.
    """

    span: np.ndarray
    own: np.ndarray
    true: np.ndarray
    shared: np.ndarray
    alone: np.ndarray
    without: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def overlap(self) -> np.ndarray:
        """Whether the boxes share an area."""
        return (self.shared > 0).all(-1)

    @property
    def intersection(self) -> np.ndarray:
        """The area that the boxes share."""
        return np.where(self.overlap, area(self.shared), 0.0)

    @property
    def extra(self) -> np.ndarray:
        """The area of the predicted box outside the true one."""
        return np.where(self.overlap, _rest(self.own, self.alone, self.shared), area(self.own))

    @property
    def missing(self) -> np.ndarray:
        """The area of the true box outside the predicted one."""
        return np.where(self.overlap, _rest(self.true, self.without, self.shared), area(self.true))

    @property
    def union(self) -> np.ndarray:
        """The area of both boxes together."""
        return area(self.own) + self.missing

    def gradient(self, inside: np.ndarray, outside: np.ndarray, both: np.ndarray | float = 0.0) -> np.ndarray:
        """The gradient in the four coordinates from slopes on each of the two axes.

        Parameters
        ----------
        inside, outside : ndarray
            The slope as an edge moves towards the middle of its own box, where it lies inside the true box
            and where it lies outside.
        both : ndarray or float
            A slope that is the same for both edges, as a coordinate grows.
        """
        low = both + np.where(self.low == 0.5, (inside + outside) / 2, np.where(self.low == 1, inside, outside))
        high = both - np.where(self.high == 0.5, (inside + outside) / 2, np.where(self.high == 1, inside, outside))
        return np.concatenate([low, high], -1)


def pair(prediction: np.ndarray, target: np.ndarray) -> Pair:
    """The measures of predicted and true boxes."""
    own, true = prediction[..., 2:] - prediction[..., :2], target[..., 2:] - target[..., :2]
    low, high = prediction[..., :2] - target[..., :2], target[..., 2:] - prediction[..., 2:]
    first, last = np.minimum(prediction[..., :2], target[..., :2]), np.maximum(prediction[..., 2:], target[..., 2:])
    span = last - first
    return Pair(
        span=span,
        own=own / span,
        true=true / span,
        shared=overlaps(prediction, target) / span,
        alone=(np.maximum(-low, 0.0) + np.maximum(-high, 0.0)) / span,
        without=(np.maximum(low, 0.0) + np.maximum(high, 0.0)) / span,
        low=np.heaviside(low, 0.5),
        high=np.heaviside(high, 0.5),
    )


def overlaps(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The sides of the intersection, width and height; where negative, the gap between the boxes."""
    return np.minimum(prediction[..., 2:], target[..., 2:]) - np.maximum(prediction[..., :2], target[..., :2])


def area(sides: np.ndarray) -> np.ndarray:
    """Width times height."""
    return sides[..., 0] * sides[..., 1]


def across(sides: np.ndarray) -> np.ndarray:
    """For each axis the side along the other: height and width."""
    return sides[..., ::-1]


def _rest(sides, alone, shared):
    """The area of a box without the part that it shares."""
    return alone[..., 0] * sides[..., 1] + shared[..., 0] * alone[..., 1]


def between_centres(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """From the true box's centre to the predicted one's, on each axis."""
    apart = prediction - target
    return (apart[..., :2] + apart[..., 2:]) / 2


def level(prediction: np.ndarray, target: np.ndarray) -> list[np.ndarray]:
    """What changes its sign where an edge of the one box passes the same edge of the other."""
    return [_passing(apart) for apart in np.moveaxis(prediction - target, -1, 0)]


def touching(prediction: np.ndarray, target: np.ndarray) -> np.ndarray:
    """What changes its sign where the boxes begin to overlap."""
    return _passing(overlaps(prediction, target).min(-1))


def _passing(apart):
    """The same signs, but none is 0: edges that stay level all along a line are no kink of it."""
    return np.where(apart == 0, _TINY, apart)


def _check_boxes(prediction, target):
    for name, boxes in (("prediction", prediction), ("target", target)):
        if boxes.shape[-1] != 4:
            raise InvalidInput(
                f"{name} must have four coordinates (x1, y1, x2, y2) on its last axis; got {boxes.shape[-1]}."
            )
        flat = (boxes[..., 2:] <= boxes[..., :2]).any(-1)
        if flat.any():
            wrong = ", ".join(f"{number:g}" for number in boxes[flat][0])
            raise InvalidInput(
                f"{name} must be boxes (x1, y1, x2, y2) with x1 < x2 and y1 < y2; got ({wrong}). "
                "Put the smaller coordinate first, and leave out boxes without area."
            )


def _corners(centre, size):
    return np.concatenate([centre - size / 2, centre + size / 2], -1)


def _sample(rng, size):
    """Boxes that overlap, contain, touch and miss each other; sides are at least 1 long."""
    centre, sides = rng.uniform(-2.0, 2.0, (size, 2)), rng.uniform(2.0, 5.0, (size, 2))
    target = _corners(centre, sides)
    near = _corners(centre + rng.normal(scale=1.3, size=(size, 2)), rng.uniform(1.0, 5.0, (size, 2)))
    part = rng.uniform(0.5, 0.9, (size, 2))
    within = _corners(centre + rng.uniform(-0.5, 0.5, (size, 2)) * (1 - part) * sides, part * sides)
    around = _corners(centre, sides) + rng.uniform(0.1, 2.0, (size, 4)) * [-1, -1, 1, 1]
    away = near + np.tile(rng.choice([-1.0, 1.0], (size, 2)) * rng.uniform(5.0, 9.0, (size, 2)), 2)
    beside = near.copy()
    beside[:, 0], beside[:, 2] = target[:, 2], target[:, 2] + near[:, 2] - near[:, 0]
    kind = rng.choice(5, p=[0.5, 0.15, 0.12, 0.15, 0.08], size=size)
    return np.stack([near, within, around, away, beside])[kind, np.arange(size)], target


def _perfect(rng, size):
    _, target = _sample(rng, size)
    return target, target


def _mirrored(boxes, axis):
    boxes = boxes.copy()
    boxes[..., [axis, axis + 2]] = -boxes[..., [axis + 2, axis]]
    return boxes


def _opposite_errors(prediction, target):
    """Too far left for too far right, too high for too low, and too large for too small.

    The first two are the picture in a mirror; the last exchanges the two boxes.
    """
    mirrors = [(_mirrored(prediction, axis), _mirrored(target, axis)) for axis in (0, 1)]
    return [*mirrors, (target, prediction)]


def _hopeless(rng, size):
    """Boxes as large as they are far: smaller ones could not be told from a point there."""
    _, target = _sample(rng, size)
    centre = rng.choice([-1.0, 1.0], (size, 2)) * rng.uniform(1.0, 2.0, (size, 2))
    return 1e80 * _corners(centre, rng.uniform(0.1, 1.0, (size, 2))), target


def _edges():
    target = np.array([0.0, 0.0, 2.0, 2.0])
    cases = {
        "identical": [0.0, 0.0, 2.0, 2.0],
        "touching along an edge": [2.0, 0.5, 3.0, 1.5],
        "touching along a whole edge": [2.0, 0.0, 4.0, 2.0],
        "touching at a corner": [2.0, 2.0, 3.0, 4.0],
        "inside": [0.5, 0.75, 1.5, 1.0],
        "inside, in a corner": [0.0, 0.0, 1.0, 1.0],
        "around": [-1.0, -0.5, 2.5, 3.0],
        "level on both sides": [0.0, -1.0, 2.0, 0.5],
        "as a cross": [-1.0, 0.75, 3.0, 1.25],
        "tiny and inside": [1.0, 1.0, 1.0 + 1e-6, 1.0 + 1e-6],
        "tiny and away": [-1e-6, -3e-6, -5e-7, -1e-6],
        "huge": [-1e6, -2e6, 3e6, 1e6],
        "far away": [1e6, 2e6, 1e6 + 1.0, 2e6 + 3.0],
        "nearly right": [1e-9, -1e-9, 2.0 + 3e-9, 2.0 + 1e-9],
    }
    prediction = np.array(list(cases.values()))
    return prediction, np.broadcast_to(target, prediction.shape).copy()


def _true_box(label):
    box = np.array(label.target)
    return box, (box[2:] - box[:2]) / 2


def _along(t, box):
    """The same box at every place of a line."""
    return np.broadcast_to(box, (*t.shape, 4))


def _slid_place(t, label):
    box, _ = _true_box(label)
    return box + t[..., None] * [1, 0, 1, 0], _along(t, box)


def _slid_direction(t, label):
    return _along(t, [1.0, 0.0, 1.0, 0.0])


def _small_place(t, label):
    box, half = _true_box(label)
    centre = box[:2] + half
    small = np.concatenate([centre - half / 2, centre + half / 2])
    return small + t[..., None] * [1, 0, 1, 0], _along(t, box)


def _scaled_place(t, label):
    box, half = _true_box(label)
    t = t[..., None]
    return _corners(box[:2] + half, 2 * half * np.concatenate([t, t], -1)), _along(t[..., 0], box)


def _scaled_direction(t, label):
    _, half = _true_box(label)
    return _along(t, [*-half, *half])


def _stretched_place(t, label):
    box, half = _true_box(label)
    t = t[..., None]
    return _corners(box[:2] + half, 2 * half * np.concatenate([t, 1 / t], -1)), _along(t[..., 0], box)


def _stretched_direction(t, label):
    _, half = _true_box(label)
    growth = half * np.stack([np.ones_like(t), -1 / t**2], -1)
    return np.concatenate([-growth, growth], -1)


def _plane_place(x, y, label):
    prediction = _corners(np.stack(np.broadcast_arrays(x, y), -1), np.full(2, _SLID))
    return prediction[..., None, :], _along(prediction[..., :1], np.array(label.target))


BOX = Space(
    key="box",
    prediction="a box (x1, y1, x2, y2) with x1 < x2 and y1 < y2 on the last axis",
    target="a box (x1, y1, x2, y2) with x1 < x2 and y1 < y2 on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_boxes,
    sample=_sample,
    labels=(
        Label("square", "square target", (-1.0, -1.0, 1.0, 1.0)),
        Label("tall", "tall target", (-0.75, -1.5, 0.75, 1.5)),
    ),
    lines=(
        Line(
            key="offset",
            name="how far right of the target it lies",
            symbol="Δx",
            low=-4.0,
            high=4.0,
            probe=(1.2, 0.1),
            values=(-0.1, 2.2),
            slopes=(-2.2, 2.2),
            place=_slid_place,
            direction=_slid_direction,
        ),
        Line(
            key="inside",
            name="how far right of the centre it lies, half as large",
            symbol="Δx",
            low=-4.0,
            high=4.0,
            probe=(0.3, 0.1),
            values=(-0.1, 2.2),
            slopes=(-2.2, 2.2),
            place=_small_place,
            direction=_slid_direction,
        ),
        Line(
            key="scale",
            name="how many times the target's sides a box about the same centre has",
            symbol="k",
            low=0.2,
            high=3.0,
            probe=(0.6, 0.05),
            values=(-0.1, 2.2),
            slopes=(-4.5, 4.5),
            place=_scaled_place,
            direction=_scaled_direction,
        ),
        Line(
            key="stretch",
            name="how many times the target's width a box of its centre and area has",
            symbol="k",
            low=0.3,
            high=3.0,
            probe=(1.8, 0.05),
            values=(-0.1, 2.2),
            slopes=(-4.5, 4.5),
            place=_stretched_place,
            direction=_stretched_direction,
        ),
    ),
    plane=Plane(
        axes=(
            ("x", f"place of a {_SLID:g} by {_SLID:g} box's centre from left to right", "x"),
            ("y", "its place from bottom to top", "y"),
        ),
        low=-3.0,
        high=3.0,
        start=(1.5, 1.0),
        place=_plane_place,
        along=lambda gradient: (
            gradient[..., 0, 0] + gradient[..., 0, 2],
            gradient[..., 0, 1] + gradient[..., 0, 3],
        ),
        by_label=True,
    ),
    free=False,
    perfect=_perfect,
    swaps=_opposite_errors,
    hopeless=_hopeless,
    edges=_edges,
)
"""Boxes by their edges. An opposite error, to which a symmetric loss is blind, is the mirror image of an error or
the error with the two boxes exchanged."""
