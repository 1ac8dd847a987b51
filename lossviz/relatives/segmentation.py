"""Relatives among segmentation losses."""

import numpy as np

from lossviz.losses import LOSSES
from lossviz.numerics import log_odds
from lossviz.relatives.statement import Relative, Setting


def _one_pixel(prediction, target):
    return prediction[..., :1, :1], target[..., :1, :1]


def _its_logit(prediction, target):
    return log_odds(prediction[..., 0, 0]), target[..., 0, 0]


def _beside_its_negative(prediction, target):
    return np.concatenate([prediction, 1 - prediction], -1), np.concatenate([target, 1 - target], -1)


def _half_of_dice(prediction, target):
    return (1 - 0.5) * LOSSES["dice"](prediction, target)


def _down_to_jaccard(prediction, target):
    """What turns 2 D into 2 D / (1 + D)."""
    dice = LOSSES["dice"](prediction, target, smooth=2.0)
    return -2 * dice**2 / (1 + dice)


RELATIVES = (
    Relative(
        key="tversky_dice",
        statement="At α = β = 1/2 the Tversky loss is Dice with twice its smoothing.",
        pairs=tuple(
            (
                Setting("tversky", {"alpha": 0.5, "beta": 0.5, "smooth": smooth}),
                Setting("dice", {"smooth": 2 * smooth}),
            )
            for smooth in (1.0, 0.5, 0.0, 2.5)
        ),
    ),
    Relative(
        key="tversky_jaccard",
        statement="At α = β = 1 the Tversky loss is Jaccard, with the same smoothing.",
        pairs=tuple(
            (Setting("tversky", {"alpha": 1.0, "beta": 1.0, "smooth": smooth}), Setting("jaccard", {"smooth": smooth}))
            for smooth in (1.0, 0.0, 5.0)
        ),
    ),
    Relative(
        key="jaccard_dice",
        statement="Jaccard is 2 D / (1 + D), with D the Dice loss at twice the smoothing: both rank masks alike.",
        pairs=((Setting("jaccard"), Setting("dice", {"smooth": 2.0}, 2.0, plus=_down_to_jaccard)),),
    ),
    Relative(
        key="dice_jaccard",
        statement="As s grows, s times Dice and s times Jaccard become the same: the number of wrong pixels.",
        pairs=tuple(
            (Setting("dice", {"smooth": smooth}, smooth), Setting("jaccard", {"smooth": smooth}, smooth))
            for smooth in (5.0, 100.0, 1e4, 1e12)
        ),
        limit=True,
        tolerance=1e-8,
    ),
    Relative(
        key="focal_tversky_tversky",
        statement="At γ = 1 the focal Tversky loss is the Tversky loss.",
        pairs=tuple(
            (Setting("focal_tversky", setting | {"gamma": 1.0}), Setting("tversky", setting))
            for setting in ({}, {"alpha": 0.7, "beta": 0.3}, {"smooth": 0.0})
        ),
    ),
    Relative(
        key="combo_pixel_cross_entropy",
        statement="At w = 1 the combo loss is pixel cross-entropy.",
        pairs=((Setting("combo", {"weight": 1.0}), Setting("pixel_cross_entropy")),),
    ),
    Relative(
        key="combo_dice",
        statement="At w = 0 the combo loss is Dice.",
        pairs=tuple(
            (Setting("combo", {"weight": 0.0, "smooth": smooth}), Setting("dice", {"smooth": smooth}))
            for smooth in (1.0, 0.0)
        ),
    ),
    Relative(
        key="combo_pixel_cross_entropy_2",
        statement="At w = 1/2 the combo loss is half of pixel cross-entropy and half of Dice.",
        pairs=((Setting("combo"), Setting("pixel_cross_entropy", scale=0.5, plus=_half_of_dice)),),
    ),
    Relative(
        key="pixel_cross_entropy_binary_cross_entropy",
        statement="In a single pixel, pixel cross-entropy is the binary cross-entropy of the logit of p.",
        pairs=((Setting("pixel_cross_entropy", of=_one_pixel), Setting("binary_cross_entropy", of=_its_logit)),),
    ),
    Relative(
        key="generalized_dice_dice",
        statement="Where object and background are equally large, as in an image beside its negative, generalised Dice "
        "is Dice, but for its smoothing of 10⁻⁵.",
        pairs=(
            (
                Setting("generalized_dice", of=_beside_its_negative),
                Setting("dice", {"smooth": 0.0}, of=_beside_its_negative),
            ),
        ),
        tolerance=1e-3,
    ),
)
