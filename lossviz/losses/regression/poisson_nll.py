"""The Poisson negative log-likelihood: counts, and the log of the rate at which they come."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import exp, exp_minus
from lossviz.spaces.rate import LOG_RATE
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def value(prediction, target):
    return exp(prediction) - target * prediction


def gradient(prediction, target):
    return exp_minus(prediction, target)


def worked(prediction, target):
    return f"exp({n(prediction)}) - {n(target)} * {n(prediction)}"


LOSS = Loss(
    key="poisson_nll",
    name="Poisson",
    space=LOG_RATE,
    opening=Opening(values={"against": ()}),
    latex=r"L = e^{\eta} - y\, \eta",
    gradient_latex=r"\dfrac{\partial L}{\partial \eta} = e^{\eta} - y",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH),
    idea="Is minus the log-likelihood of a count y at the rate e to the power of η, but for a term that no prediction "
    "changes.",
    use_when=(
        "The targets are counts of events that come independently, at a rate that depends on x.",
        "Targets are 0 or more, their spread grows with their mean, and the mean is what you want.",
    ),
    avoid_when=(
        "The counts vary far more than their mean: Poisson's variance is its mean.",
        "Your model gives a rate rather than its logarithm: here the prediction is exponentiated.",
    ),
    pros=(
        "Convex in η, and the rate is positive whatever the model says.",
        "The gradient is the plain difference of rate and count.",
    ),
    cons=(
        "A log rate that is too high costs exponentially.",
        "Not zero when right: log y! is left out, and the lowest value depends on y.",
    ),
    references=(
        Reference(
            "John A. Nelder and Robert W. M. Wedderburn",
            "Generalized linear models",
            1972,
            "https://doi.org/10.2307/2344614",
            "Gives the model whose likelihood this is, a constant left out.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.poisson_nll_loss(prediction, target, log_input=True, full=False, "
            "reduction='none')",
            note="nn.PoissonNLLLoss averages over all elements; full=True adds Stirling's approximation of log y!.",
            default=Default(
                code="torch.nn.functional.poisson_nll_loss(prediction, target)",
                reduction="elements",
            ),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.Poisson(reduction=None)(target[:, None], keras.ops.exp(prediction)[:, None])",
            note="It takes rates, not their logarithms, and adds 1e-7 to them before it takes the logarithm. The extra "
            "axis is for the mean over the last one.",
            default=Default(
                code="keras.losses.Poisson()(target, keras.ops.exp(prediction))",
                reduction="elements",
                differs="It takes rates and adds 1e-7 to them before it takes the logarithm.",
            ),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_poisson_deviance(target, numpy.exp(prediction)) / 2 + "
            "(target - scipy.special.xlogy(target, target)).mean()",
            note="The deviance is twice the loss, less what it is at best; the mean over the batch, and the target "
            "comes first.",
            default=Default(
                code="sklearn.metrics.mean_poisson_deviance(target, numpy.exp(prediction))",
                reduction="samples",
                factor=2.0,
                offset=lambda target: 2.0 * (target * np.log(np.where(target > 0, target, 1.0)) - target),
                differs="It is the deviance: twice our value, less what that is at best.",
            ),
        ),
    ),
    rivals=("tweedie", "squared"),
    aliases=("PoissonNLLLoss", "Poisson regression", "Poisson deviance", "count data", "counts"),
    place=96,
)
