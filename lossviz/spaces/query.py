"""A query that should be more like its positive than like any of several negatives."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import NO_LABELS, no_target
from lossviz.vocabulary import Line, Samples, Scene, Space

_SCENE = Scene(
    names=("query", "positive", "negative 1", "negative 2", "negative 3"),
    starts=((1.6, 0.6), (0.8, 1.8), (2.0, -1.0), (-1.2, 1.4), (-1.5, -1.0)),
    moving=0,
)


def _edges():
    a, b, nil = [1.0, 0.5], [-0.5, 1.0], [0.0, 0.0]
    sets = [[a, a, a, a, a], [a, a, b, b, b], [a, b, a, a, a], [nil, a, b, b, a], [a, nil, b, nil, a], [nil] * 5]
    return no_target(np.array(sets), axes=2)


QUERY = Space(
    key="query",
    prediction="query, positive and at least one negative, 2 + N rows of D numbers",
    target="",
    prediction_axes=2,
    target_axes=1,
    check_event=lambda prediction, target: rows.check(prediction, "query, positive and negatives", 3, exact=False),
    symmetry=rows.alike("query and positive"),
    samples=Samples(
        draw=lambda rng, size: no_target(rows.directions(rng, size, len(_SCENE.names)), axes=2),
        edges=_edges,
        refused=((rows.THREE[:2], [], "prediction .*at least 3 rows; got 2"),),
    ),
    labels=NO_LABELS,
    lines=(
        Line(
            **named("angle", "angle θ between query and positive, in degrees (the negatives at 60, 100 and 150)", "θ"),
            **drawn(0.0, 180.0, probe=(60.0, 5.0), values=(-0.5, 16.0), slopes=(-0.05, 0.25)),
            **rows.one_moving(
                [[1.0, 0.0], [0.0, 0.0], rows.at_angle(60.0), rows.at_angle(-100.0), rows.at_angle(150.0)],
                1,
                rows.around,
            ),
        ),
    ),
    plane=rows.over_scene(_SCENE, by_label=False),
    scene=_SCENE,
)
