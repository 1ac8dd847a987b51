"""Scores that put things in order: two to be compared, or a list of them."""

import numpy as np

from lossviz.numerics import sigmoid
from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait

ITEMS = 3  # of the pictures of lists; a loss itself takes any number

# Where the other items of a list stand while the first moves: apart, so that it overtakes them one by one.
_OTHERS = (1.0, -1.0)


def _check_two(what):
    """Refuses predictions that are not two numbers; ``what`` says which two they should be."""

    def check(prediction, target):
        if prediction.shape[-1] != 2:
            raise InvalidInput(f"prediction must be {what} on the last axis, 2 numbers; got {prediction.shape[-1]}.")

    return check


_two_scores = _check_two("two scores")


def _check_order(prediction, target):
    _two_scores(prediction, target)
    wrong = np.abs(target) != 1
    if wrong.any():
        raise InvalidInput(
            f"target must be 1 where the first should score higher and -1 where the second should; "
            f"got {target[wrong].flat[0]:g}. Labels of 0 and 1 become -1 and 1 by 2 y - 1."
        )


def _check_relevance(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many items as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )
    if prediction.shape[-1] < 2:
        raise InvalidInput("prediction must have at least 2 items on its last axis; got 1.")
    if (target < 0).any():
        raise InvalidInput(f"target must hold relevance weights, none below 0; got {target.min():g}.")


def _signs(rng, size):
    return rng.choice([-1.0, 1.0], size=size)


def _apart(lead):
    """Two scores that are ``lead`` apart, alike far from 0."""
    return np.stack([lead / 2, -lead / 2], -1)


def _no_target(prediction):
    return prediction, np.empty((*prediction.shape[:-1], 0))


def _sample_pairs(rng, size):
    return rng.normal(scale=2.0, size=(size, 2)), _signs(rng, size)


def _ordered(distance):
    """Pairs whose lead is ``distance`` in the right order."""

    def drawn(rng, size):
        target = _signs(rng, size)
        return _apart(distance * target), target

    return drawn


def _the_other_way_round(prediction, target):
    return [(prediction[..., ::-1].copy(), -target)]


def _pair_edges():
    pairs = np.array([[0.0, 0.0], [1e-9, 0.0], [1.0, 0.0], [1e6, 1e6 + 0.5], [-1e3, 1e3]])
    return np.repeat(pairs, 2, axis=0), np.tile([1.0, -1.0], len(pairs))


def _difference_line(place, truth, **words):
    return Line(
        key="difference",
        place=place,
        direction=lambda t, label: np.broadcast_to([0.5, -0.5], (*t.shape, 2)),
        reference=lambda t, label: -truth(label) * sigmoid(-truth(label) * t),
        **words,
    )


def _one_pair(place, **words):
    """The plane over the two scores of a pair."""
    return Plane(
        place=lambda x, y, label: place(np.stack([x, y], -1)[..., None, :], label),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        **words,
    )


def _with_order(prediction, label):
    return prediction, np.full(prediction.shape[:-1], label.target)


SCORE_PAIR = Space(
    key="score_pair",
    prediction="two scores s₁ and s₂ on the last axis",
    target="1 where the first should score higher, −1 where the second should",
    prediction_axes=1,
    target_axes=0,
    check_event=_check_order,
    sample=_sample_pairs,
    labels=(Label("1", "y = 1", 1.0), Label("-1", "y = −1", -1.0)),
    lines=(
        _difference_line(
            lambda t, label: _with_order(_apart(t), label),
            lambda label: label.target,
            name="difference s₁ − s₂",
            symbol="d",
            low=-6.0,
            high=6.0,
            probe=(-1.5, 0.1),
            values=(-0.2, 6.0),
            slopes=(-1.5, 1.5),
        ),
    ),
    plane=_one_pair(
        _with_order,
        axes=(("s1", "first score", "s₁"), ("s2", "second score", "s₂")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 0.5),
        by_label=True,
    ),
    perfect=_ordered(1e4),
    swaps=_the_other_way_round,
    hopeless=_ordered(-1e80),
    edges=_pair_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)


def _first_higher(what, key, line, plane):
    """A space of pairs of which the first should score higher: there is no target."""
    return Space(
        key=key,
        prediction=f"{what} on the last axis",
        target="",
        prediction_axes=1,
        target_axes=1,
        check_event=_check_two(what),
        sample=lambda rng, size: _no_target(rng.normal(scale=line["high"] / 3, size=(size, 2))),
        labels=(Label("none", "no target", ()),),
        lines=(_difference_line(lambda t, label: _no_target(_apart(t)), lambda label: 1.0, **line),),
        plane=_one_pair(lambda prediction, label: _no_target(prediction), **plane, by_label=False),
        perfect=lambda rng, size: _no_target(_apart(np.full(size, 1e4))),
        hopeless=lambda rng, size: _no_target(_apart(np.full(size, -1e80))),
        edges=lambda: _no_target(_pair_edges()[0][::2]),
        beyond=(Trait.SHIFT_INVARIANT,),
    )


LOG_RATIO_PAIR = _first_higher(
    "the log ratios of policy to reference for the chosen and the rejected answer",
    key="log_ratio_pair",
    line={
        "name": "difference of the log ratios, chosen − rejected",
        "symbol": "d",
        "low": -20.0,
        "high": 20.0,
        "probe": (-5.0, 0.5),
        "values": (-0.2, 4.0),
        "slopes": (-0.5, 0.1),
    },
    plane={
        "axes": (
            ("chosen", "log ratio of the chosen answer", "r₊"),
            ("rejected", "log ratio of the rejected answer", "r₋"),
        ),
        "low": -10.0,
        "high": 10.0,
        "start": (-4.0, 2.0),
    },
)

POSITIVE_AND_NEGATIVE = _first_higher(
    "the scores of a positive and of a negative example",
    key="positive_and_negative",
    line={
        "name": "difference s₊ − s₋",
        "symbol": "d",
        "low": -6.0,
        "high": 6.0,
        "probe": (-0.5, 0.1),
        "values": (-0.2, 6.0),
        "slopes": (-5.0, 1.0),
    },
    plane={
        "axes": (("positive", "score of the positive example", "s₊"), ("negative", "score of the negative", "s₋")),
        "low": -4.0,
        "high": 4.0,
        "start": (-0.5, 0.5),
    },
)


def _sample_list(rng, size):
    """Scores with graded weights, a few of which are all alike."""
    target = rng.integers(0, 4, size=(size, ITEMS)) + 0.5 * rng.integers(0, 2, size=(size, ITEMS))
    target[target.sum(-1) == 0] = 1.0
    return rng.normal(scale=2.0, size=(size, ITEMS)), target


def _right_list(rng, size):
    """A few items that matter alike, far ahead of the others."""
    relevant = rng.random((size, ITEMS)) < 0.5
    relevant[np.arange(size), rng.integers(0, ITEMS, size=size)] = True
    return np.where(relevant, 0.0, -1e4), relevant * rng.integers(1, 4, size=(size, 1)).astype(float)


def _items_in_another_order(prediction, target):
    return [(prediction[..., order], target[..., order]) for order in ([1, 2, 0], [1, 0, 2])]


def _hopeless_list(rng, size):
    """One item matters, and it is far behind another."""
    target = np.eye(ITEMS)[rng.integers(0, ITEMS, size=size)]
    return 1e80 * np.roll(target, 1, axis=-1), target


def _list_edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(ITEMS), far, far, [1e-9, 0.0, 0.0], -far]),
        np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [1.0, 0.0, 0.0], [3.0, 1.0, 0.0], [100.0, 1e-3, 0.0]]),
    )


def _at_weights(prediction, label):
    return prediction, np.broadcast_to(label.target, prediction.shape)


def _first_item(t):
    return np.stack([t, *(np.full_like(t, other) for other in _OTHERS)], -1)


SCORES = Space(
    key="scores",
    prediction="K scores on the last axis",
    target="a relevance weight of at least 0 for each of the K items on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_relevance,
    sample=_sample_list,
    labels=(
        Label("one", "relevance 1, 0, 0", (1.0, 0.0, 0.0)),
        Label("graded", "relevance 2, 1, 0", (2.0, 1.0, 0.0)),
        Label("two", "relevance 1, 1, 0", (1.0, 1.0, 0.0)),
    ),
    lines=(
        Line(
            key="score",
            name=f"score of item 0 (the others at {_OTHERS[0]:g} and −{-_OTHERS[1]:g})",
            symbol="s₀",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.2, 8.0),
            slopes=(-3.2, 1.5),
            place=lambda t, label: _at_weights(_first_item(t), label),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0, 0.0], (*t.shape, ITEMS)),
        ),
        Line(
            key="spread",
            name="spread a of the scores a, 0, −a",
            symbol="a",
            low=-4.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.2, 8.0),
            slopes=(-4.0, 2.0),
            place=lambda t, label: _at_weights(np.stack([t, np.zeros_like(t), -t], -1), label),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0, -1.0], (*t.shape, ITEMS)),
        ),
    ),
    plane=Plane(
        axes=(("s0", "score of item 0", "s₀"), ("s1", "score of item 1 (item 2 at 0)", "s₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=lambda x, y, label: _at_weights(np.stack([x, y, np.zeros_like(x)], -1)[..., None, :], label),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    ),
    perfect=_right_list,
    swaps=_items_in_another_order,
    hopeless=_hopeless_list,
    edges=_list_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)
