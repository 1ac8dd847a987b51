"""Focal Tversky loss: a power of the Tversky loss, which moves the pull between good masks and bad ones."""

import math

import numpy as np

from lossviz.libraries.reductions import pooled
from lossviz.losses.segmentation import tversky
from lossviz.losses.segmentation.dice import SMOOTH, TINY
from lossviz.losses.segmentation.tversky import ALPHA, BETA
from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK, counts
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, alpha, beta, smooth, gamma):
    return tversky.value(prediction, target, alpha=alpha, beta=beta, smooth=smooth) ** gamma


def gradient(prediction, target, *, alpha, beta, smooth, gamma):
    base = tversky.value(prediction, target, alpha=alpha, beta=beta, smooth=smooth)
    # Below a power of 1 the slope is infinite where the Tversky loss is 0. Nothing is left to gain there, so
    # that such a mask is not pulled at all.
    factor = np.where(base > 0, gamma * np.maximum(base, TINY) ** (gamma - 1.0), float(gamma == 1))
    return factor[..., None, None] * tversky.gradient(prediction, target, alpha=alpha, beta=beta, smooth=smooth)


def worked(prediction, target, *, alpha, beta, smooth, gamma):
    found, false, missed = counts(prediction, target)
    if tversky.parts(prediction, target, alpha, beta, smooth)[1] == 0:
        return "0"
    wrong = f"{n(alpha)} * {n(false)} + {n(beta)} * {n(missed)}"
    return f"(({wrong}) / ({n(found)} + {wrong} + {n(smooth)}))**{n(gamma)}"


LOSS = Loss(
    key="focal_tversky",
    name="Focal Tversky",
    space=MASK,
    latex=r"L = T^\gamma, \quad T = \dfrac{\alpha\, FP + \beta\, FN}{TP + \alpha\, FP + \beta\, FN + s}",
    gradient_latex=r"\dfrac{\partial L}{\partial p_i} = \gamma\, T^{\gamma - 1}\, \dfrac{\partial T}{\partial p_i}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        ALPHA,
        BETA,
        SMOOTH,
        Parameter(
            name="gamma",
            symbol="γ",
            default=0.75,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.25, 3.0, 0.05),
            unit="no unit, an exponent",
            meaning="the power of the Tversky loss; more of it spares good masks and leaves the pull to bad ones",
            landmarks=(Landmark(0.75, "the paper's 1/γ, its γ being 4/3"), Landmark(1.0, "Tversky")),
        ),
    ),
    traits=(
        Trait.CONVEX.when(
            "α = 0 and γ ≥ max(1, 2β − 1), or α = β = 0",
            lambda *, alpha, beta, smooth, gamma: alpha == 0 and (gamma >= max(1, 2 * beta - 1) or beta == 0),
        ),
        Trait.SMOOTH.when(
            "γ ≥ 1, and s > 0 or α = 0",
            lambda *, alpha, beta, smooth, gamma: gamma >= 1 and (smooth > 0 or alpha == 0),
        ),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when("s > 0 or α = 0", lambda *, alpha, beta, smooth, gamma: smooth > 0 or alpha == 0),
    ),
    idea="Raises the Tversky loss to the power γ: below 1 it pulls harder as a mask comes close, above 1 it lets go of "
    "good masks and works on the bad ones.",
    use_when=(
        "Small lesions are nearly found and the last pixels matter: γ below 1.",
        "A few images are much harder than the rest: γ above 1.",
    ),
    avoid_when=(
        "Targets contain mistakes: γ below 1 pulls without limit on the last few pixels, γ above 1 on the worst masks.",
        "Three weights cannot be tuned: Dice has none of them.",
    ),
    pros=(
        "At γ = 1 it is the Tversky loss again.",
        "Works on whole masks, where the focal loss works on pixels.",
    ),
    cons=(
        "For γ below 1 the slope grows without limit as the loss goes to 0; at 0 itself it is taken as 0 here.",
        "The paper writes the exponent as 1/γ, so that its γ of 4/3 is 0.75 here, and its α weighs the missed pixels: "
        "its 0.7 is our β.",
    ),
    references=(
        Reference(
            "Nabila Abraham and Naimul Mefraz Khan",
            "A novel focal Tversky loss function with improved attention U-Net for lesion segmentation",
            2018,
            "https://arxiv.org/abs/1810.07842",
            "Defines the loss, with 1/γ for γ and α and β exchanged.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.Tversky(alpha={beta}, beta={alpha}, axis=(1, 2), reduction=None)(target, prediction)"
            " ** {gamma}",
            only=lambda *, alpha, beta, smooth, gamma: smooth == 0,
            note="Keras has the Tversky loss only; take its power before any mean. Up to version 3.15.1 its alpha and "
            "beta are exchanged.",
            default=Default(
                code="keras.losses.Tversky()(target, prediction) ** {gamma}",
                reduction="samples",
                parameters={"alpha": 0.5, "beta": 0.5, "smooth": 0.0},
                differs="Its one overlap is that of all pixels of the batch, and 1e-7 below the fraction bar is "
                "its only smoothing.",
                regroup=pooled,
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., None], "
            "smooth={smooth}, alpha={alpha}, beta={beta}) ** {gamma}",
            note="optax's dice_loss takes logits and Tversky's weights; take its power before any mean.",
            default=Default(
                code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., "
                "None]) ** {gamma}",
                reduction="none",
                parameters={"alpha": 0.5, "beta": 0.5, "smooth": 1.0},
            ),
        ),
        Equivalent(
            library="MONAI",
            code="monai.losses.TverskyLoss(alpha={alpha}, beta={beta}, smooth_nr={smooth}, smooth_dr={smooth}, "
            "reduction='none')(prediction[:, None], target[:, None]).flatten() ** {gamma}",
            note="MONAI has the Tversky loss only; take its power before any mean, which it forms by default.",
            default=Default(
                code="monai.losses.TverskyLoss(reduction='none')(prediction[:, None], target[:, "
                "None]).flatten() ** {gamma}",
                reduction="none",
                parameters={"alpha": 0.5, "beta": 0.5, "smooth": 1e-5},
                differs="Its own mean would come before the power, so it is turned off.",
            ),
        ),
    ),
    rivals=("tversky",),
    aliases=("FTL",),
    place=50,
)
