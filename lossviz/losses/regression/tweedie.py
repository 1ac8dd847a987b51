"""The Tweedie loss: amounts that are often 0 and otherwise positive, between Poisson and gamma."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import exp_minus, held_product
from lossviz.spaces.rate import LOG_RATE
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, power):
    high, low = 2.0 - power, power - 1.0
    return held_product(1.0 / high, high * prediction) + held_product(target / low, -low * prediction)


def gradient(prediction, target, *, power):
    near = np.clip(prediction, -0.5, 0.5)
    # Near the minimum for a target of 1 the two terms cancel; their difference is taken before it is scaled.
    difference = exp_minus(near, target) * np.exp((1.0 - power) * near)
    terms = held_product(1.0, (2.0 - power) * prediction) - held_product(target, (1.0 - power) * prediction)
    return np.where(prediction == near, difference, terms)


def worked(prediction, target, *, power):
    eta, y, p = n(prediction), n(target), n(power)
    return f"exp({eta} * (2 - {p})) / (2 - {p}) - {y} * exp({eta} * (1 - {p})) / (1 - {p})"


LOSS = Loss(
    key="tweedie",
    name="Tweedie",
    space=LOG_RATE,
    opening=Opening(figure="sweep"),
    latex=r"L = \dfrac{e^{\eta (2 - p)}}{2 - p} - y\, \dfrac{e^{\eta (1 - p)}}{1 - p}",
    gradient_latex=r"\dfrac{\partial L}{\partial \eta} = e^{\eta (2 - p)} - y\, e^{\eta (1 - p)}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="power",
            symbol="p",
            default=1.5,
            domain=Interval(1, 2, "neither"),
            slider=(1.05, 1.95, 0.05),
            unit="no unit",
            meaning="the power of the mean that the variance grows with; more of it forgives errors at large means",
            landmarks=(Landmark(1.5, "half-way from Poisson to gamma"),),
        ),
    ),
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE),
    idea="Is minus the log-likelihood, up to constants, of amounts whose variance grows with the mean to the power p.",
    use_when=(
        "Most targets are exactly 0 and the others positive and skewed: claims, rainfall, sales of one article.",
        "You want the mean of such amounts from one model.",
    ),
    avoid_when=(
        "The targets are counts: Poisson, the limit at p = 1, fits them better.",
        "Zeros and amounts have different causes: two models say more.",
    ),
    pros=(
        "Convex in η, and takes targets of 0 and of any positive size alike.",
        "Its minimum is at e to the power of η equal to the mean, whatever p is.",
    ),
    cons=(
        "The power must be chosen, or estimated beside the mean.",
        "Values at different powers cannot be compared, since constants are left out.",
    ),
    references=(
        Reference(
            "Bent Jørgensen",
            "Exponential dispersion models",
            1987,
            "https://doi.org/10.1111/j.2517-6161.1987.tb01685.x",
            "Gives the family of distributions whose likelihood this is.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_tweedie_deviance(target, numpy.exp(prediction), power={power}) / 2 - "
            "(target ** (2 - {power})).mean() / ((1 - {power}) * (2 - {power}))",
            note="The deviance is twice the loss, less what it is at best; the mean over the batch, and the target "
            "comes first.",
            default=Default(
                code="sklearn.metrics.mean_tweedie_deviance(target, numpy.exp(prediction), power={power})",
                reduction="samples",
                factor=2.0,
                offset=lambda target, *, power: 2.0 * target ** (2.0 - power) / ((1.0 - power) * (2.0 - power)),
                differs="It is the deviance: twice our value, less what that is at best; without a power it is the "
                "squared error.",
            ),
        ),
    ),
    rivals=("poisson_nll", "squared_log"),
    aliases=("Tweedie deviance", "compound Poisson", "insurance claims"),
    place=97,
)
