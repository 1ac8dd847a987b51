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
)
