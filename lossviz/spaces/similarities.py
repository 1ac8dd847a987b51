"""A table of similarities in which the right pairs, on the diagonal, should stand out."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import NO_LABELS, no_target
from lossviz.vocabulary import InvalidInput, Line, Plane, Samples, Space, Symmetry, Trait

ITEMS = 3  # of the pictures; a loss itself takes any number
_OTHER_RIGHT_PAIRS = 2.0


def _check(prediction, target):
    rows, columns = prediction.shape[-2:]
    if rows != columns or rows < 2:
        raise InvalidInput(
            "prediction must be a square matrix of similarities, 2 by 2 or larger, with the right pairs on the "
            f"diagonal; got {rows} by {columns}."
        )


def _draw(rng, size):
    return no_target(rng.normal(scale=2.0, size=(size, ITEMS, ITEMS)), axes=2)


def _perfect(rng, size):
    return no_target(np.broadcast_to(rows.FAR * np.eye(ITEMS), (size, ITEMS, ITEMS)), axes=2)


def _hopeless(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, np.arange(ITEMS), np.arange(ITEMS)] = -rows.HOPELESS
    return prediction, target


def _rows_for_columns(prediction, target):
    order = np.roll(np.arange(prediction.shape[-1]), 1)
    return [(prediction.swapaxes(-1, -2), target), (prediction[..., order, :][..., order], target)]


def _edges():
    tables = [np.zeros((ITEMS, ITEMS)), 50 * np.eye(ITEMS), -50 * np.eye(ITEMS), np.ones((ITEMS, ITEMS))]
    return no_target(np.array(tables), axes=2)


def _table(right, wrong):
    """The pictures' table with these similarities for the first right pair and for a wrong one beside it."""
    prediction = rows.still(right, _OTHER_RIGHT_PAIRS * np.eye(ITEMS))
    prediction[..., 0, 0], prediction[..., 0, 1] = right, wrong
    return prediction


def _direction(t, label):
    direction = np.zeros((*t.shape, ITEMS, ITEMS))
    direction[..., 0, 0] = 1.0
    return direction


SIMILARITIES = Space(
    key="similarities",
    prediction="an N by N matrix of similarities, the right pairs on its diagonal",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=_check,
    symmetry=Symmetry(
        label="treats both sides alike",
        claim="Exchanging rows and columns, or numbering the pairs anew, leaves the loss as it was.",
        of=_rows_for_columns,
    ),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            (rows.THREE, [], "prediction .*square matrix .*; got 3 by 2"),
            ([[1.0]], [], "prediction .*2 by 2 or larger.*; got 1 by 1"),
        ),
    ),
    labels=NO_LABELS,
    lines=(
        Line(
            **named(
                "similarity",
                f"similarity s of one right pair (the other right pairs at {_OTHER_RIGHT_PAIRS:g}, wrong ones at 0)",
                "s",
            ),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.1, 2.6), slopes=(-0.4, 0.1)),
            place=lambda t, label: no_target(_table(t, 0.0), axes=2),
            direction=_direction,
        ),
    ),
    plane=Plane(
        axes=(("right", "similarity of a right pair", "s₀₀"), ("wrong", "similarity of a wrong pair", "s₀₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=lambda x, y, label: no_target(_table(x, y)[..., None, :, :], axes=2),
        along=lambda gradient: (gradient[..., 0, 0, 0], gradient[..., 0, 0, 1]),
        by_label=False,
    ),
    traits=(Trait.SHIFT_INVARIANT,),
)
