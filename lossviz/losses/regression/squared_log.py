"""The squared logarithmic error: it squares not how many units a prediction is off but by which factor."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import log1p_difference
from lossviz.spaces.relative import LOG_SCALE
from lossviz.vocabulary import Default, Equivalent, Loss, Minimiser, Opening, Reference, Trait


def value(prediction, target):
    return log1p_difference(prediction, target) ** 2


def gradient(prediction, target):
    return 2.0 * log1p_difference(prediction, target) / (1.0 + prediction)


def worked(prediction, target):
    return f"log((1 + {n(prediction)}) / (1 + {n(target)}))**2"


LOSS = Loss(
    key="squared_log",
    name="Squared log error",
    space=LOG_SCALE,
    opening=Opening(values={"against": ("squared",)}),
    latex=r"L = \left( \log(1 + \hat y) - \log(1 + y) \right)^2",
    gradient_latex=r"\dfrac{\partial L}{\partial \hat y} = \dfrac{2}{1 + \hat y} \log \dfrac{1 + \hat y}{1 + y}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    minimiser=Minimiser(
        "the geometric mean of 1 + y, less 1", lambda targets: float(np.expm1(np.mean(np.log1p(targets))))
    ),
    idea="Is the squared error of log(1 + y): twice too much costs what half of it costs, once y is large.",
    use_when=(
        "Targets are counts or amounts from units to millions, and being off by a factor is what matters.",
        "Some targets are 0, so that a plain logarithm is out of the question.",
    ),
    avoid_when=(
        "You need totals: the fit settles near the geometric mean, below the mean.",
        "Targets are small and their unit is arbitrary: the 1 that is added then decides a great deal.",
    ),
    pros=(
        "Large targets do not drown small ones.",
        "As a loss of a model of log(1 + y) it is the plain squared error: convex, and one line of code.",
    ),
    cons=(
        "Not convex in the prediction: beyond e times the target, both plus 1, the slope falls again.",
        "In units of y the same residual costs more if too low than if too high.",
    ),
    references=(
        Reference(
            "Chris Tofallis",
            "A better measure of relative prediction accuracy for model selection and model estimation",
            2015,
            "https://doi.org/10.1057/jors.2014.103",
            "Compares the logarithm of the ratio with percentages; the 1 that is added is common code's.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.MeanSquaredLogarithmicError(reduction=None)(target[:, None], prediction[:, None])",
            note="What is below 1e-7 counts as 1e-7, predictions and targets alike. The extra axis is for the mean "
            "over the last one.",
            default=Default(
                code="keras.losses.MeanSquaredLogarithmicError()(target, prediction)", reduction="elements"
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_squared_log_error(target, prediction)",
            note="The mean over the batch; the target comes first.",
            default=Default(code="sklearn.metrics.mean_squared_log_error(target, prediction)", reduction="elements"),
        ),
    ),
    rivals=("squared", "percentage"),
    aliases=("MSLE", "mean squared logarithmic error", "RMSLE"),
    place=92,
)
