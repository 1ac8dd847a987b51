"""Tversky loss: overlap with one weight for false alarms and another for what is missed."""

import math

import numpy as np

from lossviz.libraries.reductions import pooled
from lossviz.losses.segmentation.dice import SMOOTH, TINY, denominator
from lossviz.maths.expressions import n
from lossviz.spaces.mask import MASK, by_pixel, counts
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def parts(prediction, target, alpha, beta, smooth):
    """What is wrong, weighted, and the denominator: the loss is the one over the other."""
    found, false, missed = counts(prediction, target)
    wrong = alpha * false + beta * missed
    return wrong, found + wrong + smooth


def value(prediction, target, *, alpha, beta, smooth):
    wrong, total = parts(prediction, target, alpha, beta, smooth)
    return wrong / denominator(total)


def gradient(prediction, target, *, alpha, beta, smooth):
    wrong, total = parts(prediction, target, alpha, beta, smooth)
    found = counts(prediction, target)[0] + smooth
    # The quotient rule, with what cancels in it left out.
    on_object, on_background = -(beta * found + wrong), alpha * found
    total = np.maximum(denominator(total), TINY)
    return by_pixel(target, on_object / total / total, on_background / total / total)


def worked(prediction, target, *, alpha, beta, smooth):
    found, false, missed = counts(prediction, target)
    if parts(prediction, target, alpha, beta, smooth)[1] == 0:
        return "0"
    weighted = f"{n(alpha)} * {n(false)} + {n(beta)} * {n(missed)}"
    return f"1 - ({n(found)} + {n(smooth)}) / ({n(found)} + {weighted} + {n(smooth)})"


ALPHA = Parameter(
    name="alpha",
    symbol="α",
    default=0.3,
    domain=Interval(0, math.inf, "left"),
    slider=(0.0, 1.0, 0.05),
    unit="times one pixel",
    meaning="the weight of a false alarm; more of it makes the mask more cautious",
    landmarks=(Landmark(0.3, "the paper's choice"), Landmark(0.5, "Dice, with β = 0.5"), Landmark(1.0, "Jaccard")),
)

BETA = Parameter(
    name="beta",
    symbol="β",
    default=0.7,
    domain=Interval(0, math.inf, "left"),
    slider=(0.0, 1.0, 0.05),
    unit="times one pixel",
    meaning="the weight of a missed pixel; more of it finds more of the object, at the price of false alarms",
    landmarks=(Landmark(0.5, "Dice, with α = 0.5"), Landmark(0.7, "the paper's choice"), Landmark(1.0, "Jaccard")),
)

# With α = 0 false alarms cost nothing, so that an empty target has no jump to make.
WITHOUT_JUMP = ("s > 0 or α = 0", lambda *, alpha, beta, smooth: smooth > 0 or alpha == 0)

LOSS = Loss(
    key="tversky",
    name="Tversky",
    space=MASK,
    latex=r"L = 1 - \dfrac{TP + s}{TP + \alpha\, FP + \beta\, FN + s}, \quad "
    r"FP = \sum_i p_i\, (1 - t_i), \quad FN = \sum_i (1 - p_i)\, t_i",
    gradient_latex=r"\footnotesize \dfrac{\partial L}{\partial p_i} = \begin{cases} "
    r"-\dfrac{D - (1 - \beta)(TP + s)}{D^2} & t_i = 1 \\[2ex] "
    r"\dfrac{\alpha\, (TP + s)}{D^2} & t_i = 0 \end{cases}, \quad D = TP + \alpha\, FP + \beta\, FN + s",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(ALPHA, BETA, SMOOTH),
    traits=(
        Trait.CONVEX.when("α = 0 and β ≤ 1", lambda *, alpha, beta, smooth: alpha == 0 and beta <= 1),
        Trait.SMOOTH.when(*WITHOUT_JUMP),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT.when(*WITHOUT_JUMP),
    ),
    idea="Weighs false alarms with α and missed pixels with β inside the overlap, so that recall can be bought with "
    "precision.",
    use_when=(
        "Missing a part of the object is worse than marking too much of it, or the other way round.",
        "The object takes up a small share of the image.",
    ),
    avoid_when=(
        "Both errors cost the same: Dice and Jaccard are the two usual choices, with nothing to tune.",
        "The balance can be set after training by a threshold on calibrated probabilities.",
    ),
    pros=(
        "One weight for each kind of error, with Jaccard at 1 and 1, and at 1/2 and 1/2 Dice with twice the smoothing.",
        "Does not depend on how much background surrounds the object.",
    ),
    cons=(
        "α and β are swapped in some implementations; here, as in MONAI, α weighs false alarms.",
        "Where the denominator is 0, as for two empty masks at s = 0, the loss is 0/0; here it is 0 there.",
    ),
    references=(
        Reference(
            "Seyed Sadegh Mohseni Salehi, Deniz Erdogmus and Ali Gholipour",
            "Tversky loss function for image segmentation using 3D fully convolutional deep networks",
            2017,
            "https://arxiv.org/abs/1706.05721",
            "Defines the loss.",
        ),
        Reference(
            "Amos Tversky",
            "Features of similarity",
            1977,
            "https://doi.org/10.1037/0033-295X.84.4.327",
            "Gives the index, as a model of similarity.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.Tversky(alpha={beta}, beta={alpha}, axis=(1, 2), reduction=None)(target, prediction)",
            only=lambda *, alpha, beta, smooth: smooth == 0,
            note="Up to version 3.15.1 Keras weighs missed pixels with alpha and false alarms with beta, contrary to "
            "its documentation, hence the exchange; later versions need none. It has no smoothing but 1e-7.",
            default=Default(
                code="keras.losses.Tversky()(target, prediction)",
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
            "smooth={smooth}, alpha={alpha}, beta={beta})",
            note="optax's dice_loss takes logits and Tversky's weights, both 1/2 by default.",
            default=Default(
                code="optax.losses.dice_loss(jax.scipy.special.logit(prediction)[..., None], target[..., None])",
                reduction="none",
                parameters={"alpha": 0.5, "beta": 0.5, "smooth": 1.0},
            ),
        ),
        Equivalent(
            library="MONAI",
            code="monai.losses.TverskyLoss(alpha={alpha}, beta={beta}, smooth_nr={smooth}, smooth_dr={smooth}, "
            "reduction='none')(prediction[:, None], target[:, None]).flatten()",
            note="MONAI's defaults are 1/2 and 1/2, smoothing of 1e-5 and the mean over the batch.",
            default=Default(
                code="monai.losses.TverskyLoss()(prediction[:, None], target[:, None])",
                reduction="samples",
                parameters={"alpha": 0.5, "beta": 0.5, "smooth": 1e-5},
            ),
        ),
    ),
    rivals=("dice", "focal_tversky"),
    aliases=(
        "Tversky index",
        "precision–recall trade-off",
        "precision and recall",
        "false negatives",
        "false positives",
    ),
    place=40,
)
