"""Relatives among segmentation losses."""

from typing import Any

import numpy as np

from lossviz.losses import LOSSES
from lossviz.maths.numerics import log_odds
from lossviz.relatives.statement import equal, limit, side


def _one_pixel(prediction, target):
    return prediction[..., :1, :1], target[..., :1, :1]


def _its_logit(prediction, target):
    return log_odds(prediction[..., 0, 0]), target[..., 0, 0]


def _beside_its_negative(prediction, target):
    return np.concatenate([prediction, 1 - prediction], -1), np.concatenate([target, 1 - target], -1)


def _half_of_dice(prediction, target):
    return 0.5 * LOSSES["dice"](prediction, target)


def _down_to_jaccard(prediction, target):
    """What turns 2 D into 2 D / (1 + D)."""
    dice = LOSSES["dice"](prediction, target, smooth=2.0)
    return -2 * dice**2 / (1 + dice)


_OF_TVERSKY: tuple[dict[str, Any], ...] = ({}, {"alpha": 0.7, "beta": 0.3}, {"smooth": 0.0})

RELATIVES = (
    equal(
        "At α = β = 1/2 the Tversky loss is Dice with twice its smoothing.",
        ((side("tversky", alpha=0.5, beta=0.5, smooth=s), side("dice", smooth=2 * s)) for s in (1.0, 0.5, 0.0, 2.5)),
    ),
    equal(
        "At α = β = 1 the Tversky loss is Jaccard, with the same smoothing.",
        ((side("tversky", alpha=1.0, beta=1.0, smooth=s), side("jaccard", smooth=s)) for s in (1.0, 0.0, 5.0)),
    ),
    equal(
        "Jaccard is 2 D / (1 + D), with D the Dice loss at twice the smoothing: both rank masks alike.",
        [(side("jaccard"), 2.0 * side("dice", smooth=2.0) + _down_to_jaccard)],
    ),
    limit(
        "As s grows, s times Dice and s times Jaccard become the same: the number of wrong pixels.",
        ((s * side("dice", smooth=s), s * side("jaccard", smooth=s)) for s in (5.0, 100.0, 1e4, 1e12)),
        shown=0,
    ),
    equal(
        "At γ = 1 the focal Tversky loss is the Tversky loss.",
        ((side("focal_tversky", **setting, gamma=1.0), side("tversky", **setting)) for setting in _OF_TVERSKY),
    ),
    equal(
        "At w = 1 the combo loss is pixel cross-entropy.", [(side("combo", weight=1.0), side("pixel_cross_entropy"))]
    ),
    equal(
        "At w = 0 the combo loss is Dice.",
        ((side("combo", weight=0.0, smooth=s), side("dice", smooth=s)) for s in (1.0, 0.0)),
    ),
    equal(
        "At w = 1/2 the combo loss is half of pixel cross-entropy and half of Dice.",
        [(side("combo"), 0.5 * side("pixel_cross_entropy") + _half_of_dice)],
        key="combo_pixel_cross_entropy_2",
    ),
    equal(
        "In a single pixel, pixel cross-entropy is the binary cross-entropy of the logit of p.",
        [(side("pixel_cross_entropy", of=_one_pixel), side("binary_cross_entropy", of=_its_logit))],
    ),
    equal(
        "Where object and background are equally large, as in an image beside its negative, generalised Dice "
        "is Dice, but for its smoothing of 10⁻⁵.",
        [(side("generalized_dice", of=_beside_its_negative), side("dice", smooth=0.0, of=_beside_its_negative))],
        tolerance=1e-3,
    ),
)
