"""Several logits and a multi-hot vector: labels of which any number may be true at once."""

import numpy as np

from lossviz.maths.numerics import sigmoid
from lossviz.spaces import vectors
from lossviz.spaces.checks import refuse
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.logit import certain
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import Label, Line, Samples, Space


def _check(prediction, target):
    vectors.check_as_many(prediction, target, "labels")
    vectors.check_least(prediction, 1, "label")
    refuse(target, (target < 0) | (target > 1), "target must hold labels between 0 and 1, any number of them 1")


def _draw(rng, size):
    hard = rng.integers(0, 2, size=(size, vectors.SHOWN)).astype(float)
    soft = rng.random((size, vectors.SHOWN))
    return rng.normal(scale=2.0, size=hard.shape), np.where(rng.random((size, 1)) < 0.7, hard, soft)


def _in_another_order_or_turned_round(prediction, target):
    return [*vectors.in_another_order(prediction, target), (-prediction, 1 - target)]


def _edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(vectors.SHOWN), far, far, [1e-9, 0.0, -1e-9], -far]),
        np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.5, 1e-9, 0.0]]),
    )


def _signs(label):
    return 2 * np.array(label.target) - 1


LABELS = Space(
    key="labels",
    prediction="K logits on the last axis, one a label; the sigmoid of each is the probability of its label",
    target="K labels between 0 and 1 on the last axis, any number of them 1",
    prediction_axes=1,
    target_axes=1,
    check_event=_check,
    symmetry=vectors.alike("labels", _in_another_order_or_turned_round),
    samples=Samples(
        draw=_draw,
        perfect=certain(1e4, vectors.SHOWN),
        hopeless=certain(-1e80, vectors.SHOWN),
        edges=_edges,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as many labels as the prediction, 3; got 2"),
            ([1.0, 2.0, 3.0], [1.0, 1.5, 0.0], "target .*labels between 0 and 1.*; got 1.5"),
            ([], [], "prediction .*at least 1 label .*; got 0"),
        ),
    ),
    label_name="True labels",
    labels=(
        Label("100", "label 0 only", (1.0, 0.0, 0.0)),
        Label("110", "labels 0 and 1", (1.0, 1.0, 0.0)),
        Label("000", "no label", (0.0, 0.0, 0.0)),
        Label("111", "all labels", (1.0, 1.0, 1.0)),
    ),
    lines=(
        Line(
            **named("logit", f"logit of label 0 ({vectors.OTHERS_TOLD})", "z₀"),
            **drawn(-6.0, 6.0, probe=(-1.5, 0.1), values=(-0.1, 3.0), slopes=(-0.5, 0.5)),
            place=lambda t, label: at_label(vectors.first(t), label),
            direction=vectors.steady(1.0, 0.0, 0.0),
            reference=lambda t, label: (sigmoid(t) - label.target[0]) / vectors.SHOWN,
        ),
        Line(
            **named("margin", "margin m of every label", "m"),
            **drawn(-6.0, 6.0, probe=(-1.5, 0.1), values=(-0.2, 6.0), slopes=(-1.5, 0.5)),
            place=lambda t, label: at_label(t[..., None] * _signs(label), label),
            direction=lambda t, label: np.broadcast_to(_signs(label), (*t.shape, vectors.SHOWN)),
            reference=lambda t, label: -sigmoid(-t),
        ),
    ),
    plane=vectors.over_first_two(
        ("z0", "logit of label 0", "z₀"), ("z1", "logit of label 1 (label 2 at 0)", "z₁"), start=(-1.0, 1.5)
    ),
)
