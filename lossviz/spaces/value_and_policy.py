"""The value of a position and the logits of its moves, and what a search and the game made of them."""

import numpy as np

from lossviz.maths.numerics import log_softmax
from lossviz.spaces import vectors
from lossviz.spaces.checks import check_shares
from lossviz.spaces.lines import drawn, named
from lossviz.spaces.targets import at_label
from lossviz.vocabulary import InvalidInput, Label, Line, Samples, Space, Symmetry
from lossviz.vocabulary.spaces import Decision

_VISITS = (0.7, 0.2, 0.1)


def _check(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            "target must be as long as the prediction, an outcome and a visit share for each of "
            f"{prediction.shape[-1] - 1} moves; got {target.shape[-1]} numbers where {prediction.shape[-1]} are needed."
        )
    if prediction.shape[-1] < 3:
        raise InvalidInput(
            "prediction must be a value and the logits of at least 2 moves on its last axis, 3 numbers or more; "
            f"got {prediction.shape[-1]}."
        )
    check_shares(target[..., 1:], "visit shares after the outcome", advice=" Divide the counts by their sum.")


def _joined(value, policy):
    return np.concatenate([np.asarray(value)[..., None], policy], -1)


def _draw(rng, size):
    outcome = rng.integers(-1, 2, size=size).astype(float)
    visits = np.where(
        rng.random((size, 1)) < 0.8, rng.dirichlet([0.7] * vectors.SHOWN, size=size), vectors.one(rng, size)
    )
    prediction = _joined(rng.normal(size=size), rng.normal(scale=2.0, size=(size, vectors.SHOWN)))
    return prediction, _joined(outcome, visits)


def _perfect(rng, size):
    """The outcome foreseen, and a few moves that the search visits alike."""
    visited = vectors.some(rng, size)
    outcome = rng.integers(-1, 2, size=size).astype(float)
    visits = visited / visited.sum(-1, keepdims=True)
    return _joined(outcome, np.where(visited, 0.0, -1e4)), _joined(outcome, visits)


def _mirrored_or_reordered(prediction, target):
    mirrored = prediction.copy()
    mirrored[..., 0] = 2 * target[..., 0] - prediction[..., 0]
    orders = ([0, 2, 3, 1], [0, 2, 1, 3])
    return [(mirrored, target), *((prediction[..., order], target[..., order]) for order in orders)]


def _hopeless(rng, size):
    visits = vectors.one(rng, size)
    outcome = rng.choice([-1.0, 1.0], size=size)
    return _joined(-1e80 * outcome, -1e80 * visits), _joined(outcome, visits)


def _edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([[1.0, 0, 0, 0], [1.0, *far], [-1.0, *-far], [1e6, 0, 0, 0], [1e-9, 1e-9, 0, 0]]),
        np.array([[1.0, 1, 0, 0], [1.0, 1, 0, 0], [1.0, 1, 0, 0], [0.0, 0.5, 0.25, 0.25], [0.0, 0.5, 0.25, 0.25]]),
    )


def _own_move(t):
    """A value of 0 with ``t`` for the first logit and 0 for the others."""
    return np.stack([np.zeros_like(t), t, np.zeros_like(t), np.zeros_like(t)], -1)


def _own_value(t):
    """A value of ``t`` with the policy that the search found."""
    return _joined(t, np.broadcast_to(np.log(_VISITS), (*t.shape, vectors.SHOWN)))


def _searched(logits, before, known, chances):
    """A drawn game, foreseen as one: what is left is the policy against the search."""
    return _joined(0.0, logits)[None], _joined(0.0, known)[None], np.ones(1)


VALUE_AND_POLICY = Space(
    key="value_and_policy",
    prediction="a value v, then K logits, one for each move, on the last axis",
    target="the outcome of the game, then the share of visits to each of the K moves, on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check,
    symmetry=Symmetry(
        label="symmetric",
        claim="A value too high costs what one as much too low does, and moves may be exchanged.",
        of=_mirrored_or_reordered,
    ),
    samples=Samples(
        draw=_draw,
        perfect=_perfect,
        hopeless=_hopeless,
        edges=_edges,
        refused=(
            ([1.0, 2.0, 3.0], [0.5, 0.5], "target .*as long as the prediction"),
            ([1.0, 2.0], [1.0, 1.0], "prediction .*at least 2 moves .*; got 2"),
            ([1.0, 2.0, 3.0], [1.0, 1.5, -0.5], "target .*none below 0; got -0.5"),
            ([1.0, 2.0, 3.0], [1.0, 0.5, 0.2], "target .*sum to 1; got a sum of 0.7"),
        ),
    ),
    label_name="The game was",
    labels=(
        Label("won", "won", (1.0, *_VISITS)),
        Label("lost", "lost", (-1.0, *_VISITS)),
        Label("drawn", "drawn", (0.0, *_VISITS)),
    ),
    lines=(
        Line(
            **named("value", "value v (the policy as the search found it)", "v"),
            **drawn(-2.0, 2.0, probe=(-0.5, 0.1), values=(-0.2, 6.0), slopes=(-6.0, 6.0)),
            place=lambda t, label: at_label(_own_value(t), label),
            direction=vectors.steady(1.0, 0.0, 0.0, 0.0),
            reference=lambda t, label: t - label.target[0],
        ),
        Line(
            **named("logit", "logit of the most visited move (the others and the value at 0)", "z₀"),
            **drawn(-6.0, 6.0, probe=(-1.0, 0.25), values=(-0.2, 6.0), slopes=(-1.2, 1.2)),
            place=lambda t, label: at_label(_own_move(t), label),
            direction=vectors.steady(0.0, 1.0, 0.0, 0.0),
            reference=lambda t, label: np.exp(log_softmax(_own_move(t)[..., 1:]))[..., 0] - _VISITS[0],
        ),
    ),
    plane=vectors.over_first_two(
        ("value", "value", "v"),
        ("z0", "logit of the most visited move (the others at 0)", "z₀"),
        span=(-3.0, 3.0),
        start=(-0.5, -1.0),
        count=1 + vectors.SHOWN,
    ),
    decision=Decision(
        action="move",
        known="share of visits",
        policy=(0.4, 0.3, 0.2, 0.1),
        start=(0.1, 0.15, 0.7, 0.05),
        reach=(0.0, 1.0),
        shares=True,
        events=_searched,
        back=lambda gradients, logits, before, chances: gradients[0, 1:],
    ),
)
