"""A predicted box and a true one: object detection."""

import numpy as np

from lossviz.spaces.lines import drawn, named
from lossviz.spaces.samplers import exact
from lossviz.vocabulary import InvalidInput, Label, Line, Plane, Samples, Space, Symmetry

_RIGHT = [0.0, 0.0, 2.0, 1.0]  # for refusals
_SLID = 1.0  # side of the box that is slid across a target larger than it


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


def _draw(rng, size):
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
    _, target = _draw(rng, size)
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
    return _corners(box[:2] + half, half) + t[..., None] * [1, 0, 1, 0], _along(t, box)


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
    symmetry=Symmetry(
        label="symmetric",
        claim="A mirror image costs the same, and so do the two boxes exchanged: too large costs what too small does.",
        of=_opposite_errors,
    ),
    samples=Samples(
        draw=_draw,
        perfect=exact(lambda rng, size: _draw(rng, size)[1]),
        hopeless=_hopeless,
        edges=_edges,
        refused=tuple(
            event
            for wrong, message in (
                ([0.0, 1.0, 2.0], "four coordinates .*; got 3"),
                ([2.0, 0.0, 1.0, 1.0], r"x1 < x2 and y1 < y2; got \(2, 0, 1, 1\)"),
                ([0.0, 1.0, 1.0, 1.0], r"x1 < x2 and y1 < y2; got \(0, 1, 1, 1\)"),
            )
            for event in ((wrong, _RIGHT, f"prediction .*{message}"), (_RIGHT, wrong, f"target .*{message}"))
        ),
    ),
    label_name="True box",
    labels=(
        Label("square", "a square", (-1.0, -1.0, 1.0, 1.0)),
        Label("tall", "a tall box", (-0.75, -1.5, 0.75, 1.5)),
    ),
    lines=(
        Line(
            **named("offset", "how far right of the target it lies", "Δx"),
            **drawn(-4.0, 4.0, probe=(1.2, 0.1), values=(-0.1, 2.2), slopes=(-2.2, 2.2)),
            place=_slid_place,
            direction=_slid_direction,
        ),
        Line(
            **named("inside", "how far right of the centre it lies, half as large", "Δx"),
            **drawn(-4.0, 4.0, probe=(0.3, 0.1), values=(-0.1, 2.2), slopes=(-2.2, 2.2)),
            place=_small_place,
            direction=_slid_direction,
        ),
        Line(
            **named("scale", "how many times the target's sides a box about the same centre has", "k"),
            **drawn(0.2, 3.0, probe=(0.6, 0.05), values=(-0.1, 2.2), slopes=(-4.5, 4.5)),
            place=_scaled_place,
            direction=_scaled_direction,
        ),
        Line(
            **named("stretch", "how many times the target's width a box of its centre and area has", "k"),
            **drawn(0.3, 3.0, probe=(1.8, 0.05), values=(-0.1, 2.2), slopes=(-4.5, 4.5)),
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
)
"""Boxes by their edges. An opposite error, to which a symmetric loss is blind, is the mirror image of an error or
the error with the two boxes exchanged."""
