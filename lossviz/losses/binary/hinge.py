"""The hinge loss: a ramp that ends in a floor, beyond which an example no longer counts."""

import math

import numpy as np

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


def shortfall(prediction, target, margin):
    """What the margin m = (2y − 1) z lacks; negative where there is enough."""
    return margin - (2.0 * target - 1.0) * prediction


def value(prediction, target, *, margin):
    return np.maximum(0.0, shortfall(prediction, target, margin))


def gradient(prediction, target, *, margin):
    return np.where(shortfall(prediction, target, margin) > 0, 1.0 - 2.0 * target, 0.0)


def corner(prediction, target, *, margin):
    return [shortfall(prediction, target, margin)]


def worked(prediction, target, *, margin):
    return f"max(0, {n(margin)} - {n((2 * target - 1) * prediction)})"


LOSS = Loss(
    key="hinge",
    name="Hinge",
    space=LOGIT,
    opening=Opening(values={"against": ("binary_cross_entropy", "zero_one")}, slopes=(-1.5, 0.6)),
    latex=r"L = \max(0,\ \Delta - m), \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = "
    r"\begin{cases} -(2y - 1) & m < \Delta \\ 0 & m \ge \Delta \end{cases}",
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
            landmarks=(Landmark(0.0, "perceptron"), Landmark(1.0, "support vector machine")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.UPPER_BOUND.when("Δ ≥ 1", lambda *, margin: margin >= 1),
    ),
    kinks=Kinks("slope", corner),
    idea="Asks for a margin of Δ and charges what is missing; whoever has enough is left alone.",
    use_when=(
        "You need decisions rather than probabilities.",
        "You want the solution to rest on a few support vectors only.",
    ),
    avoid_when=(
        "You need probabilities: the score that minimises it carries hardly more than a sign.",
        "Your optimiser needs a smooth slope.",
    ),
    pros=(
        "Convex, and an example beyond the margin costs nothing.",
        "A mistake pulls with strength 1 at most.",
    ),
    cons=(
        "The kink at m = Δ: the slope jumps there.",
        "The loss of a wrong label grows without limit, and its pull never fades.",
    ),
    references=(
        Reference(
            "Corinna Cortes and Vladimir Vapnik",
            "Support-vector networks",
            1995,
            "https://doi.org/10.1007/BF00994018",
            "Gives the machine that is fitted by it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.margin_ranking_loss(prediction, torch.zeros_like(prediction), 2 * target - 1, "
            "margin={margin}, reduction='none')",
            note="PyTorch has no binary hinge, but ranking a score against 0 is one; nn.HingeEmbeddingLoss is not, "
            "it reads its input as a distance.",
            default=Default(
                code="torch.nn.functional.margin_ranking_loss(prediction, torch.zeros_like(prediction), 2 * "
                "target - 1)",
                reduction="elements",
                parameters={"margin": 0.0},
                differs="Its margin is 0 unless one is given, so that a logit of the right sign costs nothing.",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Hinge(reduction=None)(target[:, None], prediction[:, None])",
            note="The margin is 1. Labels of 0 and 1 become −1 and 1.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="keras.losses.Hinge()(target, prediction)", reduction="elements", parameters={"margin": 1.0}
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.hinge_loss(prediction, 2 * target - 1)",
            note="The margin is 1. Labels must be −1 and 1: with 0 and 1 it is silently wrong.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="optax.losses.hinge_loss(prediction, 2 * target - 1)", reduction="none", parameters={"margin": 1.0}
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.hinge_loss(target, prediction)",
            note="The mean over the batch, in which both labels must occur; the margin is 1.",
            only=lambda *, margin: margin == 1,
            default=Default(
                code="sklearn.metrics.hinge_loss(target, prediction)", reduction="samples", parameters={"margin": 1.0}
            ),
        ),
    ),
    rivals=("binary_cross_entropy", "squared_hinge", "zero_one"),
    aliases=("SVM", "support vector machine", "max-margin", "large margin"),
    place=30,
)
