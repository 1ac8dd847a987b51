"""A query that should be nearer to the prototype of its class than to any other."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces import vectors
from lossviz.spaces.class_numbers import CLASSES, NUMBERED, check_class, renumbered, some_class
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import Line, Samples, Scene, Space

_SCENE = Scene(
    names=("query", "prototype 0", "prototype 1", "prototype 2"),
    starts=((0.1, 0.3), (-1.8, 0.8), (1.6, 1.0), (0.2, -1.7)),
    moving=0,
)

# The prototypes of the line: 2 apart from each other, and the query on its way from its own to the next.
_CORNERS = np.stack(rows.at_angle(np.array([90.0, 210.0, 330.0])), -1) * 2 / np.sqrt(3)


def _check(prediction, target):
    rows.check(prediction, "a query and its prototypes", 3, exact=False)
    check_class(target, prediction.shape[-2] - 1)


def _draw(rng, size):
    return rng.normal(scale=1.2, size=(size, 1 + CLASSES, rows.D)), some_class(rng, size)


def _perfect(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1:] += rows.FAR * np.arange(1, CLASSES + 1)[:, None]
    prediction[:, 0] = prediction[np.arange(size), 1 + target.astype(int)]
    return prediction, target


def _hopeless(rng, size):
    prediction, target = _draw(rng, size)
    prediction[np.arange(size), 1 + target.astype(int), 0] = rows.HOPELESS
    return prediction, target


def _in_another_order(prediction, target):
    return [(prediction[..., [0, *(1 + k for k in order)], :], renumbered(target, order)) for order in vectors.ORDERS]


def _edges():
    a, b, c = [0.5, -0.25], [0.5, 0.75], [1.5, 0.5]
    sets = [[a, a, a, a], [a, a, b, c], [b, a, a, c], [c, a, b, c]]
    return np.array(sets), np.array([0.0, 0.0, 1.0, 0.0])


def _step(label):
    """Half the way from the prototype of the query's class to the next."""
    own = int(label.target)
    return (_CORNERS[(own + 1) % CLASSES] - _CORNERS[own]) / 2


def _place(t, label):
    prediction = rows.still(t, [np.zeros(rows.D), *_CORNERS])
    prediction[..., 0, :] = _CORNERS[int(label.target)] + t[..., None] * _step(label)
    return at_label(prediction, label, axes=2)


def _direction(t, label):
    direction = np.zeros((*t.shape, 1 + CLASSES, rows.D))
    direction[..., 0, :] = _step(label)
    return direction


PROTOTYPES = Space(
    key="prototypes",
    prediction="a query and K class prototypes, 1 + K rows of D numbers",
    target="the number of the query's class, from 0 to K − 1",
    prediction_axes=2,
    target_axes=0,
    check_event=_check,
    symmetry=vectors.alike("classes", _in_another_order),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            (rows.THREE[:2], 0.0, "prediction .*at least 3 rows; got 2"),
            (rows.THREE, 2.0, "target .*whole number from 0 to 1; got 2"),
        ),
    ),
    label_name="True class",
    labels=NUMBERED,
    lines=(
        Line(
            **named("distance", "distance d from the query to its prototype, on the way to the next one at 2", "d"),
            **drawn(0.0, 4.0, probe=(0.5, 0.05), values=(-0.2, 9.0), slopes=(-0.5, 4.5)),
            place=_place,
            direction=_direction,
        ),
    ),
    plane=rows.over_scene(_SCENE, by_label=True),
    scene=_SCENE,
)
