"""The modified Huber loss: the squared hinge near the border, a straight line for what is badly wrong."""

import numpy as np

from lossviz.losses.binary.hinge import shortfall
from lossviz.maths.expressions import n
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Kinks, Loss, Opening, Reference, Trait


def value(prediction, target):
    lack = shortfall(prediction, target, 1.0)
    return np.clip(lack, 0.0, 2.0) ** 2 + 4.0 * np.maximum(0.0, lack - 2.0)


def gradient(prediction, target):
    return 2.0 * (1.0 - 2.0 * target) * np.clip(shortfall(prediction, target, 1.0), 0.0, 2.0)


def seams(prediction, target):
    return [shortfall(prediction, target, 1.0), shortfall(prediction, target, -1.0)]


def worked(prediction, target):
    margin = (2.0 * target - 1.0) * prediction
    return f"max(0, 1 - {n(margin)})**2" if margin >= -1 else f"4 * {n(-margin)}"


LOSS = Loss(
    key="modified_huber",
    name="Modified Huber",
    space=LOGIT,
    opening=Opening(values={"against": ("squared_hinge",)}),
    latex=r"L = \begin{cases} \max(0,\ 1 - m)^2 & m \ge -1 \\ -4 m & m < -1 \end{cases}, \quad m = (2y - 1)\, z",
    gradient_latex=r"\small \dfrac{\partial L}{\partial z} = -2\, (2y - 1) \min(2,\ \max(0,\ 1 - m))",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.UPPER_BOUND,
    ),
    kinks=Kinks("curvature", seams),
    idea="Squares what the margin of 1 lacks, but only up to 2: from there on a mistake costs in proportion.",
    use_when=(
        "You want a margin and a continuous slope, and some labels are wrong.",
        "You need a rough probability from a margin classifier: (z + 1) / 2, cut off at 0 and 1, estimates it.",
    ),
    avoid_when=(
        "Many labels are wrong: a hopeless example still pulls with strength 4.",
        "You need calibrated probabilities near 0 and 1: all scores beyond −1 and 1 are read as 0 and 1.",
    ),
    pros=(
        "Convex and smooth, and an example beyond the margin costs nothing.",
        "The pull of a mistake ends at 4, where that of the squared hinge grows without limit.",
    ),
    cons=(
        "The curvature jumps at m = 1 and at m = −1.",
        "The places of the two seams are fixed, so that the scale of the logits matters.",
    ),
    references=(
        Reference(
            "Tong Zhang",
            "Solving large scale linear prediction problems using stochastic gradient descent algorithms",
            2004,
            "https://doi.org/10.1145/1015330.1015332",
            "Defines the loss, as a modification of Huber's.",
        ),
    ),
    rivals=("squared_hinge", "hinge", "binary_cross_entropy"),
    aliases=("smoothed hinge",),
    place=45,
)
