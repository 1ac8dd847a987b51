"""The absolute percentage error: the absolute error in per cent of the target."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.relative import NONZERO
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Minimiser, Opening, Reference, Trait

# A quotient beyond this is held, so that a hundred times it is still finite.
LARGEST_QUOTIENT = 1e305


def value(prediction, target):
    size = np.abs(prediction - target)
    return 100.0 * (size / np.maximum(np.abs(target), size / LARGEST_QUOTIENT))


def gradient(prediction, target):
    return 100.0 * (np.sign(prediction - target) / np.maximum(np.abs(target), 1.0 / LARGEST_QUOTIENT))


def tip(prediction, target):
    return [prediction - target]


def worked(prediction, target):
    return f"100 * abs({n(prediction - target)}) / abs({n(target)})"


def weighted_median(targets):
    order = np.argsort(targets)
    weights = np.cumsum(1.0 / np.abs(targets[order]))
    return float(targets[order][np.searchsorted(weights, weights[-1] / 2.0)])


LOSS = Loss(
    key="percentage",
    name="Absolute percentage error",
    space=NONZERO,
    opening=Opening(values={"against": ()}, heights=(-0.3, 6.0), slopes=(-2.0, 2.0)),
    latex=r"L = 100\, \dfrac{|r|}{|y|}",
    gradient_latex=r"\dfrac{\partial L}{\partial \hat y} = \dfrac{100}{|y|} \operatorname{sign}(r), \quad "
    r"0 \text{ at } r = 0",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    kinks=Kinks("slope", tip),
    minimiser=Minimiser("a median weighted by 1/|y|", weighted_median),
    idea="Says how far off a prediction is in per cent of the target, so that a small target weighs more than a large "
    "one.",
    use_when=(
        "The result is reported in per cent, and no target is near 0.",
        "Series of different size are to count alike.",
    ),
    avoid_when=(
        "Targets may be 0, or small by chance: one of them can outweigh all others.",
        "Predictions must not be too low on the whole: this favours low ones.",
    ),
    pros=(
        "Free of units and easy to report.",
        "For a given target no residual pulls harder than 100/|y|.",
    ),
    cons=(
        "Undefined at a target of 0.",
        "For positive targets a prediction of 0 costs 100 and one too high any amount, which draws the fit down.",
    ),
    references=(
        Reference(
            "Arnaud de Myttenaere, Boris Golden, Bénédicte Le Grand and Fabrice Rossi",
            "Mean absolute percentage error for regression models",
            2016,
            "https://arxiv.org/abs/1605.02541",
            "Shows that fitting by it is fitting by a weighted absolute error.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.MeanAbsolutePercentageError(reduction=None)(target[:, None], prediction[:, None])",
            note="Divides by 1e-7 at least. The extra axis is for the mean over the last one.",
            default=Default(
                code="keras.losses.MeanAbsolutePercentageError()(target, prediction)", reduction="elements"
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_absolute_percentage_error(target, prediction)",
            factor="100",
            note="The mean over the batch, as a fraction of 1 despite its name; the target comes first.",
            default=Default(
                code="sklearn.metrics.mean_absolute_percentage_error(target, prediction)",
                reduction="elements",
                factor=0.01,
                differs="It is a fraction of 1, not a percentage.",
            ),
        ),
    ),
    rivals=("absolute", "squared_log"),
    aliases=("MAPE", "mean absolute percentage error", "relative error"),
    place=94,
)
