"""Two scores to be put in order."""

import numpy as np

from lossviz.maths.numerics import sigmoid
from lossviz.maths.rankings import pairs
from lossviz.spaces import vectors
from lossviz.spaces.checks import refuse
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import NO_LABELS, at_label, no_target
from lossviz.vocabulary import Label, Line, Samples, Space, Symmetry, Trait

_two_scores = vectors.check_two("two scores")


def _check_order(prediction, target):
    _two_scores(prediction, target)
    rule = "target must be 1 where the first should score higher and -1 where the second should"
    refuse(target, np.abs(target) != 1, rule, "Labels of 0 and 1 become -1 and 1 by 2 y - 1.")


def _apart(lead):
    """Two scores that are ``lead`` apart, alike far from 0."""
    return np.stack([lead / 2, -lead / 2], -1)


def _ordered(distance):
    """Pairs whose lead is ``distance`` in the right order."""

    def drawn(rng, size):
        target = rng.choice([-1.0, 1.0], size=size)
        return _apart(distance * target), target

    return drawn


def _the_other_way_round(prediction, target):
    return [(prediction[..., ::-1].copy(), -target)]


def _edges():
    events = np.array([[0.0, 0.0], [1e-9, 0.0], [1.0, 0.0], [1e6, 1e6 + 0.5], [-1e3, 1e3]])
    return np.repeat(events, 2, axis=0), np.tile([1.0, -1.0], len(events))


def _pairs_of_list(scores, relevance):
    """The scores of all pairs of a wanted item and a less wanted one."""
    above, below = pairs(relevance)
    return np.stack([scores[above], scores[below]], -1)


def _ordered_pairs_of_list(scores, relevance):
    prediction = _pairs_of_list(scores, relevance)
    return prediction, np.ones(len(prediction))


def _difference_line(name, truth=lambda label: 1.0, **stretch):
    """The line over the lead of the first; ``truth(label)`` is 1 where it should lead, −1 where the second should."""
    return Line(
        **named("difference", name, "d"),
        **stretch,
        place=lambda t, label: at_label(_apart(t), label),
        direction=vectors.steady(0.5, -0.5),
        reference=lambda t, label: -truth(label) * sigmoid(-truth(label) * t),
    )


SCORE_PAIR = Space(
    key="score_pair",
    prediction="two scores s₁ and s₂ on the last axis",
    target="1 where the first should score higher, −1 where the second should",
    prediction_axes=1,
    target_axes=0,
    check_event=_check_order,
    symmetry=Symmetry(
        label="treats both scores alike",
        claim="Exchanging the two scores, and which of them should be higher, leaves the loss as it was.",
        of=_the_other_way_round,
    ),
    samples=Samples(
        draw=lambda rng, size: (rng.normal(scale=2.0, size=(size, 2)), rng.choice([-1.0, 1.0], size=size)),
        perfect=_ordered(1e4),
        hopeless=_ordered(-1e80),
        edges=_edges,
        refused=(
            ([1.0, 2.0, 3.0], 1.0, "prediction .*two scores .*2 numbers; got 3"),
            ([1.0, 2.0], 0.0, "target .*1 where the first .*-1 .*; got 0"),
        ),
    ),
    label_name="Right order",
    labels=(Label("1", "y = 1", 1.0), Label("-1", "y = −1", -1.0)),
    lines=(
        _difference_line(
            "difference s₁ − s₂",
            truth=lambda label: label.target,
            **drawn(-6.0, 6.0, probe=(-1.5, 0.1), values=(-0.2, 6.0), slopes=(-1.5, 1.5)),
        ),
    ),
    plane=vectors.over_first_two(("s1", "first score", "s₁"), ("s2", "second score", "s₂"), start=(-1.0, 0.5), count=2),
    traits=(Trait.SHIFT_INVARIANT,),
    of_list=_ordered_pairs_of_list,
)


def _first_higher(what, key, line, plane):
    """A space of pairs of which the first should score higher: there is no target."""
    return Space(
        key=key,
        prediction=f"{what} on the last axis",
        target="",
        prediction_axes=1,
        target_axes=1,
        check_event=vectors.check_two(what),
        samples=Samples(
            draw=lambda rng, size: no_target(rng.normal(scale=line.high / 3, size=(size, 2))),
            perfect=lambda rng, size: no_target(_apart(np.full(size, 1e4))),
            hopeless=lambda rng, size: no_target(_apart(np.full(size, -1e80))),
            edges=lambda: no_target(_edges()[0][::2]),
            refused=(([1.0, 2.0, 3.0], [], "prediction .*2 numbers; got 3"),),
        ),
        labels=NO_LABELS,
        lines=(line,),
        plane=plane,
        traits=(Trait.SHIFT_INVARIANT,),
        of_list=lambda scores, relevance: no_target(_pairs_of_list(scores, relevance)),
    )


LOG_RATIO_PAIR = _first_higher(
    "the log ratios of policy to reference for the chosen and the rejected answer",
    key="log_ratio_pair",
    line=_difference_line(
        "difference of the log ratios, chosen − rejected",
        **drawn(-20.0, 20.0, probe=(-5.0, 0.5), values=(-0.2, 4.0), slopes=(-0.5, 0.1)),
    ),
    plane=vectors.over_first_two(
        ("chosen", "log ratio of the chosen answer", "r₊"),
        ("rejected", "log ratio of the rejected answer", "r₋"),
        span=(-10.0, 10.0),
        start=(-4.0, 2.0),
        count=2,
        by_label=False,
    ),
)

POSITIVE_AND_NEGATIVE = _first_higher(
    "the scores of a positive and of a negative example",
    key="positive_and_negative",
    line=_difference_line(
        "difference s₊ − s₋",
        **drawn(-6.0, 6.0, probe=(-0.5, 0.1), values=(-0.2, 6.0), slopes=(-5.0, 1.0)),
    ),
    plane=vectors.over_first_two(
        ("positive", "score of the positive example", "s₊"),
        ("negative", "score of the negative", "s₋"),
        start=(-0.5, 0.5),
        count=2,
        by_label=False,
    ),
)
