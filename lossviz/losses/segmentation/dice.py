"""Dice loss: what is missing from the overlap of two masks, measured against their sizes."""

import math

import numpy as np

from lossviz.libraries.reductions import pooled
from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK, by_pixel, counts
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait

TINY = np.finfo(float).tiny  # one over less than this is no float


def value(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    return (false + missed) / denominator(2.0 * found + false + missed + smooth)


def denominator(total):
    """The denominator, infinite where it is 0: nothing was there, nothing was found, and 0/0 comes to 0."""
    return np.where(total > 0, total, np.inf)


def gradient(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    wrong, right = false + missed, 2.0 * found + smooth
    # The quotient rule, with what cancels in it left out.
    on_object, on_background = -(right + 2.0 * wrong), right
    total = np.maximum(denominator(right + wrong), TINY)
    return by_pixel(target, on_object / total / total, on_background / total / total)


def worked(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    if found + false + missed + smooth == 0:
        return "0"
    sizes = f"{n(prediction.sum())} + {n(target.sum())}"
    return f"1 - (2 * {n(found)} + {n(smooth)}) / ({sizes} + {n(smooth)})"


SMOOTH = Parameter(
    name="smooth",
    symbol="s",
    default=1.0,
    domain=Interval(0, math.inf, "left"),
    slider=(0.0, 5.0, 0.1),
    unit="pixels",
    meaning="what is added above and below the fraction bar; more of it makes small objects cost less, and lets "
    "false alarms on an empty target count",
    landmarks=(Landmark(0.0, "overlap alone"), Landmark(1.0, "a common choice")),
)

# Beside an empty target and an empty mask the fraction is 1, however little is predicted; at them it is taken as 0.
WITHOUT_JUMP = ("s > 0", lambda *, smooth: smooth > 0)

LOSS = Loss(
    key="dice",
    name="Dice",
    space=MASK,
    latex=r"L = 1 - \dfrac{2\, TP + s}{\sum_i p_i + \sum_i t_i + s}, \quad TP = \sum_i p_i\, t_i",
    gradient_latex=r"\footnotesize \dfrac{\partial L}{\partial p_i} = "
    r"\dfrac{(2\, TP + s) - 2\, t_i \left( \sum_j p_j + \sum_j t_j + s \right)}"
    r"{\left( \sum_j p_j + \sum_j t_j + s \right)^2}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(SMOOTH,),
    traits=(
        Trait.SMOOTH.when(*WITHOUT_JUMP),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when(*WITHOUT_JUMP),
    ),
    idea="Compares the overlap of two masks with their mean size, so that a small object counts as much as a large "
    "one and background that is rightly left alone counts for nothing.",
    use_when=(
        "The object takes up a small share of the image.",
        "The result is judged by the Dice coefficient, as medical segmentations are.",
    ),
    avoid_when=(
        "Many targets are empty: without smoothing, any false alarm there costs 1 and nothing pulls it down.",
        "You need calibrated probabilities: masks are pushed towards 0 and 1.",
    ),
    pros=(
        "Does not depend on how much background surrounds the object.",
        "The pull on a missed pixel grows as the object gets smaller.",
    ),
    cons=(
        "Not convex, and every pixel's gradient depends on all the others.",
        "The paper that brought it to networks squares p and t below the bar, as MONAI's squared_pred does; here they "
        "are added as they are.",
        "At s = 0 two empty masks are 0/0, here taken as a loss of 0, while the least trace of probability costs 1.",
    ),
    references=(
        Reference(
            "Fausto Milletari, Nassir Navab and Seyed-Ahmad Ahmadi",
            "V-Net: fully convolutional neural networks for volumetric medical image segmentation",
            2016,
            "https://arxiv.org/abs/1606.04797",
            "Uses it to train networks, with squares in the denominator.",
        ),
        Reference(
            "Lee R. Dice",
            "Measures of the amount of ecologic association between species",
            1945,
            "https://doi.org/10.2307/1932409",
            "Gives the coefficient.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.Dice(axis=(1, 2), reduction=None)(target, prediction)",
            only=lambda *, smooth: smooth == 0,
            note="Keras has no smoothing but 1e-7 below the fraction bar, so that two empty masks cost 1. By default "
            "it pools the whole batch into one mask.",
            default=Default(
                code="keras.losses.Dice()(target, prediction)",
                reduction="samples",
                parameters={"smooth": 0.0},
                differs="Its one overlap is that of all pixels of the batch, and 1e-7 below the fraction bar is "
                "its only smoothing.",
                regroup=pooled,
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., None], "
            "smooth={smooth} / 2)",
            note="optax takes logits, and adds its smoothing to TP rather than to 2 TP, hence the half.",
            default=Default(
                code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., None])",
                reduction="none",
                parameters={"smooth": 2.0},
                differs="It takes logits, and adds its smoothing of 1 to TP rather than to 2 TP, which is 2 here.",
            ),
        ),
        Equivalent(
            library="MONAI",
            code="monai.losses.DiceLoss(smooth_nr={smooth}, smooth_dr={smooth}, reduction='none')"
            "(prediction[:, None], target[:, None]).flatten()",
            note="MONAI averages over the batch by default, and smooths with 1e-5.",
            default=Default(
                code="monai.losses.DiceLoss()(prediction[:, None], target[:, None])",
                reduction="samples",
                parameters={"smooth": 1e-5},
            ),
        ),
    ),
    rivals=("pixel_cross_entropy", "jaccard"),
    aliases=("soft Dice", "Sørensen–Dice", "F1 loss", "DSC", "medical image segmentation"),
    place=20,
)
