"""The Welsch loss: a bell turned upside down, which forgets outliers faster than any power."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import half_square
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, c):
    return -np.expm1(-half_square((prediction - target) / c))


def gradient(prediction, target, *, c):
    scaled = (prediction - target) / c
    return scaled / c * np.exp(-half_square(scaled))


def worked(prediction, target, *, c):
    return f"1 - exp(-({n(prediction - target)} / {n(c)})**2 / 2)"


LOSS = Loss(
    key="welsch",
    name="Welsch",
    space=REAL,
    opening=Opening(
        values={"against": ("squared",)}, scales={"squared": 0.5}, heights=(-0.06, 1.5), slopes=(-1.0, 1.0)
    ),
    latex=r"L(r) = 1 - e^{-(r / c)^2 / 2}",
    gradient_latex=r"L'(r) = \dfrac{r}{c^2}\, e^{-(r / c)^2 / 2}",
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
            meaning="the residual that pulls hardest; more of it trusts larger residuals",
            landmarks=(Landmark(2.11, "95 % efficient for unit Gaussian noise"),),
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
    idea="Looks like (r/c)²/2 near zero and levels off at 1; beyond a few c a point has no pull left.",
    use_when=(
        "Gross outliers should not count at all, and you want a loss with derivatives of every order.",
        "You have a start near the answer, such as a Huber fit.",
    ),
    avoid_when=(
        "Your start may be far off: the gradient there is practically nothing.",
        "You cannot try several starts: the fit may have more than one minimum.",
    ),
    pros=(
        "No point costs more than 1, and one that is five c off has hardly any pull.",
        "Smooth everywhere, without the seam of Tukey's biweight.",
    ),
    cons=(
        "Not convex: beyond r = c the slope falls again.",
        "c must be chosen, and its right value scales with y.",
    ),
    references=(
        Reference(
            "John E. Dennis and Roy E. Welsch",
            "Techniques for nonlinear least squares and robust regression",
            1978,
            "https://doi.org/10.1080/03610917808812083",
            "Defines the loss.",
        ),
        Reference(
            "Jonathan T. Barron",
            "A general and adaptive robust loss function",
            2019,
            "https://arxiv.org/abs/1701.03077",
            "Has the scale used here.",
        ),
    ),
    rivals=("geman_mcclure", "tukey_biweight"),
    aliases=("Leclerc", "correntropy"),
    place=84,
)
