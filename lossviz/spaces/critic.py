"""The score of a critic, as the critic trains on it and as the generator does."""

import numpy as np

from lossviz.numerics import sigmoid
from lossviz.spaces.residual import anything
from lossviz.spec import InvalidInput, Label, Line, Plane, Space


def _check_label(prediction, target):
    wrong = (target != 0) & (target != 1)
    if wrong.any():
        raise InvalidInput(
            f"target must be 1 for real or 0 for fake; got {target[wrong].flat[0]:g}. Labels of -1 and 1 become 0 and "
            "1 by (y + 1) / 2."
        )


def _sample_critic(rng, size):
    return rng.normal(scale=2.0, size=size), rng.integers(0, 2, size=size).astype(float)


def _sample_generator(rng, size):
    return rng.normal(scale=2.0, size=size), np.empty((size, 0))


def _real_for_fake(prediction, target):
    return [(-prediction, 1 - target)]


def _fooled(rng, size):
    target = rng.integers(0, 2, size=size).astype(float)
    return -1e80 * (2 * target - 1), target


def _seen_through(rng, size):
    return np.full(size, -1e80), np.empty((size, 0))


def _score_line(place, reference):
    return Line(
        key="score",
        name="score z that the critic gives",
        symbol="z",
        low=-4.0,
        high=4.0,
        probe=(-1.5, 0.1),
        values=(-4.2, 6.2),
        slopes=(-3.2, 3.2),
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
    sample=_sample_critic,
    labels=(Label("real", "real", 1.0), Label("fake", "fake", 0.0)),
    lines=(
        _score_line(
            place=lambda t, label: (t, np.full_like(t, label.target)),
            reference=lambda t, label: sigmoid(t) - label.target,
        ),
    ),
    plane=Plane(
        axes=(("real", "score of a real example", "z₁"), ("fake", "score of a fake", "z₀")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=lambda x, y, label: (np.stack([x, y], -1), np.broadcast_to([1.0, 0.0], (*np.shape(x), 2))),
        along=lambda gradient: (gradient[..., 0], gradient[..., 1]),
        by_label=False,
    ),
    swaps=_real_for_fake,
    hopeless=_fooled,
)

# Over two fakes the field shows which of them the generator mends first.
GENERATOR = Space(
    key="generator",
    prediction="the score z that the critic gives to a fake, a real number",
    target="",
    prediction_axes=0,
    target_axes=1,
    check_event=anything,
    sample=_sample_generator,
    labels=(Label("fake", "fake", ()),),
    lines=(
        _score_line(
            place=lambda t, label: (t, np.empty((*np.shape(t), 0))),
            reference=lambda t, label: -sigmoid(-t),
        ),
    ),
    plane=Plane(
        axes=(("one", "score of one fake", "z₁"), ("another", "score of another fake", "z₂")),
        low=-4.0,
        high=4.0,
        start=(-2.5, 0.5),
        place=lambda x, y, label: (np.stack([x, y], -1), np.empty((*np.shape(x), 2, 0))),
        along=lambda gradient: (gradient[..., 0], gradient[..., 1]),
        by_label=False,
    ),
    hopeless=_seen_through,
)
