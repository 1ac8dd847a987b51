"""A logit and a label: classification with two classes."""

import numpy as np

from lossviz.numerics import log_odds, sigmoid, softplus
from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait


def _labels_between_zero_and_one(prediction, target):
    if ((target < 0) | (target > 1)).any():
        wrong = target[(target < 0) | (target > 1)].flat[0]
        raise InvalidInput(
            f"target must be a label between 0 and 1; got {wrong:g}. Labels of -1 and 1 become 0 and 1 by (y + 1) / 2."
        )


def _sample_logit(rng, size):
    return rng.normal(scale=3.0, size=size), rng.integers(0, 2, size=size).astype(float)


def _perfect(rng, size):
    target = rng.integers(0, 2, size=size).astype(float)
    return 1e4 * (2 * target - 1), target


def _the_other_class(prediction, target):
    return [(-prediction, 1 - target)]


def _hopeless(rng, size):
    target = rng.integers(0, 2, size=size).astype(float)
    return -1e80 * (2 * target - 1), target


def _sign(label):
    return 2 * label.target - 1


LOGIT = Space(
    key="logit",
    prediction="a logit z, a real number whose sigmoid is the probability of label 1",
    target="a label between 0 and 1",
    prediction_axes=0,
    target_axes=0,
    check_event=_labels_between_zero_and_one,
    sample=_sample_logit,
    labels=(Label("1", "y = 1", 1.0), Label("0", "y = 0", 0.0)),
    lines=(
        Line(
            key="logit",
            name="logit z",
            symbol="z",
            low=-6.0,
            high=6.0,
            probe=(-1.5, 0.1),
            values=(-0.2, 6.0),
            slopes=(-2.5, 2.5),
            place=lambda t, label: (t, np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
            reference=lambda t, label: sigmoid(t) - label.target,
            plain=lambda t, label: softplus(-_sign(label) * t),
        ),
        Line(
            key="probability",
            name="probability of the true class",
            symbol="pₜ",
            low=0.005,
            high=0.995,
            probe=(0.2, 0.01),
            values=(-0.2, 6.0),
            slopes=(-8.0, 2.0),
            place=lambda t, label: (_sign(label) * log_odds(t), np.full_like(t, label.target)),
            direction=lambda t, label: _sign(label) / (t * (1 - t)),
            reference=lambda t, label: -1 / t,
            plain=lambda t, label: -np.log(t),
        ),
        Line(
            key="margin",
            name="margin m = (2y − 1) z",
            symbol="m",
            low=-6.0,
            high=6.0,
            probe=(-1.5, 0.1),
            values=(-0.2, 6.0),
            slopes=(-2.5, 1.0),
            place=lambda t, label: (_sign(label) * t, np.full_like(t, label.target)),
            direction=lambda t, label: np.full_like(t, _sign(label)),
            reference=lambda t, label: -sigmoid(-t),
            plain=lambda t, label: softplus(-t),
        ),
    ),
    plane=Plane(
        axes=(
            ("positive", "logit of an example with y = 1", "z₊"),
            ("negative", "logit of an example with y = 0", "z₋"),
        ),
        low=-4.0,
        high=4.0,
        start=(-1.5, 1.0),
        place=lambda x, y, label: (np.stack([x, y], -1), np.broadcast_to([1.0, 0.0], (*np.shape(x), 2))),
        along=lambda gradient: (gradient[..., 0], gradient[..., 1]),
        by_label=False,
    ),
    perfect=_perfect,
    swaps=_the_other_class,
    hopeless=_hopeless,
    beyond=(Trait.PROPER, Trait.UPPER_BOUND),
)
