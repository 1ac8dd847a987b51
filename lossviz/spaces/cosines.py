"""The cosines between an embedding and the vectors of the classes."""

import numpy as np

from lossviz.spaces import embedding_rows as rows
from lossviz.spaces import vectors
from lossviz.spaces.checks import refuse
from lossviz.spaces.class_numbers import (
    CLASSES,
    NUMBERED,
    among_rivals,
    check_class,
    numbers_in_another_order,
    some_class,
)
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import Line, Samples, Space

_RIVAL_ANGLES = (60.0, 100.0)


def _check(prediction, target):
    advice = "Divide embeddings and class vectors by their lengths before the product."
    refuse(prediction, np.abs(prediction) > 1, "prediction must hold cosines between -1 and 1", advice)
    vectors.check_least(prediction, 2, "classes")
    check_class(target, prediction.shape[-1])


def _edges():
    # The true class comes near to -1 and 1, and its rivals reach them; at the very ends the slope is infinite.
    last = 1.0 - 2.0**-40
    cosines = [[last, -1.0, -1.0], [last, 1.0, 1.0], [-last, 1.0, -1.0], [-last, -1.0, -1.0], [0.0, 0.0, 0.0]]
    return np.array(cosines), np.zeros(len(cosines))


def _place(t, label):
    rivals = [np.cos(rows.DEGREE * angle) for angle in _RIVAL_ANGLES]
    return at_label(among_rivals(np.cos(rows.DEGREE * t), rivals, label), label)


def _direction(t, label):
    return among_rivals(-rows.DEGREE * np.sin(rows.DEGREE * t), [0.0, 0.0], label)


COSINES = Space(
    key="cosines",
    prediction="K cosines between an embedding and the class vectors, each from -1 to 1, on the last axis",
    target="the number of the true class, from 0 to K − 1",
    prediction_axes=1,
    target_axes=0,
    check_event=_check,
    symmetry=vectors.alike("classes", numbers_in_another_order),
    samples=Samples(
        draw=lambda rng, size: (rng.uniform(-0.98, 0.98, (size, CLASSES)), some_class(rng, size)),
        edges=_edges,
        refused=(
            ([0.5, 1.5], 0.0, "prediction .*between -1 and 1; got 1.5"),
            ([0.5, 0.5], 2.0, "target .*whole number from 0 to 1; got 2"),
            ([0.5], 0.0, "prediction .*at least 2 classes .*; got 1"),
        ),
    ),
    label_name="True class",
    labels=NUMBERED,
    lines=(
        Line(
            **named(
                "angle",
                f"angle θ to the true class, in degrees (its rivals at {_RIVAL_ANGLES[0]:g} and {_RIVAL_ANGLES[1]:g})",
                "θ",
            ),
            **drawn(1.0, 179.0, probe=(60.0, 5.0), values=(-0.5, 26.0), slopes=(-0.2, 0.4)),
            place=_place,
            direction=_direction,
        ),
    ),
    plane=vectors.over_first_two(
        ("c0", "cosine to class 0", "cos θ₀"),
        ("c1", "cosine to class 1", "cos θ₁"),
        span=(-0.95, 0.95),
        start=(0.2, 0.5),
    ),
    free=False,
)
