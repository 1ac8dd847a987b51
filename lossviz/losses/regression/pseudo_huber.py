"""The pseudo-Huber loss: one branch of a hyperbola, a bowl at its tip and a straight line far out."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, delta):
    residual = prediction - target
    # sqrt(1 + x**2) - 1 = x**2 / (1 + sqrt(1 + x**2)): the left side cancels all digits of a small x.
    return residual * (residual / (1.0 + np.hypot(1.0, residual / delta)))


def gradient(prediction, target, *, delta):
    residual = prediction - target
    return residual / np.hypot(1.0, residual / delta)


def worked(prediction, target, *, delta):
    return f"{n(delta)}**2 * (sqrt(1 + ({n(prediction - target)} / {n(delta)})**2) - 1)"


LOSS = Loss(
    key="pseudo_huber",
    name="Pseudo-Huber",
    space=REAL,
    opening=Opening(
        values={"against": ("squared", "absolute")}, scales={"squared": 0.5}, heights=(-0.2, 4.5), slopes=(-3.2, 3.2)
    ),
    latex=r"L(r) = \delta^2 \left( \sqrt{1 + (r / \delta)^2} - 1 \right)",
    gradient_latex=r"L'(r) = \dfrac{r}{\sqrt{1 + (r / \delta)^2}}",
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
            meaning="the pull that far residuals approach; more of it trusts larger residuals",
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
    idea="Does what Huber's loss does, but bends gradually, so that no residual marks where the parabola ends.",
    use_when=(
        "You want Huber's shape with derivatives of every order.",
        "You can say in units of y which residuals count as large.",
    ),
    avoid_when=(
        "Ordinary residuals should count as in least squares: here their pull is damped from the start.",
        "Gross outliers should stop pulling: here their pull approaches δ.",
    ),
    pros=("Convex and smooth.", "No residual pulls harder than δ."),
    cons=(
        "δ must be chosen, and its right value scales with y.",
        "It bends slowly: at r = δ it already pulls 29 % less than the parabola.",
    ),
    references=(
        Reference(
            "Pierre Charbonnier, Laure Blanc-Féraud, Gilles Aubert and Michel Barlaud",
            "Deterministic edge-preserving regularization in computed imaging",
            1997,
            "https://doi.org/10.1109/83.551699",
            "Gives this shape, as a penalty on the edges of images.",
        ),
    ),
    rivals=("huber", "log_cosh"),
    aliases=("Charbonnier", "L1-L2 loss", "smooth Huber"),
    place=70,
)
