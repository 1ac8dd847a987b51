"""The squared hinge: the hinge's ramp bent into a half-parabola that meets the floor without a kink."""

import math

import numpy as np

from lossviz.losses.binary.hinge import shortfall
from lossviz.maths.expressions import n
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import (
    Default,
    Equivalent,
    Interval,
    Kinks,
    Landmark,
    Loss,
    Opening,
    Parameter,
    Reference,
    Trait,
)


def value(prediction, target, *, margin):
    return np.maximum(0.0, shortfall(prediction, target, margin)) ** 2


def gradient(prediction, target, *, margin):
    return 2.0 * (1.0 - 2.0 * target) * np.maximum(0.0, shortfall(prediction, target, margin))


def seam(prediction, target, *, margin):
    return [shortfall(prediction, target, margin)]


def worked(prediction, target, *, margin):
    return f"max(0, {n(margin)} - {n((2 * target - 1) * prediction)})**2"


LOSS = Loss(
    key="squared_hinge",
    name="Squared hinge",
    space=LOGIT,
    opening=Opening(values={"against": ("hinge",)}),
    latex=r"L = \max(0,\ \Delta - m)^2, \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = -2\, (2y - 1) \max(0,\ \Delta - m)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="Δ",
            default=1.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 2.5, 0.05),
            unit="units of the logit",
            meaning="how clearly an example must be right before it stops counting; more of it asks for larger scores",
            landmarks=(Landmark(1.0, "the usual choice"),),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.UPPER_BOUND.when("Δ ≥ 1", lambda *, margin: margin >= 1),
    ),
    kinks=Kinks("curvature", seam),
    idea="Squares what the margin lacks, so the slope fades towards the floor and a gross mistake weighs more than in "
    "proportion.",
    use_when=(
        "You want a margin and your optimiser needs a continuous slope.",
        "Large violations of the margin are worse than many small ones.",
    ),
    avoid_when=(
        "Some labels are wrong: such an example pulls the harder the more it is contradicted.",
        "You need more than a rough probability, which at Δ = 1 is (z + 1) / 2, cut off at 0 and 1.",
    ),
    pros=(
        "Convex and smooth, and an example beyond the margin costs nothing.",
        "The slope is continuous, which the plain hinge's is not.",
    ),
    cons=("The pull of a mistake grows without limit.", "The curvature jumps at m = Δ."),
    references=(
        Reference(
            "Yichuan Tang",
            "Deep learning using linear support vector machines",
            2013,
            "https://arxiv.org/abs/1306.0239",
            "Uses it, as the L2-SVM, to train networks.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.SquaredHinge(reduction=None)(target[:, None], prediction[:, None])",
            note="The margin is 1. Labels of 0 and 1 become −1 and 1.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="keras.losses.SquaredHinge()(target, prediction)", reduction="elements", parameters={"margin": 1.0}
            ),
        ),
    ),
    rivals=("hinge", "exponential"),
    aliases=("L2-SVM", "LinearSVC"),
    place=40,
)
