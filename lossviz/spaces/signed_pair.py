"""Two embeddings that should point the same way or not, told by a sign."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces.lines import drawn, named
from lossviz.vocabulary import Label, Line, Samples, Scene, Space

_SCENE = Scene(names=("anchor", "other"), starts=((1.8, 0.4), (0.5, 1.6)), moving=1)


def _check(prediction, target):
    rows.check(prediction, "two embeddings", 2, exact=True)
    rows.check_kind(target, 1, -1)


def _draw(rng, size):
    return rows.directions(rng, size, 2), rng.choice([-1.0, 1.0], size)


def _perfect(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1] = target[:, None] * prediction[:, 0] * rng.uniform(0.5, 2.0, (size, 1))
    return rows.FAR * prediction, target


def _edges():
    a, b, nil = [1.0, 0.5], [-0.5, 1.0], [0.0, 0.0]
    pairs = [[a, a], [a, [-1.0, -0.5]], [a, b], [a, nil], [nil, b], [nil, nil]]
    return np.array(pairs + pairs), np.repeat([1.0, -1.0], len(pairs))


SIGNED_PAIR = Space(
    key="signed_pair",
    prediction="a pair of embeddings, 2 rows of D numbers",
    target="1 for a pair of the same kind, -1 for a pair of different kinds",
    prediction_axes=2,
    target_axes=0,
    check_event=_check,
    symmetry=rows.alike("both embeddings"),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        edges=_edges,
        refused=(
            (rows.THREE, 1.0, "prediction .*2 rows; got 3"),
            (rows.THREE[:2], 0.0, "target .*1 .*or -1 .*; got 0"),
        ),
    ),
    label_name="The pair is",
    labels=(Label("same", "same", 1.0), Label("different", "different", -1.0)),
    lines=(
        Line(
            **named("angle", "angle θ between the two, in degrees", "θ"),
            **drawn(0.0, 180.0, probe=(60.0, 5.0), values=(-0.1, 2.1), slopes=(-0.02, 0.02)),
            **rows.one_moving([[1.0, 0.0], [0.0, 0.0]], 1, rows.around),
        ),
    ),
    plane=rows.over_scene(_SCENE, by_label=True),
    scene=_SCENE,
)
