"""The score of a critic, as the critic trains on it and as the generator does."""

import numpy as np

from lossviz.maths.numerics import sigmoid
from lossviz.spaces.checks import refuse
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.logit import certain, the_other_label
from lossviz.spaces.residual import anything
from lossviz.spaces.targets import no_target, over_two_examples
from lossviz.vocabulary import Label, Line, Samples, Space, Symmetry


def _check_label(prediction, target):
    advice = "Labels of -1 and 1 become 0 and 1 by (y + 1) / 2."
    refuse(target, (target != 0) & (target != 1), "target must be 1 for real or 0 for fake", advice)


def _draw(rng, size):
    return rng.normal(scale=2.0, size=size), rng.integers(0, 2, size=size).astype(float)


def _score_line(place, reference):
    return Line(
        **named("score", "score z that the critic gives", "z"),
        **drawn(-4.0, 4.0, probe=(-1.5, 0.1), values=(-4.2, 6.2), slopes=(-3.2, 3.2)),
        place=place,
        direction=lambda t, label: np.ones_like(t),
        reference=reference,
    )


CRITIC = Space(
    key="critic",
    prediction="a score z, a real number that is high for what the critic takes for real",
    target="1 for a real example, 0 for a fake",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_label,
    symmetry=Symmetry(
        label="treats real and fake alike",
        claim="Exchanging the two, and the sign of the score with them, leaves the loss as it was.",
        of=the_other_label,
    ),
    samples=Samples(
        draw=_draw,
        hopeless=certain(-1e80),
        refused=tuple((0.5, wrong, f"target .*1 for real or 0 for fake; got {wrong:g}") for wrong in (-1.0, 0.5)),
    ),
    label_name="Example",
    labels=(Label("real", "real", 1.0), Label("fake", "fake", 0.0)),
    lines=(
        _score_line(
            place=lambda t, label: (t, np.full_like(t, label.target)),
            reference=lambda t, label: sigmoid(t) - label.target,
        ),
    ),
    side="critic",
    plane=over_two_examples(
        ("real", "score of a real example", "z₁"),
        ("fake", "score of a fake", "z₀"),
        targets=(1.0, 0.0),
        start=(-1.0, 1.5),
    ),
)

# Over two fakes the field shows which of them the generator mends first.
GENERATOR = Space(
    key="generator",
    prediction="the score z that the critic gives to a fake, a real number",
    target="",
    prediction_axes=0,
    target_axes=1,
    check_event=anything,
    samples=Samples(
        draw=lambda rng, size: no_target(rng.normal(scale=2.0, size=size), axes=0),
        hopeless=lambda rng, size: no_target(np.full(size, -1e80), axes=0),
    ),
    labels=(Label("fake", "fake", ()),),
    lines=(
        _score_line(
            place=lambda t, label: no_target(t, axes=0),
            reference=lambda t, label: -sigmoid(-t),
        ),
    ),
    side="generator",
    plane=over_two_examples(
        ("one", "score of one fake", "z₁"),
        ("another", "score of another fake", "z₂"),
        targets=((), ()),
        start=(-2.5, 0.5),
    ),
)
