"""The squared error: a parabola on which every residual pulls in proportion to its size."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Default, Equivalent, Loss, Minimiser, Opening, Reference, Trait


def value(prediction, target):
    return (prediction - target) ** 2


def gradient(prediction, target):
    return 2.0 * (prediction - target)


def worked(prediction, target):
    return f"{n(prediction - target)}**2"


LOSS = Loss(
    key="squared",
    name="Squared error",
    space=REAL,
    opening=Opening(values={"against": ("absolute",)}),
    latex=r"L(r) = r^2",
    gradient_latex=r"L'(r) = 2r",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.CONVEX, Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    minimiser=Minimiser("the mean", lambda targets: float(np.mean(targets))),
    idea="Squares each residual, so one that is twice as far off costs four times as much.",
    use_when=(
        "The noise is roughly Gaussian, with the same spread everywhere.",
        "What you want to predict is a mean.",
    ),
    avoid_when=(
        "A few targets may be far off: one gross error can pull the fit anywhere.",
        "The typical case matters and the targets have a long tail.",
    ),
    pros=(
        "Convex and smooth; a linear model has its solution in closed form.",
        "The pull fades as the residual shrinks, so gradient descent settles.",
    ),
    cons=(
        "The pull of an outlier grows without limit.",
        "It is measured in squared units of y; its root is in units of y.",
    ),
    references=(
        Reference(
            "Stephen M. Stigler",
            "Gauss and the invention of least squares",
            1981,
            "https://doi.org/10.1214/aos/1176345451",
            "Tells where it comes from.",
            since=1805,
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.mse_loss(prediction, target, reduction='none')",
            note="No ½. nn.MSELoss averages over all elements, and shapes (3, 1) and (3,) broadcast to (3, 3).",
            default=Default(code="torch.nn.functional.mse_loss(prediction, target)", reduction="elements"),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.MeanSquaredError(reduction=None)(target[:, None], prediction[:, None])",
            note="No ½. Keras averages over the last axis first, hence the extra axis; then over the batch by default.",
            default=Default(code="keras.losses.MeanSquaredError()(target, prediction)", reduction="elements"),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.squared_error(prediction, target)",
            note="No ½ here, but optax.losses.l2_loss has one. optax never reduces.",
            default=Default(code="optax.losses.squared_error(prediction, target)", reduction="none"),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_squared_error(target, prediction)",
            note="The mean over the batch; the target comes first.",
            default=Default(code="sklearn.metrics.mean_squared_error(target, prediction)", reduction="elements"),
        ),
    ),
    rivals=("absolute", "huber"),
    aliases=(
        "MSE",
        "mean squared error",
        "RMSE",
        "root mean squared error",
        "L2 loss",
        "L2",
        "least squares",
        "OLS",
        "quadratic loss",
        "SSE",
        "sum of squared errors",
        "linear regression",
        "Gaussian noise",
    ),
    place=10,
)
