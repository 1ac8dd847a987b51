"""The quantile loss: a valley with one side steeper than the other, so that it comes to rest at a quantile."""

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
    Minimiser,
    Opening,
    Parameter,
    Reference,
    Trait,
)


def value(prediction, target, *, tau):
    residual = prediction - target
    return np.maximum(-tau * residual, (1.0 - tau) * residual)


def gradient(prediction, target, *, tau):
    residual = prediction - target
    return (1.0 - tau) * (residual > 0) - tau * (residual < 0)


def tip(prediction, target, *, tau):
    return [prediction - target]


def worked(prediction, target, *, tau):
    size = n(abs(prediction - target))
    return f"(1 - {n(tau)}) * {size}" if prediction > target else f"{n(tau)} * {size}"


def sample_quantile(targets, *, tau):
    # An order statistic: interpolating between two of them would miss the minimum.
    return float(np.quantile(targets, tau, method="inverted_cdf"))


LOSS = Loss(
    key="quantile",
    name="Quantile (pinball)",
    space=REAL,
    opening=Opening(
        values={"tau": 0.9, "against": ("absolute",)},
        scales={"absolute": 0.5},
        heights=(-0.15, 4.0),
        slopes=(-1.2, 1.2),
    ),
    latex=r"L(r) = \max(-\tau\, r,\ (1 - \tau)\, r)",
    gradient_latex=r"L'(r) = \begin{cases} 1 - \tau & r > 0 \\ 0 & r = 0 \\ -\tau & r < 0 \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="tau",
            symbol="τ",
            default=0.5,
            domain=Interval(0, 1, "neither"),
            slider=(0.02, 0.98, 0.02),
            unit="share of the targets",
            meaning="the share of targets that should lie below the prediction; more of it punishes predicting too low",
            landmarks=(Landmark(0.5, "half the absolute error"), Landmark(0.9, "nine in ten below")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("τ = 1/2", lambda *, tau: tau == 0.5),
        Trait.BOUNDED_INFLUENCE,
    ),
    kinks=Kinks("slope", tip),
    minimiser=Minimiser("a τ-quantile", sample_quantile),
    idea="Charges τ for each unit predicted too low and 1 − τ for each unit too high, so the fit settles at the "
    "τ-quantile.",
    use_when=(
        "Too low and too high cost differently, as with stock or staff.",
        "You want a prediction interval: fit τ = 0.05 and τ = 0.95.",
    ),
    avoid_when=(
        "You need the mean.",
        "τ is so extreme that few targets lie beyond it: the fit then hangs on those few.",
    ),
    pros=("Gives any quantile, without a model of the noise.", "No residual pulls harder than max(τ, 1 − τ)."),
    cons=(
        "The kink at zero: the slope jumps by 1 there, whatever τ is.",
        "Quantiles that are fitted one by one may cross.",
    ),
    references=(
        Reference(
            "Roger Koenker and Gilbert Bassett",
            "Regression quantiles",
            1978,
            "https://doi.org/10.2307/1913643",
            "Defines the loss, and the regression that is fitted by it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_pinball_loss(target, prediction, alpha={tau})",
            note="The mean over the batch; scikit-learn calls τ alpha, and the target comes first.",
            default=Default(
                code="sklearn.metrics.mean_pinball_loss(target, prediction)",
                reduction="elements",
                parameters={"tau": 0.5},
                differs="Its default, the median, is half the absolute error.",
            ),
        ),
    ),
    rivals=("absolute", "squared"),
    aliases=(
        "pinball",
        "check loss",
        "tilted loss",
        "quantile regression",
        "prediction intervals",
        "demand forecasting",
        "newsvendor",
        "percentile",
    ),
    place=60,
)
