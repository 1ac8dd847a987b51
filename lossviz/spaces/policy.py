"""Decisions and what came of them: the logits of actions, a ratio of probabilities, a value with a policy."""

import numpy as np

from lossviz.numerics import log_softmax, sigmoid
from lossviz.spec import InvalidInput, Label, Line, Plane, Space, Trait

ACTIONS = 3  # of the pictures; a loss itself takes any number

# Where the other actions stand while the logit of the one that was taken moves.
_OTHERS = (1.0, -1.0)


def _check_action(prediction, target):
    if prediction.shape[-1] != target.shape[-1]:
        raise InvalidInput(
            f"target must have as many actions as the prediction, {prediction.shape[-1]}; got {target.shape[-1]}."
        )
    if prediction.shape[-1] < 2:
        raise InvalidInput("prediction must have at least 2 actions on its last axis; got 1.")


def _taken(rng, size):
    return np.eye(ACTIONS)[rng.integers(0, ACTIONS, size=size)]


def _sample_action(rng, size):
    """One action with its advantage, and a few sums over several actions."""
    weights = np.where(rng.random((size, 1)) < 0.8, _taken(rng, size), rng.normal(size=(size, ACTIONS)))
    return rng.normal(scale=2.0, size=(size, ACTIONS)), weights * rng.normal(scale=1.5, size=(size, 1))


def _actions_in_another_order(prediction, target):
    return [(prediction[..., order], target[..., order]) for order in ([1, 2, 0], [1, 0, 2])]


def _hopeless_action(rng, size):
    """An action that turned out well, and that the policy would never take."""
    target = _taken(rng, size)
    return -1e80 * target, target


def _action_edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([np.zeros(ACTIONS), far, far, -far, [1e-9, 0.0, 0.0]]),
        np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, -2.0, 0.0], [1e-6, 0.0, 0.0], [1.0, -1.0, 0.5]]),
    )


def _at_target(prediction, label):
    return prediction, np.broadcast_to(label.target, prediction.shape)


def _own_logit(t):
    return np.stack([t, *(np.full_like(t, other) for other in _OTHERS)], -1)


def _own_probability(t):
    rest = np.log((1 - t) / (ACTIONS - 1))
    return np.stack([np.log(t), rest, rest], -1)


ACTION = Space(
    key="action",
    prediction="K logits, one for each action, on the last axis",
    target="K weights on the last axis: the advantage where the action was taken, 0 elsewhere",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_action,
    sample=_sample_action,
    labels=(
        Label("good", "action 0, A = 1", (1.0, 0.0, 0.0)),
        Label("bad", "action 0, A = −1", (-1.0, 0.0, 0.0)),
    ),
    lines=(
        Line(
            key="logit",
            name=f"logit of the action taken (the others at {_OTHERS[0]:g} and −{-_OTHERS[1]:g})",
            symbol="z₀",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-6.0, 6.0),
            slopes=(-1.5, 1.5),
            place=lambda t, label: _at_target(_own_logit(t), label),
            direction=lambda t, label: np.broadcast_to([1.0, 0.0, 0.0], (*t.shape, ACTIONS)),
            reference=lambda t, label: -sigmoid(np.log(np.exp(_OTHERS).sum()) - t),
        ),
        Line(
            key="probability",
            name="probability of the action taken (the rest shared equally)",
            symbol="π₀",
            low=0.005,
            high=0.995,
            probe=(0.2, 0.01),
            values=(-6.0, 6.0),
            slopes=(-8.0, 8.0),
            place=lambda t, label: _at_target(_own_probability(t), label),
            direction=lambda t, label: np.stack([1 / t, -1 / (1 - t), -1 / (1 - t)], -1),
            reference=lambda t, label: -1 / t,
        ),
    ),
    plane=Plane(
        axes=(("z0", "logit of action 0", "z₀"), ("z1", "logit of action 1 (action 2 at 0)", "z₁")),
        low=-4.0,
        high=4.0,
        start=(-1.0, 1.5),
        place=lambda x, y, label: _at_target(np.stack([x, y, np.zeros_like(x)], -1)[..., None, :], label),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    ),
    swaps=_actions_in_another_order,
    hopeless=_hopeless_action,
    edges=_action_edges,
    beyond=(Trait.SHIFT_INVARIANT,),
)


def _check_ratio(prediction, target):
    if (prediction <= 0).any():
        raise InvalidInput(
            f"prediction must be a ratio of probabilities, greater than 0; got {prediction.min():g}. "
            "From log probabilities it is exp(new - old)."
        )


RATIO = Space(
    key="ratio",
    prediction="a ratio ρ > 0: the action's probability now over that when it was taken",
    target="the advantage A of the action, a real number",
    prediction_axes=0,
    target_axes=0,
    check_event=_check_ratio,
    sample=lambda rng, size: (rng.lognormal(sigma=0.6, size=size), rng.normal(scale=1.5, size=size)),
    labels=(Label("1", "A = 1", 1.0), Label("-1", "A = −1", -1.0)),
    lines=(
        Line(
            key="ratio",
            name="ratio ρ of the action's probability, now to then",
            symbol="ρ",
            low=0.01,
            high=2.0,
            probe=(1.1, 0.01),
            values=(-2.2, 2.2),
            slopes=(-1.5, 1.5),
            place=lambda t, label: (t, np.full_like(t, label.target)),
            direction=lambda t, label: np.ones_like(t),
            reference=lambda t, label: np.full_like(t, -label.target),
        ),
    ),
    plane=Plane(
        axes=(("good", "ratio of an action with A = 1", "ρ₊"), ("bad", "ratio of an action with A = −1", "ρ₋")),
        low=0.1,
        high=2.0,
        start=(0.6, 1.4),
        place=lambda x, y, label: (np.stack([x, y], -1), np.broadcast_to([1.0, -1.0], (*np.shape(x), 2))),
        along=lambda gradient: (gradient[..., 0], gradient[..., 1]),
        by_label=False,
    ),
    free=False,
    edges=lambda: (np.array([1e-12, 1.0, 1e6, 1e6, 1.0]), np.array([1.0, 0.0, 1.0, -1.0, -1e-6])),
)


def _check_value_and_policy(prediction, target):
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
    visits = target[..., 1:]
    if (visits < 0).any():
        raise InvalidInput(f"target must hold visit shares after the outcome, none below 0; got {visits.min():g}.")
    sums = visits.sum(-1)
    off = np.abs(sums - 1) > 1e-3  # shares in float32 or rounded to three decimals still pass
    if off.any():
        raise InvalidInput(
            f"target must hold visit shares after the outcome that sum to 1; got a sum of {sums[off].flat[0]:g}. "
            "Divide the counts by their sum."
        )


def _value_and_policy(value, logits):
    return np.concatenate([np.asarray(value)[..., None], logits], -1)


def _sample_value_and_policy(rng, size):
    outcome = rng.integers(-1, 2, size=size).astype(float)
    visits = np.where(rng.random((size, 1)) < 0.8, rng.dirichlet([0.7] * ACTIONS, size=size), _taken(rng, size))
    prediction = _value_and_policy(rng.normal(size=size), rng.normal(scale=2.0, size=(size, ACTIONS)))
    return prediction, _value_and_policy(outcome, visits)


def _right_value_and_policy(rng, size):
    """The outcome foreseen, and a few moves that the search visits alike."""
    visited = rng.random((size, ACTIONS)) < 0.5
    visited[np.arange(size), rng.integers(0, ACTIONS, size=size)] = True
    outcome = rng.integers(-1, 2, size=size).astype(float)
    visits = visited / visited.sum(-1, keepdims=True)
    return _value_and_policy(outcome, np.where(visited, 0.0, -1e4)), _value_and_policy(outcome, visits)


def _mirrored_or_reordered(prediction, target):
    mirrored = prediction.copy()
    mirrored[..., 0] = 2 * target[..., 0] - prediction[..., 0]
    orders = ([0, 2, 3, 1], [0, 2, 1, 3])
    return [(mirrored, target), *((prediction[..., order], target[..., order]) for order in orders)]


def _hopeless_value_and_policy(rng, size):
    visits = _taken(rng, size)
    outcome = rng.choice([-1.0, 1.0], size=size)
    return _value_and_policy(-1e80 * outcome, -1e80 * visits), _value_and_policy(outcome, visits)


def _value_edges():
    far = np.array([1e3, -1e3, 0.0])
    return (
        np.array([[1.0, 0, 0, 0], [1.0, *far], [-1.0, *-far], [1e6, 0, 0, 0], [1e-9, 1e-9, 0, 0]]),
        np.array([[1.0, 1, 0, 0], [1.0, 1, 0, 0], [1.0, 1, 0, 0], [0.0, 0.5, 0.25, 0.25], [0.0, 0.5, 0.25, 0.25]]),
    )


_VISITS = (0.7, 0.2, 0.1)


def _own_move(t):
    """A value of 0 with ``t`` for the first logit and 0 for the others."""
    return np.stack([np.zeros_like(t), t, np.zeros_like(t), np.zeros_like(t)], -1)


def _own_value(t):
    """A value of ``t`` with the policy that the search found."""
    return _value_and_policy(t, np.broadcast_to(np.log(_VISITS), (*t.shape, ACTIONS)))


VALUE_AND_POLICY = Space(
    key="value_and_policy",
    prediction="a value v, then K logits, one for each move, on the last axis",
    target="the outcome of the game, then the share of visits to each of the K moves, on the last axis",
    prediction_axes=1,
    target_axes=1,
    check_event=_check_value_and_policy,
    sample=_sample_value_and_policy,
    labels=(
        Label("won", "won", (1.0, *_VISITS)),
        Label("lost", "lost", (-1.0, *_VISITS)),
        Label("drawn", "drawn", (0.0, *_VISITS)),
    ),
    lines=(
        Line(
            key="value",
            name="value v (the policy as the search found it)",
            symbol="v",
            low=-2.0,
            high=2.0,
            probe=(-0.5, 0.1),
            values=(-0.2, 6.0),
            slopes=(-6.0, 6.0),
            place=lambda t, label: _at_target(_own_value(t), label),
            direction=lambda t, label: np.broadcast_to([1.0, 0, 0, 0], (*t.shape, 1 + ACTIONS)),
            reference=lambda t, label: t - label.target[0],
        ),
        Line(
            key="logit",
            name="logit of the most visited move (the others and the value at 0)",
            symbol="z₀",
            low=-6.0,
            high=6.0,
            probe=(-1.0, 0.25),
            values=(-0.2, 6.0),
            slopes=(-1.2, 1.2),
            place=lambda t, label: _at_target(_own_move(t), label),
            direction=lambda t, label: np.broadcast_to([0.0, 1, 0, 0], (*t.shape, 1 + ACTIONS)),
            reference=lambda t, label: np.exp(log_softmax(_own_move(t)[..., 1:]))[..., 0] - _VISITS[0],
        ),
    ),
    plane=Plane(
        axes=(("value", "value", "v"), ("z0", "logit of the most visited move (the others at 0)", "z₀")),
        low=-3.0,
        high=3.0,
        start=(-0.5, -1.0),
        place=lambda x, y, label: _at_target(
            np.stack([x, y, np.zeros_like(x), np.zeros_like(x)], -1)[..., None, :], label
        ),
        along=lambda gradient: (gradient[..., 0, 0], gradient[..., 0, 1]),
        by_label=True,
    ),
    perfect=_right_value_and_policy,
    swaps=_mirrored_or_reordered,
    hopeless=_hopeless_value_and_policy,
    edges=_value_edges,
)
