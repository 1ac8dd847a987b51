"""Relatives among losses of decisions."""

import math

import numpy as np

from lossviz.losses import LOSSES
from lossviz.relatives.statement import Relative, Setting


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
    Relative(
        key="policy_gradient_cross_entropy",
        statement="With an advantage of 1 the policy gradient's loss is cross-entropy, the action taken as the label.",
        pairs=((Setting("policy_gradient", of=_taken), Setting("cross_entropy")),),
        bridge=_taken,
    ),
    Relative(
        key="policy_gradient_policy_gradient",
        statement="With the sign of the advantage the policy gradient's loss turns its own, and nothing else changes.",
        pairs=((Setting("policy_gradient"), Setting("policy_gradient", scale=-1.0)),),
        bridge=_turned,
    ),
    Relative(
        key="ppo_clip_ppo_clip",
        statement="As ε grows, nothing is clipped any more and PPO's loss becomes −ρA.",
        pairs=tuple(
            (Setting("ppo_clip", {"epsilon": epsilon}), Setting("ppo_clip", {"epsilon": math.inf}))
            for epsilon in (0.0, 0.2, 0.5, 1.0, 100.0)
        ),
        shown=1,
        limit=True,
    ),
    Relative(
        key="alphazero_squared",
        statement="Where search and policy are certain of one move, AlphaZero's loss is the value's squared error.",
        pairs=((Setting("alphazero", of=_sure_of_its_moves), Setting("squared")),),
        bridge=_value_and_outcome,
    ),
    Relative(
        key="alphazero_cross_entropy",
        statement="AlphaZero's loss is cross-entropy for the visits plus the squared error of the value.",
        pairs=((Setting("alphazero"), Setting("cross_entropy", of=_moves, plus=_error_of_value)),),
    ),
)
