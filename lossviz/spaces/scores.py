"""The scores of a list of items, to be put in the order of their relevance."""

import numpy as np

from lossviz.spaces import vectors
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import InvalidInput, Label, Line, Samples, Space, Trait


def _check(prediction, target):
    vectors.check_as_many(prediction, target, "items")
    vectors.check_least(prediction, 2, "items")
    if (target < 0).any():
        raise InvalidInput(f"target must hold relevance weights, none below 0; got {target.min():g}.")


def _draw(rng, size):
    """Scores with graded weights, a few of which are all alike."""
    target = rng.integers(0, 4, size=(size, vectors.SHOWN)) + 0.5 * rng.integers(0, 2, size=(size, vectors.SHOWN))
    target[target.sum(-1) == 0] = 1.0
    return rng.normal(scale=2.0, size=(size, vectors.SHOWN)), target


def _perfect(rng, size):
    """A few items that matter alike, far ahead of the others."""
    relevant = vectors.some(rng, size)
    return np.where(relevant, 0.0, -1e4), relevant * rng.integers(1, 4, size=(size, 1)).astype(float)


def _hopeless(rng, size):
    """One item matters, and it is far behind another."""
    target = vectors.one(rng, size)
    return 1e80 * np.roll(target, 1, axis=-1), target


def _edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(vectors.SHOWN), far, far, [1e-9, 0.0, 0.0], -far]),
        np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [1.0, 0.0, 0.0], [3.0, 1.0, 0.0], [100.0, 1e-3, 0.0]]),
    )


SCORES = Space(
    key="scores",
    prediction="K scores on the last axis",
    target="a relevance weight of at least 0 for each of the K items on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check,
    symmetry=vectors.alike("items"),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as many items as the prediction, 3; got 2"),
            ([1.0], [1.0], "prediction .*at least 2 items"),
            ([1.0, 2.0, 3.0], [1.0, -2.0, 0.0], "target .*none below 0; got -2"),
        ),
    ),
    label_name="Relevance",
    labels=(
        Label("one", "relevance 1, 0, 0", (1.0, 0.0, 0.0)),
        Label("graded", "relevance 2, 1, 0", (2.0, 1.0, 0.0)),
        Label("two", "relevance 1, 1, 0", (1.0, 1.0, 0.0)),
    ),
    lines=(
        Line(
            **named("score", f"score of item 0 ({vectors.OTHERS_TOLD})", "s₀"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.2, 8.0), slopes=(-3.2, 1.5)),
            place=lambda t, label: at_label(vectors.first(t), label),
            direction=vectors.steady(1.0, 0.0, 0.0),
        ),
        Line(
            **named("spread", "spread a of the scores a, 0, −a", "a"),
            **drawn(-4.0, 6.0, probe=(-1.0, 0.25), values=(-0.2, 8.0), slopes=(-4.0, 2.0)),
            place=lambda t, label: at_label(np.stack([t, np.zeros_like(t), -t], -1), label),
            direction=vectors.steady(1.0, 0.0, -1.0),
        ),
    ),
    plane=vectors.over_first_two(
        ("s0", "score of item 0", "s₀"), ("s1", "score of item 1 (item 2 at 0)", "s₁"), start=(-1.0, 1.5)
    ),
    traits=(Trait.SHIFT_INVARIANT,),
    of_list=lambda scores, relevance: (scores[None], relevance[None]),
)
