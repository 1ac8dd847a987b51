"""Huber's loss: a parabola that gives up and becomes a straight line."""

import math

import numpy as np

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


def value(prediction, target, *, delta):
    size = np.abs(prediction - target)
    bowl = np.minimum(size, delta)  # the part of |r| that the parabola still sees
    return 0.5 * bowl**2 + delta * (size - bowl)


def gradient(prediction, target, *, delta):
    return np.clip(prediction - target, -delta, delta)


def seams(prediction, target, *, delta):
    return [np.abs(prediction - target) - delta]


def worked(prediction, target, *, delta):
    residual = prediction - target
    if abs(residual) <= delta:
        return f"{n(residual)}**2 / 2"
    return f"{n(delta)} * (abs({n(residual)}) - {n(delta)} / 2)"


LOSS = Loss(
    key="huber",
    name="Huber",
    space=REAL,
    opening=Opening(
        figure="landscape",
        values={"second": "squared", "outliers": 6.0},
        scales={"squared": 0.5},
        heights=(-0.2, 4.5),
        slopes=(-3.2, 3.2),
    ),
    latex=r"L(r) = \begin{cases} \tfrac{1}{2} r^2 & |r| \le \delta \\ "
    r"\delta\,(|r| - \tfrac{1}{2}\delta) & |r| > \delta \end{cases}",
    gradient_latex=r"L'(r) = \max(-\delta, \min(r, \delta))",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="delta",
            symbol="δ",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.1, 3.1, 0.05),
            unit="units of y",
            meaning="the residual at which the parabola becomes a line; more of it trusts larger residuals",
            landmarks=(Landmark(1.345, "95 % efficient for unit Gaussian noise"),),
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
    idea="Squares small residuals and takes the size of large ones, so that an outlier's pull stops growing at δ.",
    use_when=(
        "Most residuals look Gaussian and a few are far off.",
        "You can say in units of y which residuals count as large.",
    ),
    avoid_when=(
        "Large residuals are the ones that matter most.",
        "Outliers reach in the inputs too: a bounded pull on a far-away x still tilts the fit.",
    ),
    pros=(
        "Convex, so every local minimum is a lowest one; it may be a whole interval.",
        "No residual pulls harder than δ.",
    ),
    cons=("δ must be chosen, and its right value scales with y.", "A gross outlier still pulls with full strength δ."),
    references=(
        Reference(
            "Peter J. Huber",
            "Robust estimation of a location parameter",
            1964,
            "https://doi.org/10.1214/aoms/1177703732",
            "Defines the loss, for a single location.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.huber_loss(prediction, target, delta={delta}, reduction='none')",
            note="nn.HuberLoss averages over all elements unless reduction='none'.",
            default=Default(
                code="torch.nn.functional.huber_loss(prediction, target)",
                reduction="elements",
                parameters={"delta": 1.0},
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Huber(delta={delta}, reduction=None)(target[:, None], prediction[:, None])",
            note="Keras averages over the last axis first, hence the extra axis; then over the batch by default.",
            default=Default(
                code="keras.losses.Huber()(target, prediction)", reduction="elements", parameters={"delta": 1.0}
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.huber_loss(prediction, target, delta={delta})",
            note="optax never reduces.",
            default=Default(
                code="optax.losses.huber_loss(prediction, target)", reduction="none", parameters={"delta": 1.0}
            ),
        ),
    ),
    rivals=("squared", "absolute"),
    aliases=("HuberLoss", "robust regression", "M-estimator", "outliers"),
    place=30,
)
