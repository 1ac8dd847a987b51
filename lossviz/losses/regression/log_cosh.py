"""Log-cosh: a parabola that bends into a straight line without any seam."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_cosh
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Default, Equivalent, Loss, Opening, Reference, Trait


def value(prediction, target):
    return log_cosh(prediction - target)


def gradient(prediction, target):
    return np.tanh(prediction - target)


def worked(prediction, target):
    size = n(abs(prediction - target))
    return f"{size} + log(1 + exp(-2 * {size})) - log(2)"


LOSS = Loss(
    key="log_cosh",
    name="Log-cosh",
    space=REAL,
    opening=Opening(
        values={"against": ("squared", "absolute")}, scales={"squared": 0.5}, heights=(-0.2, 4.5), slopes=(-3.2, 3.2)
    ),
    latex=r"L(r) = \log \cosh r, \quad \log \cosh r = |r| + \log(1 + e^{-2|r|}) - \log 2",
    gradient_latex=r"L'(r) = \tanh r",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
    ),
    idea="Looks like r²/2 near zero and like |r| − log 2 far out, and slides from one to the other.",
    use_when=(
        "You want Huber's shape with derivatives of every order, say for a second-order optimiser.",
        "The targets are scaled so that residuals of about 1 are ordinary.",
    ),
    avoid_when=(
        "The targets are not scaled: the bend sits at about 1 unit of y and cannot be moved.",
        "Gross outliers should stop pulling: here each pulls with strength 1.",
    ),
    pros=("No seam and no parameter.", "No residual pulls harder than 1."),
    cons=(
        "Changing the units of y changes the loss's character.",
        "Written as log(cosh(r)) it overflows in float64 beyond a residual of 710.",
    ),
    references=(
        Reference(
            "Resve A. Saleh and A. K. Md. Ehsanes Saleh",
            "Statistical properties of the log-cosh loss function used in machine learning",
            2022,
            "https://arxiv.org/abs/2208.04564",
            "Studies the loss; it is older.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.LogCosh(reduction=None)(target[:, None], prediction[:, None])",
            note="Keras averages over the last axis first, hence the extra axis; then over the batch by default.",
            default=Default(code="keras.losses.LogCosh()(target, prediction)", reduction="elements"),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.log_cosh(prediction, target)",
            note="optax never reduces.",
            default=Default(code="optax.losses.log_cosh(prediction, target)", reduction="none"),
        ),
    ),
    rivals=("huber", "pseudo_huber"),
    aliases=("log hyperbolic cosine",),
    place=50,
)
