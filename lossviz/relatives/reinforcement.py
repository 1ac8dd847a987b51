"""Relatives among losses of decisions."""

import math

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import equal, limit, side


def _taken(prediction, target):
    """The action of the largest weight, with an advantage of 1."""
    return prediction, np.eye(target.shape[-1])[np.abs(target).argmax(-1)]


def _turned(prediction, target):
    return prediction, -target


def _value_and_outcome(prediction, target):
    return prediction[..., 0], target[..., 0]


def _moves(prediction, target):
    return prediction[..., 1:], target[..., 1:]


def _error_of_value(prediction, target):
    return LOSSES["squared"](prediction[..., 0], target[..., 0])


def _sure_of_its_moves(prediction, target):
    """The search visits one move only, and the policy is certain of it."""
    prediction, target = prediction.copy(), target.copy()
    target[..., 1:] = np.eye(target.shape[-1] - 1)[target[..., 1:].argmax(-1)]
    prediction[..., 1:] = 1e4 * target[..., 1:]
    return prediction, target


RELATIVES = (
    equal(
        "With an advantage of 1 the policy gradient's loss is cross-entropy, the action taken as the label.",
        [(side("policy_gradient", of=_taken), side("cross_entropy"))],
        bridge=_taken,
    ),
    equal(
        "With the sign of the advantage the policy gradient's loss turns its own, and nothing else changes.",
        [(side("policy_gradient"), -1.0 * side("policy_gradient"))],
        bridge=_turned,
    ),
    limit(
        "As ε grows, nothing is clipped any more and PPO's loss becomes −ρA.",
        (
            (side("ppo_clip", epsilon=epsilon), side("ppo_clip", epsilon=math.inf))
            for epsilon in (0.0, 0.2, 0.5, 1.0, 100.0)
        ),
        tolerance=1e-12,
    ),
    equal(
        "Where search and policy are certain of one move, AlphaZero's loss is the value's squared error.",
        [(side("alphazero", of=_sure_of_its_moves), side("squared"))],
        bridge=_value_and_outcome,
    ),
    equal(
        "AlphaZero's loss is cross-entropy for the visits plus the squared error of the value.",
        [(side("alphazero"), side("cross_entropy", of=_moves) + _error_of_value)],
    ),
)
