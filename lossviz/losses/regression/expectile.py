"""The expectile loss: a parabola with one side steeper than the other, so that it comes to rest beside the mean."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Kinks, Landmark, Loss, Minimiser, Opening, Parameter, Reference, Trait


def weight(residual, tau):
    return np.where(residual > 0, 1.0 - tau, tau)


def value(prediction, target, *, tau):
    residual = prediction - target
    return weight(residual, tau) * residual * residual  # the square alone may overflow


def gradient(prediction, target, *, tau):
    residual = prediction - target
    return 2.0 * weight(residual, tau) * residual


def seam(prediction, target, *, tau):
    residual = prediction - target
    return [np.ones_like(residual) if tau == 0.5 else residual]  # one that never changes its sign: no seam


def worked(prediction, target, *, tau):
    square = f"{n(prediction - target)}**2"
    return f"(1 - {n(tau)}) * {square}" if prediction > target else f"{n(tau)} * {square}"


def sample_expectile(targets, *, tau):
    # Newton's method on a piecewise parabola: it ends as soon as no target changes sides.
    expectile = np.mean(targets)
    for _ in range(100):
        weights = weight(expectile - targets, tau)
        before, expectile = expectile, (weights * targets).sum() / weights.sum()
        if expectile == before:
            break
    return float(expectile)


LOSS = Loss(
    key="expectile",
    name="Expectile",
    space=REAL,
    opening=Opening(values={"tau": 0.9, "against": ("squared",)}, scales={"squared": 0.5}, heights=(-0.2, 6.0)),
    latex=r"L(r) = \begin{cases} (1 - \tau)\, r^2 & r > 0 \\ \tau\, r^2 & r \le 0 \end{cases}",
    gradient_latex=r"L'(r) = \begin{cases} 2 (1 - \tau)\, r & r > 0 \\ 2 \tau\, r & r \le 0 \end{cases}",
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
            unit="share of the weight",
            meaning="the weight of predicting too low, 1 − τ being that of too high; more of it lifts the fit",
            landmarks=(Landmark(0.5, "half the squared error"), Landmark(0.9, "too low costs nine times as much")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("τ = 1/2", lambda *, tau: tau == 0.5),
    ),
    kinks=Kinks("curvature", seam),
    minimiser=Minimiser("the τ-expectile", sample_expectile),
    idea="Squares each residual and weighs it by τ if it is too low and by 1 − τ if too high: the quantile loss "
    "with the square in place of the size.",
    use_when=(
        "Too low and too high cost differently, and large errors out of proportion.",
        "You want to see how the spread changes with x, with a loss that is smooth.",
    ),
    avoid_when=(
        "You need to say what share of the targets lies below the fit: that is a quantile.",
        "A few targets may be far off: one gross error can pull the fit anywhere.",
    ),
    pros=(
        "Smooth, where the quantile loss has a kink; a linear model needs only a few weighted least squares.",
        "Every target counts in the fit, not only which side of it the target lies on.",
    ),
    cons=(
        "An expectile has no meaning as plain as that of a quantile.",
        "The pull of an outlier grows without limit.",
    ),
    references=(
        Reference(
            "Whitney K. Newey and James L. Powell",
            "Asymmetric least squares estimation and testing",
            1987,
            "https://doi.org/10.2307/1911031",
            "Defines the loss, with weights that add up to 1.",
        ),
    ),
    rivals=("quantile", "squared"),
    aliases=("asymmetric least squares", "expectile regression"),
    place=65,
)
