"""The ε-insensitive loss: a valley with a flat floor, on which small residuals cost nothing."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Kinks, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, epsilon):
    return np.maximum(0.0, np.abs(prediction - target) - epsilon)


def gradient(prediction, target, *, epsilon):
    residual = prediction - target
    return np.sign(residual) * (np.abs(residual) > epsilon)


def edges(prediction, target, *, epsilon):
    residual = prediction - target
    return [residual - epsilon, residual + epsilon]


def worked(prediction, target, *, epsilon):
    return f"max(0, abs({n(prediction - target)}) - {n(epsilon)})"


LOSS = Loss(
    key="epsilon_insensitive",
    name="ε-insensitive",
    space=REAL,
    opening=Opening(values={"against": ("absolute",)}, heights=(-0.15, 3.6), slopes=(-1.4, 1.4)),
    latex=r"L(r) = \max(0,\ |r| - \varepsilon)",
    gradient_latex=r"L'(r) = \begin{cases} \operatorname{sign}(r) & |r| > \varepsilon \\ "
    r"0 & |r| \le \varepsilon \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="epsilon",
            symbol="ε",
            default=0.5,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 2.0, 0.05),
            unit="units of y",
            meaning="the half-width of the tube in which residuals are free; more of it ignores more of them",
            landmarks=(Landmark(0.0, "absolute error"),),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    kinks=Kinks("slope", edges),
    idea="Charges nothing for a residual up to ε and the excess beyond it, so that the fit is a tube of half-width ε.",
    use_when=(
        "Errors up to a known tolerance do not matter.",
        "You fit a kernel machine and want few support vectors: points inside the tube drop out.",
    ),
    avoid_when=(
        "Small errors matter too: inside the tube nothing tells a good fit from a perfect one.",
        "You cannot say how large ε should be in units of y.",
    ),
    pros=(
        "Points inside the tube have no pull at all, which makes the solution sparse.",
        "No residual pulls harder than 1.",
    ),
    cons=(
        "Two kinks, at −ε and at ε.",
        "If all the points fit into the tube, many fits are equally good.",
    ),
    references=(
        Reference(
            "Vladimir N. Vapnik",
            "The nature of statistical learning theory",
            1995,
            "https://doi.org/10.1007/978-1-4757-2440-0",
            "Defines the loss.",
        ),
        Reference(
            "Alex J. Smola and Bernhard Schölkopf",
            "A tutorial on support vector regression",
            2004,
            "https://doi.org/10.1023/B:STCO.0000035301.49549.88",
            "Explains the regression that is fitted by it.",
        ),
    ),
    rivals=("absolute", "huber"),
    aliases=("epsilon-insensitive", "SVR", "support vector regression"),
    place=25,
)
