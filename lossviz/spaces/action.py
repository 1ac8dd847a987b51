"""The logits of actions, and what came of the one that was taken."""

import numpy as np

from lossviz.maths.numerics import sigmoid
from lossviz.spaces import vectors
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import Label, Line, Samples, Space, Trait
from lossviz.vocabulary.spaces import Decision


def _check(prediction, target):
    vectors.check_as_many(prediction, target, "actions")
    vectors.check_least(prediction, 2, "actions")


def _draw(rng, size):
    """One action with its advantage, and a few sums over several actions."""
    weights = np.where(rng.random((size, 1)) < 0.8, vectors.one(rng, size), rng.normal(size=(size, vectors.SHOWN)))
    return rng.normal(scale=2.0, size=(size, vectors.SHOWN)), weights * rng.normal(scale=1.5, size=(size, 1))


def _hopeless(rng, size):
    """An action that turned out well, and that the policy would never take."""
    target = vectors.one(rng, size)
    return -1e80 * target, target


def _edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(vectors.SHOWN), far, far, -far, [1e-9, 0.0, 0.0]]),
        np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, -2.0, 0.0], [1e-6, 0.0, 0.0], [1.0, -1.0, 0.5]]),
    )


def _taken(logits, before, known, chances):
    """All actions at once, each weighed by how often it is taken: the mean of single ones."""
    return logits[None], (chances * known)[None], np.ones(1)


ACTION = Space(
    key="action",
    prediction="K logits, one for each action, on the last axis",
    target="K weights on the last axis: the advantage where the action was taken, 0 elsewhere",
    prediction_axes=1,
    target_axes=1,
    check_event=_check,
    symmetry=vectors.alike("actions"),
    samples=Samples(
        draw=_draw,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as many actions as the prediction, 3; got 2"),
            ([1.0], [1.0], "prediction .*at least 2 actions"),
        ),
    ),
    label_name="What happened",
    labels=(
        Label("good", "action 0, A = 1", (1.0, 0.0, 0.0)),
        Label("bad", "action 0, A = −1", (-1.0, 0.0, 0.0)),
    ),
    lines=(
        Line(
            **named("logit", f"logit of the action taken ({vectors.OTHERS_TOLD})", "z₀"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-6.0, 6.0), slopes=(-1.5, 1.5)),
            place=lambda t, label: at_label(vectors.first(t), label),
            direction=vectors.steady(1.0, 0.0, 0.0),
            reference=lambda t, label: -sigmoid(np.log(np.exp(vectors.OTHERS).sum()) - t),
        ),
        Line(
            **named("probability", "probability of the action taken (the rest shared equally)", "π₀"),
            **drawn(0.005, 0.995, probe=(0.2, 0.01), values=(-6.0, 6.0), slopes=(-8.0, 8.0)),
            place=lambda t, label: at_label(vectors.first_probability(t), label),
            direction=vectors.first_probability_direction,
            reference=lambda t, label: -1 / t,
        ),
    ),
    plane=vectors.over_first_two(
        ("z0", "logit of action 0", "z₀"), ("z1", "logit of action 1 (action 2 at 0)", "z₁"), start=(-1.0, 1.5)
    ),
    traits=(Trait.SHIFT_INVARIANT,),
    decision=Decision(
        action="action",
        known="reward",
        policy=(0.4, 0.3, 0.2, 0.1),
        start=(1.0, 2.0, 4.0, 3.0),
        reach=(-5.0, 5.0),
        events=_taken,
        back=lambda gradients, logits, before, chances: gradients[0],
    ),
)
