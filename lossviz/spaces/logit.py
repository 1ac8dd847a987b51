"""A logit and a label: classification with two classes."""

from collections.abc import Callable

import numpy as np

from lossviz.maths.numerics import log_odds, sigmoid, softplus
from lossviz.spaces.checks import refuse
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import over_two_examples
from lossviz.vocabulary import Label, Line, Samples, Space, Symmetry, Trait


def _labels_between_zero_and_one(prediction, target):
    advice = "Labels of -1 and 1 become 0 and 1 by (y + 1) / 2."
    refuse(target, (target < 0) | (target > 1), "target must be a label between 0 and 1", advice)


def _draw(rng, size):
    return rng.normal(scale=3.0, size=size), rng.integers(0, 2, size=size).astype(float)


def certain(logit: float, *event: int) -> Callable:
    """Draws labels, and this logit for what is true and minus as much for what is not; ``event`` is their shape."""

    def drawn(rng, size):
        target = rng.integers(0, 2, size=(size, *event)).astype(float)
        return logit * (2 * target - 1), target

    return drawn


def the_other_label(prediction: np.ndarray, target: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """The same events with 0 for 1."""
    return [(-prediction, 1 - target)]


EITHER_LABEL = Symmetry(
    label="treats both labels alike",
    claim="Exchanging the labels, and the sign of the prediction with them, leaves the loss as it was.",
    of=the_other_label,
)


def _sign(label):
    return 2 * label.target - 1


LOGIT = Space(
    key="logit",
    prediction="a logit z, a real number whose sigmoid is the probability of label 1",
    target="a label between 0 and 1",
    prediction_axes=0,
    target_axes=0,
    check_event=_labels_between_zero_and_one,
    symmetry=EITHER_LABEL,
    samples=Samples(
        draw=_draw,
        perfect=certain(1e4),
        hopeless=certain(-1e80),
        refused=tuple((0.5, wrong, f"target .*label between 0 and 1; got {wrong:g}") for wrong in (-1.0, 1.5)),
    ),
    labels=(Label("1", "y = 1", 1.0), Label("0", "y = 0", 0.0)),
    lines=(
        Line(
            **named("logit", "logit z", "z"),
            **drawn(-6.0, 6.0, probe=(-1.5, 0.1), values=(-0.2, 6.0), slopes=(-2.5, 2.5)),
            place=lambda t, label: (t, np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
            reference=lambda t, label: sigmoid(t) - label.target,
            plain=lambda t, label: softplus(-_sign(label) * t),
        ),
        Line(
            **named("probability", "probability of the true class", "pₜ"),
            **drawn(0.005, 0.995, probe=(0.2, 0.01), values=(-0.2, 6.0), slopes=(-8.0, 2.0)),
            place=lambda t, label: (_sign(label) * log_odds(t), np.full_like(t, label.target)),
            direction=lambda t, label: _sign(label) / (t * (1 - t)),
            reference=lambda t, label: -1 / t,
            plain=lambda t, label: -np.log(t),
        ),
        Line(
            **named("margin", "margin m = (2y − 1) z", "m"),
            **drawn(-6.0, 6.0, probe=(-1.5, 0.1), values=(-0.2, 6.0), slopes=(-2.5, 1.0)),
            place=lambda t, label: (_sign(label) * t, np.full_like(t, label.target)),
            direction=lambda t, label: np.full_like(t, _sign(label)),
            reference=lambda t, label: -sigmoid(-t),
            plain=lambda t, label: softplus(-t),
        ),
    ),
    plane=over_two_examples(
        ("positive", "logit of an example with y = 1", "z₊"),
        ("negative", "logit of an example with y = 0", "z₋"),
        targets=(1.0, 0.0),
        start=(-1.5, 1.0),
    ),
    traits=(Trait.PROPER, Trait.UPPER_BOUND),
)
