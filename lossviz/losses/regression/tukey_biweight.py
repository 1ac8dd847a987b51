"""Tukey's biweight: a bowl that ends at c, beyond which a point has no pull whatever."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, c):
    # 1 - (1 - x^2)^3 multiplied out: the subtraction would leave no digits of a small residual.
    square = np.minimum(np.abs(prediction - target) / c, 1.0) ** 2
    return c**2 / 6.0 * square * (3.0 - 3.0 * square + square**2)


def gradient(prediction, target, *, c):
    residual = prediction - target
    size = np.minimum(np.abs(residual) / c, 1.0)
    return residual * ((1.0 - size) * (1.0 + size)) ** 2


def worked(prediction, target, *, c):
    residual = prediction - target
    if abs(residual) >= c:
        return f"{n(c)}**2 / 6"
    return f"{n(c)}**2 / 6 * (1 - (1 - ({n(residual)} / {n(c)})**2)**3)"


LOSS = Loss(
    key="tukey_biweight",
    name="Tukey's biweight",
    space=REAL,
    opening=Opening(
        values={"c": 2.0, "against": ("squared",)}, scales={"squared": 0.5}, heights=(-0.06, 1.2), slopes=(-1.0, 1.0)
    ),
    latex=r"\small L(r) = \begin{cases} "
    r"\tfrac{1}{6} c^2 \left( 1 - \left( 1 - (r / c)^2 \right)^3 \right) & |r| \le c \\ "
    r"\tfrac{1}{6} c^2 & |r| > c \end{cases}",
    gradient_latex=r"L'(r) = \begin{cases} r \left( 1 - (r / c)^2 \right)^2 & |r| \le c \\ 0 & |r| > c \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="c",
            symbol="c",
            default=4.685,
            domain=Interval(0, math.inf, "neither"),
            slider=(1.185, 7.185, 0.1),
            unit="units of y",
            meaning="the residual from which on nothing pulls; more of it trusts larger residuals",
            landmarks=(
                Landmark(1.548, "breakdown ½ as an S-estimate"),
                Landmark(4.685, "95 % efficient for unit Gaussian noise"),
            ),
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
    idea="Looks like r²/2 near zero and is flat from r = c on, so that gross outliers are left out of the fit.",
    use_when=(
        "Gross outliers should not count at all, and you can say from which residual on.",
        "You have a robust start and a robust estimate of the spread, as in MM-estimation.",
    ),
    avoid_when=(
        "Your start may be far off: a point beyond c has a gradient of exactly 0.",
        "You cannot try several starts: the fit may have more than one minimum.",
    ),
    pros=(
        "Beyond c a point has no influence at all.",
        "Near zero it is half the squared error: at c = 4.685 clean data are fitted nearly as well as by least "
        "squares.",
    ),
    cons=(
        "Not convex: the pull is strongest at r = c/√5 and falls to nothing at c.",
        "The usual c = 4.685 means residuals in units of their spread, which must be estimated first.",
    ),
    references=(
        Reference(
            "Albert E. Beaton and John W. Tukey",
            "The fitting of power series, meaning polynomials, illustrated on band-spectroscopic data",
            1974,
            "https://doi.org/10.1080/00401706.1974.10489171",
            "Defines the weights whose loss this is.",
        ),
    ),
    rivals=("huber", "welsch"),
    aliases=("bisquare", "biweight", "redescending M-estimator"),
    place=86,
)
