"""Embeddings: rows that should be near each other or far apart, and the cosines between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait

D = 2  # components of the pictures; a loss itself takes any number
NEGATIVES = 3
CLASSES = 3
ITEMS = 3
_FAR = 1e4
_HOPELESS = 1e80
_DEGREE = np.pi / 180


@dataclass(frozen=True, slots=True)
class Scene:
    """Points on a plane that stand for the rows of a prediction.

    Parameters
    ----------
    names : tuple of str
        The names of the rows.
    starts : tuple of (x, y)
        Where they are at first.
    moving : int
        The row over whose place a field is drawn.
    """

    names: tuple[str, ...]
    starts: tuple[tuple[float, float], ...]
    moving: int


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "pair": Scene(("anchor", "other"), ((-0.5, -0.3), (0.2, 0.3)), 1),
        "signed_pair": Scene(("anchor", "other"), ((1.8, 0.4), (0.5, 1.6)), 1),
        "triplet": Scene(("anchor", "positive", "negative"), ((-0.5, 0.0), (1.0, 0.8), (0.8, -1.2)), 2),
        "query": Scene(
            ("query", "positive", "negative 1", "negative 2", "negative 3"),
            ((1.6, 0.6), (0.8, 1.8), (2.0, -1.0), (-1.2, 1.4), (-1.5, -1.0)),
            0,
        ),
        "prototypes": Scene(
            ("query", "prototype 0", "prototype 1", "prototype 2"),
            ((0.1, 0.3), (-1.8, 0.8), (1.6, 1.0), (0.2, -1.7)),
            0,
        ),
    }
)

_PAIR_LABELS = (Label("same", "same", 1.0), Label("different", "different", 0.0))
_SIGNED_LABELS = (Label("same", "same", 1.0), Label("different", "different", -1.0))
_NO_LABELS = (Label("none", "no target", ()),)
_CLASS_LABELS = tuple(Label(str(k), f"class {k}", float(k)) for k in range(CLASSES))


# What is legal


def _check_rows(prediction, least, exact, names):
    rows, components = prediction.shape[-2:]
    if rows < least or (exact and rows != least):
        raise InvalidInput(
            f"prediction must hold {names} on the axis before the last, {'' if exact else 'at least '}{least} rows; "
            f"got {rows}. Stack the embeddings with np.stack([...], axis=-2)."
        )
    if components < 1:
        raise InvalidInput("prediction must have at least 1 component on its last axis; got 0.")


def _check_target(target, first, second):
    wrong = (target != first) & (target != second)
    if wrong.any():
        raise InvalidInput(
            f"target must be {first:g} for the same or {second:g} for different; got {target[wrong].flat[0]:g}. "
            "Labels of another convention must be translated first."
        )


def _check_class(target, classes):
    wrong = (target != np.floor(target)) | (target < 0) | (target >= classes)
    if wrong.any():
        raise InvalidInput(
            f"target must be a class, a whole number from 0 to {classes - 1}; got {target[wrong].flat[0]:g}."
        )


def _check_pair(prediction, target):
    _check_rows(prediction, 2, True, "two embeddings")
    _check_target(target, 1, 0)


def _check_signed_pair(prediction, target):
    _check_rows(prediction, 2, True, "two embeddings")
    _check_target(target, 1, -1)


def _check_triplet(prediction, target):
    _check_rows(prediction, 3, True, "anchor, positive and negative")


def _check_query(prediction, target):
    _check_rows(prediction, 3, False, "query, positive and negatives")


def _check_similarities(prediction, target):
    rows, columns = prediction.shape[-2:]
    if rows != columns or rows < 2:
        raise InvalidInput(
            "prediction must be a square matrix of similarities, 2 by 2 or larger, with the right pairs on the "
            f"diagonal; got {rows} by {columns}."
        )


def _check_prototypes(prediction, target):
    _check_rows(prediction, 3, False, "a query and its prototypes")
    _check_class(target, prediction.shape[-2] - 1)


def _check_cosines(prediction, target):
    wrong = np.abs(prediction) > 1
    if wrong.any():
        raise InvalidInput(
            f"prediction must hold cosines between -1 and 1; got {prediction[wrong].flat[0]:g}. Divide embeddings and "
            "class vectors by their lengths before the product."
        )
    if prediction.shape[-1] < 2:
        raise InvalidInput(f"prediction must have at least 2 classes on its last axis; got {prediction.shape[-1]}.")
    _check_class(target, prediction.shape[-1])


# What is drawn at random


def _none(size):
    return np.empty((size, 0))


def _rows(rng, size, rows, scale=1.5):
    return rng.normal(scale=scale, size=(size, rows, D))


def _directions(rng, size, rows):
    """Embeddings up to 150 degrees apart, none short.

    All point to one side, so that the straight way from one to another does not come near the origin, beside
    which a cosine turns faster than any test could follow.
    """
    angle = _DEGREE * rng.uniform(-75.0, 75.0, (size, rows))
    length = rng.uniform(0.5, 2.5, (size, rows))
    return length[..., None] * np.stack([np.cos(angle), np.sin(angle)], -1)


def _one_of(rng, size, values):
    return np.array(values)[rng.integers(0, len(values), size)]


def _sample_pair(rng, size):
    return _rows(rng, size, 2, 0.7), _one_of(rng, size, (0.0, 1.0))


def _sample_signed_pair(rng, size):
    return _directions(rng, size, 2), _one_of(rng, size, (-1.0, 1.0))


def _sample_triplet(rng, size):
    return _rows(rng, size, 3, 1.0), _none(size)


def _sample_query(rng, size):
    return _directions(rng, size, 2 + NEGATIVES), _none(size)


def _sample_similarities(rng, size):
    return rng.normal(scale=2.0, size=(size, ITEMS, ITEMS)), _none(size)


def _sample_prototypes(rng, size):
    return _rows(rng, size, 1 + CLASSES, 1.2), _one_of(rng, size, (0.0, 1.0, 2.0))


def _sample_cosines(rng, size):
    return rng.uniform(-0.98, 0.98, (size, CLASSES)), _one_of(rng, size, (0.0, 1.0, 2.0))


# What is right


def _perfect_pair(rng, size):
    prediction, target = _sample_pair(rng, size)
    prediction[:, 1] = prediction[:, 0] + np.where(target == 1, 0.0, _FAR)[:, None]
    return prediction, target


def _perfect_signed_pair(rng, size):
    prediction, target = _sample_signed_pair(rng, size)
    prediction[:, 1] = target[:, None] * prediction[:, 0] * rng.uniform(0.5, 2.0, (size, 1))
    return _FAR * prediction, target


def _perfect_triplet(rng, size):
    prediction, target = _sample_triplet(rng, size)
    prediction[:, 1] = prediction[:, 0]
    prediction[:, 2] += _FAR
    return prediction, target


def _perfect_similarities(rng, size):
    return np.broadcast_to(_FAR * np.eye(ITEMS), (size, ITEMS, ITEMS)), _none(size)


def _perfect_prototypes(rng, size):
    prediction, target = _sample_prototypes(rng, size)
    prediction[:, 1:] += _FAR * np.arange(1, CLASSES + 1)[:, None]
    prediction[:, 0] = prediction[np.arange(size), 1 + target.astype(int)]
    return prediction, target


# What is wrong and certain. Cosines are never certain: they end at -1 and 1.


def _hopeless_pair(rng, size):
    prediction, target = _sample_pair(rng, size)
    prediction[:, 1, 0] = _HOPELESS
    return prediction, np.ones_like(target)


def _hopeless_triplet(rng, size):
    prediction, target = _sample_triplet(rng, size)
    prediction[:, 1, 0] = _HOPELESS
    return prediction, target


def _hopeless_similarities(rng, size):
    prediction, target = _sample_similarities(rng, size)
    prediction[:, np.arange(ITEMS), np.arange(ITEMS)] = -_HOPELESS
    return prediction, target


def _hopeless_prototypes(rng, size):
    prediction, target = _sample_prototypes(rng, size)
    prediction[np.arange(size), 1 + target.astype(int), 0] = _HOPELESS
    return prediction, target


# What a symmetric loss cannot tell apart


def _the_two_exchanged(prediction, target):
    return [(prediction[..., ::-1, :], target)]


def _anchor_and_positive_exchanged(prediction, target):
    order = [1, 0, *range(2, prediction.shape[-2])]
    return [(prediction[..., order, :], target)]


def _rows_for_columns(prediction, target):
    order = np.roll(np.arange(prediction.shape[-1]), 1)
    return [(prediction.swapaxes(-1, -2), target), (prediction[..., order, :][..., order], target)]


_ORDERS = ([1, 2, 0], [1, 0, 2])


def _prototypes_in_another_order(prediction, target):
    return [
        (prediction[..., [0, *(1 + k for k in order)], :], np.argsort(order)[target.astype(int)].astype(float))
        for order in _ORDERS
    ]


def _cosines_in_another_order(prediction, target):
    return [(prediction[..., order], np.argsort(order)[target.astype(int)].astype(float)) for order in _ORDERS]


# Edges: coincident points, vectors without a length, ties


def _pair_edges():
    a, b, nil = [0.5, -0.25], [0.5, 0.75], [0.0, 0.0]
    pairs = [[a, a], [nil, nil], [a, b]]  # the last is 1 apart, a margin
    return np.array(pairs + pairs), np.repeat([1.0, 0.0], len(pairs))


def _signed_pair_edges():
    a, b, nil = [1.0, 0.5], [-0.5, 1.0], [0.0, 0.0]
    pairs = [[a, a], [a, [-1.0, -0.5]], [a, b], [a, nil], [nil, b], [nil, nil]]
    return np.array(pairs + pairs), np.repeat([1.0, -1.0], len(pairs))


def _triplet_edges():
    a, b, c = [0.5, -0.25], [0.5, 0.75], [1.5, 0.5]
    triplets = [[a, a, a], [a, a, c], [a, b, a], [a, b, b], [a, a, b]]
    return np.array(triplets), _none(len(triplets))


def _query_edges():
    a, b, nil = [1.0, 0.5], [-0.5, 1.0], [0.0, 0.0]
    sets = [[a, a, a, a, a], [a, a, b, b, b], [a, b, a, a, a], [nil, a, b, b, a], [a, nil, b, nil, a], [nil] * 5]
    return np.array(sets), _none(len(sets))


def _similarities_edges():
    tables = [np.zeros((ITEMS, ITEMS)), 50 * np.eye(ITEMS), -50 * np.eye(ITEMS), np.ones((ITEMS, ITEMS))]
    return np.array(tables), _none(len(tables))


def _prototypes_edges():
    a, b, c = [0.5, -0.25], [0.5, 0.75], [1.5, 0.5]
    sets = [[a, a, a, a], [a, a, b, c], [b, a, a, c], [c, a, b, c]]
    return np.array(sets), np.array([0.0, 0.0, 1.0, 0.0])


def _cosines_edges():
    # The true class comes near to -1 and 1, and its rivals reach them; at the very ends the slope is infinite.
    last = 1.0 - 2.0**-40
    cosines = [[last, -1.0, -1.0], [last, 1.0, 1.0], [-last, 1.0, -1.0], [-last, -1.0, -1.0], [0.0, 0.0, 0.0]]
    return np.array(cosines), np.zeros(len(cosines))


# Where they are drawn


def _targets(shape, label):
    target = np.array(label.target, float)
    return np.broadcast_to(target, (*shape, *target.shape))


def _still(t, rows):
    """The same rows at every position of a line."""
    rows = np.array(rows, float)
    return np.broadcast_to(rows, (*t.shape, *rows.shape)).copy()


def _one_row_moving(rows, row, way):
    """A line along which one of the rows is ``way(t)``, two components, and the slope of ``way`` its direction."""

    def place(t, label):
        prediction = _still(t, rows)
        prediction[..., row, :] = np.stack(way(t)[0], -1)
        return prediction, _targets(t.shape, label)

    def direction(t, label):
        prediction = np.zeros((*t.shape, len(rows), D))
        prediction[..., row, :] = np.stack(way(t)[1], -1)
        return prediction

    return {"place": place, "direction": direction}


def _away(t):
    return (t, np.zeros_like(t)), (np.ones_like(t), np.zeros_like(t))


def _around(t):
    angle = _DEGREE * t
    return (np.cos(angle), np.sin(angle)), (-_DEGREE * np.sin(angle), _DEGREE * np.cos(angle))


def _at_angle(degrees):
    return np.cos(_DEGREE * degrees), np.sin(_DEGREE * degrees)


# The class prototypes of the line: 2 apart from each other, and the query on its way from its own to the next.
_CORNERS = np.stack(_at_angle(np.array([90.0, 210.0, 330.0])), -1) * 2 / np.sqrt(3)


def _query_place(t, label):
    own, rival = int(label.target), (int(label.target) + 1) % CLASSES
    prediction = _still(t, [np.zeros(D), *_CORNERS])
    prediction[..., 0, :] = _CORNERS[own] + t[..., None] * (_CORNERS[rival] - _CORNERS[own]) / 2
    return prediction, _targets(t.shape, label)


def _query_direction(t, label):
    own, rival = int(label.target), (int(label.target) + 1) % CLASSES
    direction = np.zeros((*t.shape, 1 + CLASSES, D))
    direction[..., 0, :] = (_CORNERS[rival] - _CORNERS[own]) / 2
    return direction


_OTHER_RIGHT_PAIRS = 2.0


def _similarity_place(t, label):
    prediction = _still(t, _OTHER_RIGHT_PAIRS * np.eye(ITEMS))
    prediction[..., 0, 0] = t
    return prediction, _targets(t.shape, label)


def _similarity_direction(t, label):
    direction = np.zeros((*t.shape, ITEMS, ITEMS))
    direction[..., 0, 0] = 1.0
    return direction


_RIVAL_ANGLES = (60.0, 100.0)


def _cosines_place(t, label):
    prediction = np.empty((*t.shape, CLASSES))
    true = int(label.target)
    prediction[..., true] = np.cos(_DEGREE * t)
    for k, angle in zip([k for k in range(CLASSES) if k != true], _RIVAL_ANGLES, strict=True):
        prediction[..., k] = np.cos(_DEGREE * angle)
    return prediction, _targets(t.shape, label)


def _cosines_direction(t, label):
    direction = np.zeros((*t.shape, CLASSES))
    direction[..., int(label.target)] = -_DEGREE * np.sin(_DEGREE * t)
    return direction


def _scene_plane(key, by_label):
    """The plane over which the scene's moving point is moved, with all others at their starts."""
    scene = SCENES[key]
    name = scene.names[scene.moving]

    def place(x, y, label):
        prediction = _still(x, scene.starts)
        prediction[..., scene.moving, :] = np.stack([x, y], -1)
        return prediction[..., None, :, :], _targets((*np.shape(x), 1), label)

    return Plane(
        axes=(("x", f"{name}: first coordinate", "x"), ("y", f"{name}: second coordinate", "y")),
        low=-3.0,
        high=3.0,
        start=scene.starts[scene.moving],
        place=place,
        along=lambda gradient: tuple(gradient[..., 0, scene.moving, i] for i in range(D)),
        by_label=by_label,
    )


def _similarities_plane(x, y, label):
    prediction = _still(x, _OTHER_RIGHT_PAIRS * np.eye(ITEMS))
    prediction[..., 0, 0], prediction[..., 0, 1] = x, y
    return prediction[..., None, :, :], _targets((*np.shape(x), 1), label)


def _cosines_plane(x, y, label):
    return np.stack([x, y, np.zeros_like(x)], -1)[..., None, :], _targets((*np.shape(x), 1), label)


# A distance has its gradient's only kink where it is 0, an isolated point that no switch can mark by a change of
# sign. The lines start beside it.
_TOUCHING = 0.01

PAIR = Space(
    key="pair",
    prediction="a pair of embeddings, 2 rows of D numbers",
    target="1 for a pair of the same kind, 0 for a pair of different kinds",
    prediction_axes=2,
    target_axes=0,
    check_event=_check_pair,
    sample=_sample_pair,
    labels=_PAIR_LABELS,
    lines=(
        Line(
            key="distance",
            name="distance d between the two",
            symbol="d",
            low=_TOUCHING,
            high=4.0,
            probe=(0.5, 0.05),
            values=(-0.2, 4.0),
            slopes=(-3.2, 4.2),
            **_one_row_moving([[0.0, 0.0], [0.0, 0.0]], 1, _away),
        ),
    ),
    plane=_scene_plane("pair", by_label=True),
    perfect=_perfect_pair,
    swaps=_the_two_exchanged,
    hopeless=_hopeless_pair,
    edges=_pair_edges,
)

SIGNED_PAIR = Space(
    key="signed_pair",
    prediction="a pair of embeddings, 2 rows of D numbers",
    target="1 for a pair of the same kind, -1 for a pair of different kinds",
    prediction_axes=2,
    target_axes=0,
    check_event=_check_signed_pair,
    sample=_sample_signed_pair,
    labels=_SIGNED_LABELS,
    lines=(
        Line(
            key="angle",
            name="angle θ between the two, in degrees",
            symbol="θ",
            low=0.0,
            high=180.0,
            probe=(60.0, 5.0),
            values=(-0.1, 2.1),
            slopes=(-0.02, 0.02),
            **_one_row_moving([[1.0, 0.0], [0.0, 0.0]], 1, _around),
        ),
    ),
    plane=_scene_plane("signed_pair", by_label=True),
    perfect=_perfect_signed_pair,
    swaps=_the_two_exchanged,
    edges=_signed_pair_edges,
)

TRIPLET = Space(
    key="triplet",
    prediction="anchor, positive and negative, 3 rows of D numbers",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=_check_triplet,
    sample=_sample_triplet,
    labels=_NO_LABELS,
    lines=(
        Line(
            key="distance",
            name="distance d to the negative (positive at 1)",
            symbol="d",
            low=_TOUCHING,
            high=4.0,
            probe=(0.5, 0.05),
            values=(-0.2, 4.0),
            slopes=(-3.2, 4.2),
            **_one_row_moving([[0.0, 0.0], [0.0, 1.0], [0.0, 0.0]], 2, _away),
        ),
    ),
    plane=_scene_plane("triplet", by_label=False),
    perfect=_perfect_triplet,
    swaps=_anchor_and_positive_exchanged,
    hopeless=_hopeless_triplet,
    edges=_triplet_edges,
)

QUERY = Space(
    key="query",
    prediction="query, positive and at least one negative, 2 + N rows of D numbers",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=_check_query,
    sample=_sample_query,
    labels=_NO_LABELS,
    lines=(
        Line(
            key="angle",
            name="angle θ between query and positive, in degrees (the negatives at 60, 100 and 150)",
            symbol="θ",
            low=0.0,
            high=180.0,
            probe=(60.0, 5.0),
            values=(-0.5, 16.0),
            slopes=(-0.05, 0.25),
            **_one_row_moving(
                [[1.0, 0.0], [0.0, 0.0], _at_angle(60.0), _at_angle(-100.0), _at_angle(150.0)], 1, _around
            ),
        ),
    ),
    plane=_scene_plane("query", by_label=False),
    swaps=_anchor_and_positive_exchanged,
    edges=_query_edges,
)

SIMILARITIES = Space(
    key="similarities",
    prediction="an N by N matrix of similarities, the right pairs on its diagonal",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=_check_similarities,
    sample=_sample_similarities,
    labels=_NO_LABELS,
    lines=(
        Line(
            key="similarity",
            name=f"similarity s of one right pair (the other right pairs at {_OTHER_RIGHT_PAIRS:g}, wrong ones at 0)",
            symbol="s",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.1, 2.6),
            slopes=(-0.4, 0.1),
            place=_similarity_place,
            direction=_similarity_direction,
        ),
    ),
    plane=Plane(
        axes=(("right", "similarity of a right pair", "s₀₀"), ("wrong", "similarity of a wrong pair", "s₀₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=_similarities_plane,
        along=lambda gradient: (gradient[..., 0, 0, 0], gradient[..., 0, 0, 1]),
        by_label=False,
    ),
    perfect=_perfect_similarities,
    swaps=_rows_for_columns,
    hopeless=_hopeless_similarities,
    edges=_similarities_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)

PROTOTYPES = Space(
    key="prototypes",
    prediction="a query and K class prototypes, 1 + K rows of D numbers",
    target="the number of the query's class, from 0 to K − 1",
    prediction_axes=2,
    target_axes=0,
    check_event=_check_prototypes,
    sample=_sample_prototypes,
    labels=_CLASS_LABELS,
    lines=(
        Line(
            key="distance",
            name="distance d from the query to its prototype, on the way to the next one at 2",
            symbol="d",
            low=0.0,
            high=4.0,
            probe=(0.5, 0.05),
            values=(-0.2, 9.0),
            slopes=(-0.5, 4.5),
            place=_query_place,
            direction=_query_direction,
        ),
    ),
    plane=_scene_plane("prototypes", by_label=True),
    perfect=_perfect_prototypes,
    swaps=_prototypes_in_another_order,
    hopeless=_hopeless_prototypes,
    edges=_prototypes_edges,
)

COSINES = Space(
    key="cosines",
    prediction="K cosines between an embedding and the class vectors, each from -1 to 1, on the last axis",
    target="the number of the true class, from 0 to K − 1",
    prediction_axes=1,
    target_axes=0,
    check_event=_check_cosines,
    sample=_sample_cosines,
    labels=_CLASS_LABELS,
    lines=(
        Line(
            key="angle",
            name=f"angle θ to the true class, in degrees (its rivals at {_RIVAL_ANGLES[0]:g} and {_RIVAL_ANGLES[1]:g})",
            symbol="θ",
            low=1.0,
            high=179.0,
            probe=(60.0, 5.0),
            values=(-0.5, 26.0),
            slopes=(-0.2, 0.4),
            place=_cosines_place,
            direction=_cosines_direction,
        ),
    ),
    plane=Plane(
        axes=(("c0", "cosine to class 0", "cos θ₀"), ("c1", "cosine to class 1", "cos θ₁")),
        low=-0.95,
        high=0.95,
        start=(0.2, 0.5),
        place=_cosines_plane,
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    ),
    free=False,
    swaps=_cosines_in_another_order,
    edges=_cosines_edges,
)
