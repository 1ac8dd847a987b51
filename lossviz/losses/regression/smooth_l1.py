"""Smooth L1: the absolute error with its tip rounded off by a small parabola."""

import math

from lossviz.losses.regression import huber
from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
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


def value(prediction, target, *, beta):
    return huber.value(prediction, target, delta=beta) / beta


def gradient(prediction, target, *, beta):
    return huber.gradient(prediction, target, delta=beta) / beta


def seams(prediction, target, *, beta):
    return huber.seams(prediction, target, delta=beta)


def worked(prediction, target, *, beta):
    residual = prediction - target
    if abs(residual) <= beta:
        return f"{n(residual)}**2 / (2 * {n(beta)})"
    return f"abs({n(residual)}) - {n(beta)} / 2"


LOSS = Loss(
    key="smooth_l1",
    name="Smooth L1",
    space=REAL,
    opening=Opening(
        values={"against": ("squared", "absolute")}, scales={"squared": 0.5}, heights=(-0.2, 4.5), slopes=(-3.2, 3.2)
    ),
    latex=r"L(r) = \begin{cases} \dfrac{r^2}{2\beta} & |r| \le \beta \\ "
    r"|r| - \tfrac{1}{2}\beta & |r| > \beta \end{cases}",
    gradient_latex=r"L'(r) = \max(-1, \min(r / \beta, 1))",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="beta",
            symbol="β",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.1, 3.1, 0.05),
            unit="units of y",
            meaning="how wide the rounded tip is; more of it softens the pull of small residuals",
            landmarks=(Landmark(1.0, "equals Huber at δ = 1"),),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    kinks=Kinks("curvature", seams),
    idea="Pulls with strength 1 on every residual larger than β, and eases off inside so that the slope has no jump.",
    use_when=(
        "You want the absolute error's calm about outliers, but a gradient that fades near zero.",
        "You regress coordinates, as detectors do for the offsets of boxes.",
    ),
    avoid_when=(
        "You mean Huber's loss: the two differ by the factor β.",
        "Gross outliers should stop pulling: here each pulls with strength 1.",
    ),
    pros=(
        "The largest pull is 1 whatever β is, so β can be tuned alone.",
        "Convex, so every local minimum is a lowest one; it may be a whole interval.",
    ),
    cons=(
        "β must be chosen, and its right value scales with y.",
        "As β grows the loss of a given residual shrinks to nothing, where Huber's becomes a parabola.",
    ),
    references=(
        Reference(
            "Ross Girshick",
            "Fast R-CNN",
            2015,
            "https://arxiv.org/abs/1504.08083",
            "Defines the loss, at β = 1.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.smooth_l1_loss(prediction, target, beta={beta}, reduction='none')",
            note="nn.SmoothL1Loss averages over all elements; it is nn.HuberLoss divided by β.",
            default=Default(
                code="torch.nn.functional.smooth_l1_loss(prediction, target)",
                reduction="elements",
                parameters={"beta": 1.0},
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Huber(delta={beta}, reduction=None)(target[:, None], prediction[:, None])",
            factor="1 / {beta}",
            note="Keras has Huber only; divide it by β.",
            default=Default(
                code="keras.losses.Huber()(target, prediction)",
                reduction="elements",
                parameters={"beta": 1.0},
                differs="It is Huber's loss, β times this one: the two are equal at β = 1 only.",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.huber_loss(prediction, target, delta={beta})",
            factor="1 / {beta}",
            note="optax has Huber only; divide it by β.",
            default=Default(
                code="optax.losses.huber_loss(prediction, target)",
                reduction="none",
                parameters={"beta": 1.0},
                differs="It is Huber's loss, β times this one: the two are equal at β = 1 only.",
            ),
        ),
    ),
    rivals=("huber", "absolute"),
    aliases=("SmoothL1Loss", "SL1"),
    place=40,
)
