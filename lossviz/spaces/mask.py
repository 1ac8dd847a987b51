"""A probability for every pixel and a mask: segmentation of one object from its background."""

import numpy as np

from lossviz.spaces.checks import refuse
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.samplers import exact
from lossviz.vocabulary import InvalidInput, Label, Line, Plane, Samples, Space, Symmetry

SIDE = 12  # of the pictures; a loss itself takes any height and width
_SURE = 0.99  # of the pixels that a line leaves alone


def _shapes():
    row, column = np.mgrid[:SIDE, :SIDE]
    middle = (SIDE - 1) / 2
    distance = np.hypot(row - middle, column - middle)
    disc = distance < 3.5
    return {
        "disc": disc,
        "ring": (distance < 4.6) & (distance > 2.6),
        "thin line": (row == column) & (row > 0) & (row < SIDE - 1),
        "one pixel": (row == 5) & (column == 6),
        "empty": np.zeros_like(disc),
        "shifted disc": np.roll(disc, (1, 2), axis=(0, 1)),
    }


SHAPES = {name: pixels.astype(float) for name, pixels in _shapes().items()}
"""Masks by name, arrays of zeros and ones of 12 by 12 pixels, the top row first.

They differ in what makes segmentation hard: a compact object, one with a hole, one that is all boundary, one
that a mean over pixels hardly sees, none at all, and the compact one in the wrong place.
"""


def counts(prediction: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True positives, false positives and false negatives, pixels counted by their probabilities."""
    return (
        (prediction * target).sum((-2, -1)),
        (prediction * (1.0 - target)).sum((-2, -1)),
        ((1.0 - prediction) * target).sum((-2, -1)),
    )


def by_pixel(target: np.ndarray, on_object: np.ndarray, on_background: np.ndarray) -> np.ndarray:
    """An image with one value on the object of each event and another on its background."""
    return np.where(target == 1, on_object[..., None, None], on_background[..., None, None])


def _check_masks(prediction, target):
    if prediction.shape[-2:] != target.shape[-2:]:
        raise InvalidInput(
            f"target must have as many rows and columns as the prediction, {prediction.shape[-2:]}; "
            f"got {target.shape[-2:]}."
        )
    if 0 in prediction.shape[-2:]:
        raise InvalidInput(f"prediction must have at least one pixel; got an image of shape {prediction.shape[-2:]}.")
    advice = "Logits become probabilities by the sigmoid."
    outside = (prediction < 0) | (prediction > 1)
    refuse(prediction, outside, "prediction must hold probabilities between 0 and 1", advice)
    advice = "A soft mask becomes one by a threshold, such as 1/2."
    refuse(target, (target != 0) & (target != 1), "target must be a mask of zeros and ones", advice)


def _draw(rng, size):
    """Small images that are not square, with objects of every extent from nothing to everything."""
    extent = rng.choice([0.0, 0.15, 0.4, 0.7, 1.0], p=[0.12, 0.28, 0.3, 0.25, 0.05], size=(size, 1, 1))
    return rng.uniform(0.03, 0.97, size=(size, 4, 3)), (rng.random((size, 4, 3)) < extent).astype(float)


def _background_for_object(prediction, target):
    return [(1.0 - prediction, 1.0 - target)]


def _edges():
    """Nothing, one pixel and everything, each predicted as nothing, exactly, its contrary, and in doubt."""
    nothing, everything = np.zeros((4, 3)), np.ones((4, 3))
    pixel = nothing.copy()
    pixel[1, 2] = 1.0
    doubt = np.linspace(0.0, 1.0, 12).reshape(4, 3)
    pairs = [
        (prediction, target)
        for target in (nothing, pixel, everything)
        for prediction in (nothing, pixel, everything, 1.0 - pixel, doubt, np.full((4, 3), 1e-6))
    ]
    return tuple(np.stack(arrays) for arrays in zip(*pairs, strict=True))


def _placed(t, on_object, on_background, label):
    """Predictions with one probability on the object and another on the background, and their targets."""
    target = np.broadcast_to(label.target, (*t.shape, SIDE, SIDE))
    return by_pixel(target, *np.broadcast_arrays(on_object, on_background)), target


def _direction(t, on_object, on_background, label):
    on_object, on_background = np.full_like(t, on_object), np.full_like(t, on_background)
    return _placed(t, on_object, on_background, label)[0]


def _share(label):
    """The share of the pixels that belong to the object."""
    return float(np.mean(label.target))


def _plane(x, y, label):
    x, y = np.broadcast_arrays(x, y)
    target = np.broadcast_to(SHAPES["disc"], (*x.shape, 1, SIDE, SIDE))
    return by_pixel(target, x[..., None], y[..., None]), target


def _along_plane(gradient):
    on_object = SHAPES["disc"] * gradient[..., 0, :, :]
    return on_object.sum((-2, -1)), (gradient[..., 0, :, :] - on_object).sum((-2, -1))


def _label(key, name):
    return Label(key, name, tuple(tuple(row) for row in SHAPES[name].tolist()))


MASK = Space(
    key="mask",
    prediction="an image (H, W) of probabilities between 0 and 1, each of its pixel belonging to the object",
    target="a mask (H, W) with 1 for the object and 0 for the background",
    prediction_axes=2,
    target_axes=2,
    check_event=_check_masks,
    symmetry=Symmetry(
        label="treats object and background alike",
        claim="Exchanging the two, in prediction and target, leaves the loss as it was.",
        of=_background_for_object,
    ),
    samples=Samples(
        draw=_draw,
        perfect=exact(lambda rng, size: _draw(rng, size)[1]),
        edges=_edges,
        refused=(
            ([[0.5, 1.5]], [[0.0, 1.0]], "prediction must hold probabilities between 0 and 1; got 1.5"),
            ([[0.5, -0.5]], [[0.0, 1.0]], "prediction must hold probabilities between 0 and 1; got -0.5"),
            ([[0.5, 0.5]], [[0.0, 0.3]], "target must be a mask of zeros and ones; got 0.3"),
            ([[0.5, 0.5]], [[0.0], [1.0]], r"target .*rows and columns as the prediction, \(1, 2\); got \(2, 1\)"),
            ([[]], [[]], "prediction .*at least one pixel"),
            (np.ones((0, 4)), np.ones((0, 4)), "prediction .*at least one pixel"),
        ),
    ),
    label_name="True mask",
    labels=(
        _label("disc", "disc"),
        _label("line", "thin line"),
        _label("pixel", "one pixel"),
        _label("empty", "empty"),
    ),
    lines=(
        Line(
            **named("confidence", "probability of the truth, the same in every pixel", "q"),
            **drawn(0.01, 0.99, probe=(0.6, 0.01), values=(-0.1, 2.1), slopes=(-5.0, 1.0)),
            points=81,
            place=lambda t, label: _placed(t, t, 1.0 - t, label),
            direction=lambda t, label: _direction(t, 1.0, -1.0, label),
            reference=lambda t, label: -1.0 / t,
            plain=lambda t, label: -np.log(t),
        ),
        Line(
            **named("found", f"probability of the object (the background at {1 - _SURE:g})", "p₁"),
            **drawn(0.01, 0.99, probe=(0.4, 0.01), values=(-0.1, 1.6), slopes=(-3.0, 0.5)),
            points=81,
            place=lambda t, label: _placed(t, t, 1.0 - _SURE, label),
            direction=lambda t, label: _direction(t, 1.0, 0.0, label),
            reference=lambda t, label: -_share(label) / t,
            plain=lambda t, label: -_share(label) * np.log(t) - (1.0 - _share(label)) * np.log(_SURE),
        ),
        Line(
            **named("false_alarms", f"probability of the background (the object at {_SURE:g})", "p₀"),
            **drawn(0.01, 0.99, probe=(0.2, 0.01), values=(-0.1, 1.6), slopes=(-0.5, 3.0)),
            points=81,
            place=lambda t, label: _placed(t, _SURE, t, label),
            direction=lambda t, label: _direction(t, 0.0, 1.0, label),
            reference=lambda t, label: (1.0 - _share(label)) / (1.0 - t),
            plain=lambda t, label: -_share(label) * np.log(_SURE) - (1.0 - _share(label)) * np.log(1.0 - t),
        ),
    ),
    plane=Plane(
        axes=(
            ("object", "probability in the pixels of a disc", "p₁"),
            ("background", "probability in the background", "p₀"),
        ),
        low=0.05,
        high=0.95,
        start=(0.45, 0.25),
        place=_plane,
        along=_along_plane,
        by_label=False,
        points=21,
    ),
    free=False,
)
"""Images of pixels that are object or background. A symmetric loss is blind to which of the two is which: the swap
exchanges them, in the target and in the prediction."""
