"""The Cauchy loss: a bowl whose walls lean outwards ever more, until an outlier slides on them almost freely."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import log1p_square
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, c):
    return 0.5 * c**2 * log1p_square((prediction - target) / c)


def gradient(prediction, target, *, c):
    residual = prediction - target
    share = 1.0 / np.hypot(1.0, residual / c)
    return residual * share * share  # its square may underflow


def worked(prediction, target, *, c):
    return f"{n(c)}**2 / 2 * log(1 + ({n(prediction - target)} / {n(c)})**2)"


LOSS = Loss(
    key="cauchy",
    name="Cauchy",
    space=REAL,
    opening=Opening(values={"against": ("squared",)}, scales={"squared": 0.5}, heights=(-0.1, 2.2), slopes=(-1.1, 1.1)),
    latex=r"L(r) = \tfrac{1}{2} c^2 \log\left( 1 + (r / c)^2 \right)",
    gradient_latex=r"L'(r) = \dfrac{r}{1 + (r / c)^2}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="c",
            symbol="c",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.2, 3.2, 0.05),
            unit="units of y",
            meaning="the residual that pulls hardest; more of it trusts larger residuals",
            landmarks=(Landmark(2.385, "95 % efficient for unit Gaussian noise"),),
        ),
    ),
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
    ),
    idea="Pulls hardest at r = c and less and less beyond, so that a gross outlier is all but let go.",
    use_when=(
        "Gross outliers should hardly count, yet never be forgotten altogether.",
        "You have a start near the answer, such as a Huber fit.",
    ),
    avoid_when=(
        "You cannot try several starts: the fit may have more than one minimum.",
        "Large residuals are the ones that matter most.",
    ),
    pros=(
        "The pull is c/2 at most and falls to zero with distance.",
        "It is, up to a scale and a constant, the negative log-likelihood of Cauchy noise.",
    ),
    cons=(
        "Not convex: beyond r = c the slope falls again.",
        "A start that is far from all the data feels almost no pull.",
    ),
    references=(
        Reference(
            "Michael J. Black and P. Anandan",
            "The robust estimation of multiple motions: parametric and piecewise-smooth flow fields",
            1996,
            "https://doi.org/10.1006/cviu.1996.0006",
            "Uses the loss, as the Lorentzian, for the motion of images.",
        ),
    ),
    rivals=("huber", "barron"),
    aliases=("Lorentzian", "heavy-tailed noise"),
    place=80,
)
