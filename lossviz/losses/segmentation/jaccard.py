"""Jaccard loss: one minus the intersection over the union of two masks."""

import numpy as np

from lossviz.libraries.reductions import pooled
from lossviz.losses.segmentation.dice import SMOOTH, TINY, WITHOUT_JUMP, denominator
from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK, by_pixel, counts
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def value(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    return (false + missed) / denominator(found + false + missed + smooth)


def gradient(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    union = np.maximum(denominator(found + false + missed + smooth), TINY)
    # An object's pixel is in the union whatever is predicted, so that it changes the intersection alone.
    return by_pixel(target, -1.0 / union, (found + smooth) / union / union)


def worked(prediction, target, *, smooth):
    found, false, missed = counts(prediction, target)
    if found + false + missed + smooth == 0:
        return "0"
    sizes = f"{n(prediction.sum())} + {n(target.sum())} - {n(found)}"
    return f"1 - ({n(found)} + {n(smooth)}) / ({sizes} + {n(smooth)})"


LOSS = Loss(
    key="jaccard",
    name="Jaccard",
    space=MASK,
    latex=r"L = 1 - \dfrac{TP + s}{\sum_i p_i + \sum_i t_i - TP + s}, \quad TP = \sum_i p_i\, t_i",
    gradient_latex=r"\dfrac{\partial L}{\partial p_i} = \begin{cases} -\dfrac{1}{U} & t_i = 1 \\[2ex] "
    r"\dfrac{TP + s}{U^2} & t_i = 0 \end{cases}, \quad U = \sum_j p_j + \sum_j t_j - TP + s",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(SMOOTH,),
    traits=(
        Trait.SMOOTH.when(*WITHOUT_JUMP),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when(*WITHOUT_JUMP),
    ),
    idea="Divides what two masks share by what they cover together: Dice's ranking of masks, with a higher charge "
    "for the middling ones.",
    use_when=(
        "The result is judged by the mean intersection over union, as in street scenes.",
        "The object takes up a small share of the image.",
    ),
    avoid_when=(
        "Many targets are empty: without smoothing, any false alarm there costs 1 and nothing pulls it down.",
        "Missing a pixel and adding one should cost different amounts: Tversky has a weight for each.",
    ),
    pros=(
        "Does not depend on how much background surrounds the object.",
        "At s = 0 and between masks of zeros and ones it obeys the triangle inequality, which Dice does not.",
    ),
    cons=(
        "Not convex, and every pixel's gradient depends on all the others.",
        "At s = 0 two empty masks are 0/0, here taken as a loss of 0, while the least trace of probability costs 1.",
    ),
    references=(
        Reference(
            "Md Atiqur Rahman and Yang Wang",
            "Optimizing intersection-over-union in deep neural networks for image segmentation",
            2016,
            "https://doi.org/10.1007/978-3-319-50835-1_22",
            "Uses it to train networks.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.Tversky(alpha=1.0, beta=1.0, axis=(1, 2), reduction=None)(target, prediction)",
            only=lambda *, smooth: smooth == 0,
            note="Keras has the Tversky loss, which this is at α = β = 1. It has no smoothing but 1e-7 below the "
            "fraction bar.",
            default=Default(
                code="keras.losses.Tversky(alpha=1.0, beta=1.0)(target, prediction)",
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
            "smooth={smooth}, alpha=1.0, beta=1.0)",
            note="optax's dice_loss takes logits and Tversky's weights, which make it Jaccard's at 1 and 1.",
            default=Default(
                code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., "
                "None], alpha=1.0, beta=1.0)",
                reduction="none",
                parameters={"smooth": 1.0},
            ),
        ),
        Equivalent(
            library="MONAI",
            code="monai.losses.DiceLoss(jaccard=True, smooth_nr=2 * {smooth}, smooth_dr=2 * {smooth}, "
            "reduction='none')(prediction[:, None], target[:, None]).flatten()",
            note="MONAI writes the fraction with 2 TP above, hence twice the smoothing. It averages over the batch by "
            "default.",
            default=Default(
                code="monai.losses.DiceLoss(jaccard=True)(prediction[:, None], target[:, None])",
                reduction="samples",
                parameters={"smooth": 5e-6},
                differs="Its smoothing of 1e-5 stands beside 2 TP, which is half as much here.",
            ),
        ),
    ),
    rivals=("dice",),
    aliases=("Jaccard index", "soft IoU", "mIoU", "mask IoU", "intersection over union"),
    place=30,
)
