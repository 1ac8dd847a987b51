"""Relatives among binary losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.maths.numerics import sigmoid
from lossviz.relatives.statement import equal, limit, side


def _what_is_missing(prediction, target):
    """The hinge as a residual, from a target of 0."""
    return LOSSES["hinge"](prediction, target), np.zeros_like(target)


def _as_probability(prediction, target):
    return sigmoid(prediction), target


def _smoothed(prediction, target):
    """Labels moved by a smoothing of 0.2 towards 1/2."""
    return prediction, 0.8 * target + 0.1


def _less_the_surplus(times, power=1):
    """Minus so many times that power of what a hinge of margin 1 exceeds 2 by."""
    return lambda prediction, target: -times * np.maximum(0.0, -1.0 - (2.0 * target - 1.0) * prediction) ** power


def _held(prediction, target):
    """Logits held between −1 and 1."""
    return np.clip(prediction, -1.0, 1.0), target


RELATIVES = (
    equal(
        "At γ = 0 and α = 1/2 the focal loss is half of binary cross-entropy.",
        [(side("focal", alpha=0.5, gamma=0.0), 0.5 * side("binary_cross_entropy"))],
    ),
    equal(
        "At γ = 0 the focal loss is binary cross-entropy with w₊ = α / (1 − α), times 1 − α.",
        (
            (
                side("focal", alpha=alpha, gamma=0.0),
                (1 - alpha) * side("binary_cross_entropy", pos_weight=alpha / (1 - alpha)),
            )
            for alpha in (0.25, 0.5, 0.75)
        ),
        key="focal_binary_cross_entropy_2",
        hard=True,
    ),
    equal(
        "Label smoothing of ε is binary cross-entropy towards the label (1 − ε) y + ε/2; here ε = 0.2.",
        [(side("binary_cross_entropy", smoothing=0.2), side("binary_cross_entropy"))],
        bridge=_smoothed,
    ),
    equal(
        "The squared hinge is the squared error of what the margin lacks, which is the hinge.",
        [(side("squared_hinge"), side("squared"))],
        bridge=_what_is_missing,
    ),
    equal(
        "The Brier score is the squared error of the probability.",
        [(side("brier"), side("squared"))],
        bridge=_as_probability,
    ),
    equal("The perceptron loss is the hinge with a margin of 0.", [(side("perceptron"), side("hinge", margin=0.0))]),
    equal(
        "The ramp is half of the hinge with its logit held between −1 and 1.",
        [(side("ramp"), 0.5 * side("hinge", of=_held))],
        hard=True,
    ),
    equal(
        "The ramp is half of the hinge, less half of what the hinge exceeds 2 by.",
        [(side("ramp"), 0.5 * side("hinge") + _less_the_surplus(0.5))],
        key="ramp_hinge_2",
    ),
    equal(
        "The modified Huber loss is the squared hinge, less the square of what the hinge exceeds 2 by.",
        [(side("modified_huber"), side("squared_hinge") + _less_the_surplus(1.0, power=2))],
    ),
    equal(
        "The modified Huber loss is twice the Huber loss, at δ = 2, of what the margin lacks.",
        [(side("modified_huber"), 2.0 * side("huber", delta=2.0))],
        bridge=_what_is_missing,
    ),
    limit(
        "As q falls to 0, generalised cross-entropy becomes binary cross-entropy.",
        ((side("generalized_cross_entropy", q=q), side("binary_cross_entropy")) for q in (0.7, 0.2, 0.01, 1e-9)),
        tolerance=1e-7,
        hard=True,
    ),
    equal(
        "At q = 1 generalised cross-entropy is 1 − pₜ, the absolute error of the probability.",
        [(side("generalized_cross_entropy", q=1.0), side("absolute"))],
        bridge=_as_probability,
        hard=True,
    ),
    equal(
        "At γ₊ = γ₋ = 0 and c = 0 the asymmetric focal loss is binary cross-entropy.",
        [(side("asymmetric_focal", gamma_pos=0.0, gamma_neg=0.0, clip=0.0), side("binary_cross_entropy"))],
    ),
    equal(
        "At γ₊ = γ₋ = γ and c = 0 the asymmetric focal loss is twice the focal loss at α = 1/2.",
        (
            (
                side("asymmetric_focal", gamma_pos=gamma, gamma_neg=gamma, clip=0.0),
                2.0 * side("focal", alpha=0.5, gamma=gamma),
            )
            for gamma in (2.0, 0.5, 5.0)
        ),
        hard=True,
    ),
)
