"""Relatives among binary losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.numerics import sigmoid
from lossviz.relatives.statement import Relative, Setting


def _what_is_missing(prediction, target):
    """The hinge as a residual, from a target of 0."""
    return LOSSES["hinge"](prediction, target), np.zeros_like(target)


def _as_probability(prediction, target):
    return sigmoid(prediction), target


def _smoothed(prediction, target):
    """Labels moved by a smoothing of 0.2 towards 1/2."""
    return prediction, 0.8 * target + 0.1


def _surplus(prediction, target):
    """By how much a hinge of margin 1 exceeds 2."""
    return np.maximum(0.0, -1.0 - (2.0 * target - 1.0) * prediction)


def _held(prediction, target):
    """Logits held between −1 and 1."""
    return np.clip(prediction, -1.0, 1.0), target


RELATIVES = (
    Relative(
        key="focal_binary_cross_entropy",
        statement="At γ = 0 and α = 1/2 the focal loss is half of binary cross-entropy.",
        pairs=((Setting("focal", {"alpha": 0.5, "gamma": 0.0}), Setting("binary_cross_entropy", scale=0.5)),),
    ),
    Relative(
        key="focal_binary_cross_entropy_2",
        statement="At γ = 0 the focal loss is binary cross-entropy with w₊ = α / (1 − α), times 1 − α.",
        pairs=tuple(
            (
                Setting("focal", {"alpha": alpha, "gamma": 0.0}),
                Setting("binary_cross_entropy", {"pos_weight": alpha / (1 - alpha)}, 1 - alpha),
            )
            for alpha in (0.25, 0.5, 0.75)
        ),
        hard=True,
    ),
    Relative(
        key="binary_cross_entropy_binary_cross_entropy",
        statement="Label smoothing of ε is binary cross-entropy towards the label (1 − ε) y + ε/2; here ε = 0.2.",
        pairs=((Setting("binary_cross_entropy", {"smoothing": 0.2}), Setting("binary_cross_entropy")),),
        bridge=_smoothed,
    ),
    Relative(
        key="squared_hinge_squared",
        statement="The squared hinge is the squared error of what the margin lacks, which is the hinge.",
        pairs=((Setting("squared_hinge"), Setting("squared")),),
        bridge=_what_is_missing,
    ),
    Relative(
        key="brier_squared",
        statement="The Brier score is the squared error of the probability.",
        pairs=((Setting("brier"), Setting("squared")),),
        bridge=_as_probability,
    ),
    Relative(
        key="perceptron_hinge",
        statement="The perceptron loss is the hinge with a margin of 0.",
        pairs=((Setting("perceptron"), Setting("hinge", {"margin": 0.0})),),
    ),
    Relative(
        key="ramp_hinge",
        statement="The ramp is half of the hinge with its logit held between −1 and 1.",
        pairs=((Setting("ramp"), Setting("hinge", scale=0.5, of=_held)),),
        hard=True,
    ),
    Relative(
        key="ramp_hinge_2",
        statement="The ramp is half of the hinge, less half of what the hinge exceeds 2 by.",
        pairs=(
            (
                Setting("ramp"),
                Setting("hinge", scale=0.5, plus=lambda prediction, target: -0.5 * _surplus(prediction, target)),
            ),
        ),
    ),
    Relative(
        key="modified_huber_squared_hinge",
        statement="The modified Huber loss is the squared hinge, less the square of what the hinge exceeds 2 by.",
        pairs=(
            (
                Setting("modified_huber"),
                Setting("squared_hinge", plus=lambda prediction, target: -(_surplus(prediction, target) ** 2)),
            ),
        ),
    ),
    Relative(
        key="modified_huber_huber",
        statement="The modified Huber loss is twice the Huber loss, at δ = 2, of what the margin lacks.",
        pairs=((Setting("modified_huber"), Setting("huber", {"delta": 2.0}, 2.0)),),
        bridge=_what_is_missing,
    ),
    Relative(
        key="generalized_cross_entropy_binary_cross_entropy",
        statement="As q falls to 0, generalised cross-entropy becomes binary cross-entropy.",
        pairs=tuple(
            (Setting("generalized_cross_entropy", {"q": q}), Setting("binary_cross_entropy"))
            for q in (0.7, 0.2, 0.01, 1e-9)
        ),
        shown=1,
        limit=True,
        tolerance=1e-7,
        hard=True,
    ),
    Relative(
        key="generalized_cross_entropy_absolute",
        statement="At q = 1 generalised cross-entropy is 1 − pₜ, the absolute error of the probability.",
        pairs=((Setting("generalized_cross_entropy", {"q": 1.0}), Setting("absolute")),),
        bridge=_as_probability,
        hard=True,
    ),
    Relative(
        key="asymmetric_focal_binary_cross_entropy",
        statement="At γ₊ = γ₋ = 0 and c = 0 the asymmetric focal loss is binary cross-entropy.",
        pairs=(
            (
                Setting("asymmetric_focal", {"gamma_pos": 0.0, "gamma_neg": 0.0, "clip": 0.0}),
                Setting("binary_cross_entropy"),
            ),
        ),
    ),
    Relative(
        key="asymmetric_focal_focal",
        statement="At γ₊ = γ₋ = γ and c = 0 the asymmetric focal loss is twice the focal loss at α = 1/2.",
        pairs=tuple(
            (
                Setting("asymmetric_focal", {"gamma_pos": gamma, "gamma_neg": gamma, "clip": 0.0}),
                Setting("focal", {"alpha": 0.5, "gamma": gamma}, 2.0),
            )
            for gamma in (2.0, 0.5, 5.0)
        ),
        hard=True,
    ),
)
