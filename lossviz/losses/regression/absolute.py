"""The absolute error: a valley with straight sides, on which every residual pulls equally hard."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Minimiser, Opening, Reference, Trait


def value(prediction, target):
    return np.abs(prediction - target)


def gradient(prediction, target):
    return np.sign(prediction - target)


def tip(prediction, target):
    return [prediction - target]


def worked(prediction, target):
    return f"abs({n(prediction - target)})"


LOSS = Loss(
    key="absolute",
    name="Absolute error",
    space=REAL,
    opening=Opening(values={"against": ("squared",)}, scales={"squared": 0.5}),
    latex=r"L(r) = |r|",
    gradient_latex=r"L'(r) = \operatorname{sign}(r), \quad 0 \text{ at } r = 0",
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
    minimiser=Minimiser("a median", lambda targets: float(np.median(targets))),
    idea="Counts how far off a prediction is, and lets every residual pull with strength 1, be it tiny or huge.",
    use_when=(
        "Some targets are grossly wrong and you cannot say which.",
        "What you want to predict is a median.",
    ),
    avoid_when=(
        "You need the mean, as for sums and totals: a median differs from it where the noise is skewed.",
        "You train with a fixed step size: the pull never fades, so the fit jitters around its minimum.",
    ),
    pros=("An outlier pulls no harder than any other point.", "Its value is in units of y and easy to report."),
    cons=(
        "The kink at zero: the slope jumps from −1 to 1.",
        "The minimum may be a whole interval, such as between the two middle targets.",
    ),
    references=(
        Reference(
            "Stephen Portnoy and Roger Koenker",
            "The Gaussian hare and the Laplacian tortoise: computability of squared-error versus absolute-error "
            "estimators",
            1997,
            "https://doi.org/10.1214/ss/1030037960",
            "Tells where it comes from, and compares it with the square.",
        ),
        Reference(
            "Richard William Farebrother",
            "Boscovich, Rogerius Josephus (Encyclopedia of Mathematics)",
            2023,
            "https://encyclopediaofmath.org/wiki/Boscovich,_Rogerius_Josephus",
            "Tells how Boscovich fitted a line by it.",
            since=1760,
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.l1_loss(prediction, target, reduction='none')",
            note="nn.L1Loss averages over all elements; its gradient at a residual of 0 is 0.",
            default=Default(code="torch.nn.functional.l1_loss(prediction, target)", reduction="elements"),
        ),
        Equivalent(
            library="Keras",
            code="keras.losses.MeanAbsoluteError(reduction=None)(target[:, None], prediction[:, None])",
            note="Keras averages over the last axis first, hence the extra axis; then over the batch by default.",
            default=Default(code="keras.losses.MeanAbsoluteError()(target, prediction)", reduction="elements"),
        ),
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.mean_absolute_error(target, prediction)",
            note="The mean over the batch; the target comes first.",
            default=Default(code="sklearn.metrics.mean_absolute_error(target, prediction)", reduction="elements"),
        ),
    ),
    rivals=("squared", "huber"),
    aliases=(
        "MAE",
        "mean absolute error",
        "L1 loss",
        "L1",
        "absolute deviation",
        "least absolute deviations",
        "LAD",
        "median regression",
        "outliers",
    ),
    place=20,
)
