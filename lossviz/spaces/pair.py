"""Two embeddings that should be near each other or far apart."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces.lines import drawn, named
from lossviz.vocabulary import Label, Line, Samples, Scene, Space

_SCENE = Scene(names=("anchor", "other"), starts=((-0.5, -0.3), (0.2, 0.3)), moving=1)


def _check(prediction, target):
    rows.check(prediction, "two embeddings", 2, exact=True)
    rows.check_kind(target, 1, 0)


def _draw(rng, size):
    return rng.normal(scale=0.7, size=(size, 2, rows.D)), rng.integers(0, 2, size).astype(float)


def _perfect(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1] = prediction[:, 0] + np.where(target == 1, 0.0, rows.FAR)[:, None]
    return prediction, target


def _hopeless(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1, 0] = rows.HOPELESS
    return prediction, np.ones_like(target)


def _edges():
    a, b, nil = [0.5, -0.25], [0.5, 0.75], [0.0, 0.0]
    pairs = [[a, a], [nil, nil], [a, b]]  # the last is 1 apart, a margin
    return np.array(pairs + pairs), np.repeat([1.0, 0.0], len(pairs))


PAIR = Space(
    key="pair",
    prediction="a pair of embeddings, 2 rows of D numbers",
    target="1 for a pair of the same kind, 0 for a pair of different kinds",
    prediction_axes=2,
    target_axes=0,
    check_event=_check,
    symmetry=rows.alike("both embeddings"),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            (rows.THREE, 1.0, "prediction .*2 rows; got 3"),
            (rows.THREE[:2], -1.0, "target .*1 .*or 0 .*; got -1"),
        ),
    ),
    label_name="The pair is",
    labels=(Label("same", "same", 1.0), Label("different", "different", 0.0)),
    lines=(
        Line(
            **named("distance", "distance d between the two", "d"),
            **drawn(rows.TOUCHING, 4.0, probe=(0.5, 0.05), values=(-0.2, 4.0), slopes=(-3.2, 4.2)),
            **rows.one_moving([[0.0, 0.0], [0.0, 0.0]], 1, rows.away),
        ),
    ),
    plane=rows.over_scene(_SCENE, by_label=True),
    scene=_SCENE,
)
