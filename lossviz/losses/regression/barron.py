"""Barron's general loss: one knob that turns a parabola into a pseudo-Huber, a Cauchy and a flat-topped well."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, half_square, log1p_square
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait

# Nearer to 0 than this, and further down than this, the general formula and its limit agree to the last
# digit, while 1/alpha or (r/c)**2/|alpha - 2| would leave the range of floating-point numbers.
NEAR_ZERO = 1e-18
FAR_BELOW = -1e20

# For alpha > 2 the slope grows like a power of r and would overflow; e**600 leaves room for the factor r/c**2.
CEILING = 600.0


def value(prediction, target, *, alpha, c):
    scaled = (prediction - target) / c
    if alpha == 2:
        return 0.5 * scaled**2
    if alpha < FAR_BELOW:
        return -np.expm1(-half_square(scaled))
    gap = abs(alpha - 2.0) / 2.0
    growth = log1p_square(scaled / math.sqrt(2.0 * gap))
    if abs(alpha) < NEAR_ZERO:
        return growth
    return 2.0 * gap / alpha * np.expm1(np.minimum(alpha / 2.0 * growth, LARGEST_EXPONENT))


def gradient(prediction, target, *, alpha, c):
    scaled = (prediction - target) / c
    if alpha == 2:
        return scaled / c
    if alpha < FAR_BELOW:
        return scaled / c * np.exp(-half_square(scaled))
    growth = log1p_square(scaled / math.sqrt(abs(alpha - 2.0)))
    root = np.exp(0.5 * np.minimum((alpha / 2.0 - 1.0) * growth, CEILING))  # its square may underflow
    return scaled / c * root * root


def worked(prediction, target, *, alpha, c):
    square = f"({n(prediction - target)} / {n(c)})**2"
    if abs(alpha - 2) < 1e-9:
        return f"{square} / 2"
    if abs(alpha) < 1e-9:
        return f"log({square} / 2 + 1)"
    if alpha < -1e9:
        return f"1 - exp(-{square} / 2)"
    gap = n(abs(alpha - 2))
    return f"{gap} / {n(alpha)} * (({square} / {gap} + 1)**({n(alpha)} / 2) - 1)"


LOSS = Loss(
    key="barron",
    name="Barron's general loss",
    space=REAL,
    opening=Opening(figure="sweep", heights=(-0.2, 4.5), slopes=(-2.2, 2.2)),
    latex=r"L(r) = \tfrac{|\alpha - 2|}{\alpha} "
    r"\left( \left( \dfrac{(r / c)^2}{|\alpha - 2|} + 1 \right)^{\alpha / 2} - 1 \right)",
    gradient_latex=r"L'(r) = \dfrac{r}{c^2} \left( \dfrac{(r / c)^2}{|\alpha - 2|} + 1 \right)^{\alpha / 2 - 1}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="alpha",
            symbol="α",
            default=1.0,
            domain=Interval(-math.inf, math.inf, "left"),
            slider=(-5.5, 2.0, 0.125),
            unit="no unit",
            meaning="the shape far out; less of it lets go of outliers sooner",
            landmarks=(
                Landmark(-math.inf, "Welsch"),
                Landmark(-2.0, "Geman–McClure"),
                Landmark(0.0, "Cauchy"),
                Landmark(1.0, "Charbonnier"),
                Landmark(2.0, "parabola"),
            ),
        ),
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
        Trait.CONVEX.when("α ≥ 1", lambda *, alpha, c: alpha >= 1),
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE.when("α ≤ 1", lambda *, alpha, c: alpha <= 1),
        Trait.REDESCENDING.when("α < 1", lambda *, alpha, c: alpha < 1),
        Trait.BOUNDED.when("α < 0", lambda *, alpha, c: alpha < 0),
    ),
    idea="Looks like (r/c)²/2 near zero whatever α is; α alone decides what happens far out, from a parabola to a "
    "plateau.",
    use_when=(
        "You do not know how robust to be and want to tune, or learn, one number.",
        "You start convex and lower α step by step, so as not to be trapped early.",
    ),
    avoid_when=(
        "You know which member you want: its own formula is shorter.",
        "You would learn α together with the model by this loss alone: it would run to the most forgiving α.",
    ),
    pros=(
        "One slider passes through several classical losses; its far end, α = −∞, is the Welsch loss.",
        "Near zero its value and curvature do not depend on α, so values of α can be compared.",
    ),
    cons=(
        "Two parameters to choose.",
        "Below α = 1 it is not convex, and the start of the fit matters.",
        "The textbook formula divides by zero at α = 0 and α = 2 and needs care near them.",
    ),
    references=(
        Reference(
            "Jonathan T. Barron",
            "A general and adaptive robust loss function",
            2019,
            "https://arxiv.org/abs/1701.03077",
            "Defines the loss.",
        ),
    ),
    rivals=("squared", "pseudo_huber", "cauchy"),
    aliases=("adaptive robust loss", "general robust loss"),
    place=90,
)
