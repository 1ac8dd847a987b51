"""The Geman–McClure loss: a bowl that flattens into a plateau, on which outliers are let go."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, c):
    scaled = (prediction - target) / c
    return 2.0 * (scaled / np.hypot(scaled, 2.0)) ** 2


def gradient(prediction, target, *, c):
    scaled = (prediction - target) / c
    share = 2.0 / np.hypot(scaled, 2.0)
    return scaled / c * share * share * share * share  # its powers may underflow


def worked(prediction, target, *, c):
    square = f"({n(prediction - target)} / {n(c)})**2"
    return f"2 * {square} / ({square} + 4)"


LOSS = Loss(
    key="geman_mcclure",
    name="Geman–McClure",
    space=REAL,
    opening=Opening(values={"against": ("squared",)}, scales={"squared": 0.5}, heights=(-0.1, 2.2), slopes=(-1.3, 1.3)),
    latex=r"L(r) = \dfrac{2\, (r / c)^2}{(r / c)^2 + 4}",
    gradient_latex=r"L'(r) = \dfrac{16\, r / c^2}{\left( (r / c)^2 + 4 \right)^2}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="c",
            symbol="c",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.5, 3.5, 0.05),
            unit="units of y",
            meaning="the width of the bowl; more of it trusts larger residuals",
        ),
    ),
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
        Trait.BOUNDED,
    ),
    idea="Looks like (r/c)²/2 near zero and levels off at 2, so that an outlier costs no more than another.",
    use_when=(
        "Many points belong to something else, as in matching images or closing loops of a map.",
        "You start from a convex fit, or widen the bowl first and narrow it step by step.",
    ),
    avoid_when=(
        "Your start may be far off: out on the plateau hardly anything pulls.",
        "Large residuals are the ones that matter most.",
    ),
    pros=(
        "No point costs more than 2, however far off.",
        "The weight of a residual in reweighted least squares is a simple fraction, with no exponential.",
    ),
    cons=(
        "Not convex: the pull is strongest at r = 2c/√3 and falls beyond it.",
        "c must be chosen, and its right value scales with y.",
    ),
    references=(
        Reference(
            "Michael J. Black and Anand Rangarajan",
            "On the unification of line processes, outlier rejection, and robust statistics with applications in "
            "early vision",
            1996,
            "https://doi.org/10.1007/BF00131148",
            "Uses the loss in vision; it is older.",
        ),
        Reference(
            "Jonathan T. Barron",
            "A general and adaptive robust loss function",
            2019,
            "https://arxiv.org/abs/1701.03077",
            "Has the scale used here.",
        ),
    ),
    rivals=("welsch", "cauchy"),
    aliases=("Geman-McLure",),
    place=82,
)
