"""The linex loss: exponential on one side and nearly linear on the other."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, above_tangent
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Loss, Opening, Parameter, Reference, Trait


class AllButZero(Interval):
    """The numbers but 0, at which nothing would cost anything."""

    def __contains__(self, value):
        return super().__contains__(value) and value != 0

    def __str__(self):
        return "a number other than 0"


def value(prediction, target, *, a):
    return above_tangent(a * (prediction - target))


def gradient(prediction, target, *, a):
    # held a little earlier where a is large, so that the product is finite too
    highest = LARGEST_EXPONENT - max(0.0, math.log(abs(a)))
    return a * np.expm1(np.minimum(a * (prediction - target), highest))


def worked(prediction, target, *, a):
    product = f"{n(a)} * {n(prediction - target)}"
    return f"exp({product}) - {product} - 1"


LOSS = Loss(
    key="linex",
    name="Linex",
    space=REAL,
    opening=Opening(values={"against": ("squared",)}),
    latex=r"L(r) = e^{a r} - a r - 1",
    gradient_latex=r"L'(r) = a \left( e^{a r} - 1 \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="a",
            symbol="a",
            default=1.0,
            domain=AllButZero(-math.inf, math.inf, "neither"),
            slider=(-2.04, 2.04, 0.08),  # on either side of 0 and never on it
            unit="per unit of y",
            meaning="how lopsided the loss is; above 0 predicting too high costs exponentially, below 0 too low does",
        ),
    ),
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT),
    idea="Grows exponentially on one side of zero and only about linearly on the other; the sign of a says which.",
    use_when=(
        "One direction of error is a disaster and the other a nuisance: a dam that is too low, a bid that is too high.",
        "You want such a loss to be smooth and convex.",
    ),
    avoid_when=(
        "Residuals may be large on the steep side: e to the power of them takes over the whole fit.",
        "You cannot scale the targets: a r must stay of the order of 1.",
    ),
    pros=(
        "Smooth and convex, with one parameter for both direction and degree.",
        "With Gaussian noise the best prediction has a closed form: the mean less a times half the variance.",
    ),
    cons=(
        "On the steep side an outlier's pull grows exponentially.",
        "The unit of a is one over that of y, so changing the units changes the loss's character.",
    ),
    references=(
        Reference(
            "Arnold Zellner",
            "Bayesian estimation and prediction using asymmetric loss functions",
            1986,
            "https://doi.org/10.1080/01621459.1986.10478289",
            "Studies the loss, which it takes from Varian.",
        ),
    ),
    rivals=("squared", "quantile"),
    aliases=("linear-exponential", "asymmetric loss"),
    place=66,
)
