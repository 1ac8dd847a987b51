"""An anchor that should be nearer to a positive than to a negative."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import NO_LABELS, no_target
from lossviz.vocabulary import Line, Samples, Scene, Space

_SCENE = Scene(names=("anchor", "positive", "negative"), starts=((-0.5, 0.0), (1.0, 0.8), (0.8, -1.2)), moving=2)


def _draw(rng, size):
    return no_target(rng.normal(size=(size, 3, rows.D)), axes=2)


def _perfect(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1] = prediction[:, 0]
    prediction[:, 2] += rows.FAR
    return prediction, target


def _hopeless(rng, size):
    prediction, target = _draw(rng, size)
    prediction[:, 1, 0] = rows.HOPELESS
    return prediction, target


def _edges():
    a, b, c = [0.5, -0.25], [0.5, 0.75], [1.5, 0.5]
    return no_target(np.array([[a, a, a], [a, a, c], [a, b, a], [a, b, b], [a, a, b]]), axes=2)


TRIPLET = Space(
    key="triplet",
    prediction="anchor, positive and negative, 3 rows of D numbers",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=lambda prediction, target: rows.check(prediction, "anchor, positive and negative", 3, exact=True),
    symmetry=rows.alike("anchor and positive"),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=((rows.THREE[:2], [], "prediction .*3 rows; got 2"),),
    ),
    labels=NO_LABELS,
    lines=(
        Line(
            **named("distance", "distance d to the negative (positive at 1)", "d"),
            **drawn(rows.TOUCHING, 4.0, probe=(0.5, 0.05), values=(-0.2, 4.0), slopes=(-3.2, 4.2)),
            **rows.one_moving([[0.0, 0.0], [0.0, 1.0], [0.0, 0.0]], 2, rows.away),
        ),
    ),
    plane=rows.over_scene(_SCENE, by_label=False),
    scene=_SCENE,
)
