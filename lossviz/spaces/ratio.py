"""How much more probable an action has become since it was taken, and its advantage."""

import numpy as np

from lossviz.maths.numerics import softmax
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import over_two_examples
from lossviz.vocabulary import InvalidInput, Label, Line, Samples, Space
from lossviz.vocabulary.spaces import Decision


def _check(prediction, target):
    if (prediction <= 0).any():
        raise InvalidInput(
            f"prediction must be a ratio of probabilities, greater than 0; got {prediction.min():g}. "
            "From log probabilities it is exp(new - old)."
        )


def _ratios(logits, before, known, chances):
    return softmax(logits)[0] / before, known, chances


def _through_ratios(gradients, logits, before, chances):
    policy = softmax(logits)[0]
    slopes = chances * gradients * policy / before
    return slopes - policy * slopes.sum()


RATIO = Space(
    key="ratio",
    prediction="a ratio ρ > 0: the action's probability now over that when it was taken",
    target="the advantage A of the action, a real number",
    prediction_axes=0,
    target_axes=0,
    check_event=_check,
    samples=Samples(
        draw=lambda rng, size: (rng.lognormal(sigma=0.6, size=size), rng.normal(scale=1.5, size=size)),
        edges=lambda: (np.array([1e-12, 1.0, 1e6, 1e6, 1.0]), np.array([1.0, 0.0, 1.0, -1.0, -1e-6])),
        refused=tuple((wrong, 1.0, f"prediction .*greater than 0; got {wrong:g}") for wrong in (0.0, -0.5)),
    ),
    label_name="Advantage",
    labels=(Label("1", "A = 1", 1.0), Label("-1", "A = −1", -1.0)),
    lines=(
        Line(
            **named("ratio", "ratio ρ of the action's probability, now to then", "ρ"),
            **drawn(0.01, 2.0, probe=(1.1, 0.01), values=(-2.2, 2.2), slopes=(-1.5, 1.5)),
            place=lambda t, label: (t, np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
            reference=lambda t, label: np.full_like(t, -label.target),
        ),
    ),
    plane=over_two_examples(
        ("good", "ratio of an action with A = 1", "ρ₊"),
        ("bad", "ratio of an action with A = −1", "ρ₋"),
        targets=(1.0, -1.0),
        span=(0.1, 2.0),
        start=(0.6, 1.4),
    ),
    free=False,
    decision=Decision(
        action="action",
        known="reward",
        policy=(0.4, 0.3, 0.2, 0.1),
        start=(1.0, 2.0, 4.0, 3.0),
        reach=(-5.0, 5.0),
        recalls=True,
        steps=20,
        events=_ratios,
        back=_through_ratios,
    ),
)
