"""The weights of a model: what a penalty is charged on."""

import numpy as np

from lossviz.spaces import vectors
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import NO_LABELS, no_target
from lossviz.vocabulary import Line, Samples, Space, Symmetry

WEIGHTS_SHOWN = 2  # of the pictures; a loss itself takes any number

# Where the second weight stands while the first moves: off 0, where penalties have their kinks.
_OTHER = 0.5


WEIGHTS = Space(
    key="weights",
    figure="landscape",
    prediction="D weights on the last axis",
    target="",
    prediction_axes=1,
    target_axes=1,
    check_event=lambda prediction, target: vectors.check_least(prediction, 1, "weight"),
    symmetry=Symmetry(
        label="symmetric",
        claim="Weights of the other sign cost the same.",
        of=lambda prediction, target: [(-prediction, target)],
    ),
    samples=Samples(
        draw=lambda rng, size: no_target(rng.normal(scale=2.0, size=(size, WEIGHTS_SHOWN))),
        edges=lambda: no_target(np.array([[0.0, 0.0], [1e-12, 0.0], [0.0, -1e6], [1.0, -1.0], [-1e-12, 1e-12]])),
        refused=(([], [], "prediction .*at least 1 weight .*; got 0"),),
    ),
    labels=NO_LABELS,
    lines=(
        Line(
            **named("weight", f"first weight (the second at {_OTHER:g})", "w₁"),
            **drawn(-3.0, 3.0, probe=(1.5, 0.1), values=(-0.2, 8.0), slopes=(-6.2, 6.2)),
            place=lambda t, label: no_target(np.stack([t, np.full_like(t, _OTHER)], -1)),
            direction=vectors.steady(1.0, 0.0),
            reference=lambda t, label: t,
        ),
        Line(
            **named("share", "first weight, the two adding up to 1", "w₁"),
            **drawn(-1.0, 2.0, probe=(0.8, 0.05), values=(-0.2, 8.0), slopes=(-6.2, 6.2)),
            place=lambda t, label: no_target(np.stack([t, 1.0 - t], -1)),
            direction=vectors.steady(1.0, -1.0),
            reference=lambda t, label: 2.0 * t - 1.0,
        ),
    ),
    plane=vectors.over_first_two(
        ("w1", "first weight", "w₁"),
        ("w2", "second weight", "w₂"),
        span=(-3.0, 3.0),
        start=(1.5, -1.0),
        count=WEIGHTS_SHOWN,
        by_label=False,
    ),
)
