"""The asymmetric peak loss: a parabola whose walls turn steeper beyond a threshold, each by a weight of its own."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.residual import REAL
from lossviz.vocabulary import Interval, Kinks, Landmark, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, threshold, under, over):
    residual = prediction - target
    size = np.abs(residual)
    excess = np.maximum(size - threshold, 0.0) * (size + threshold)
    return residual**2 + np.where(residual < 0, under, over) * excess


def gradient(prediction, target, *, threshold, under, over):
    residual = prediction - target
    weight = np.where(residual < 0, under, over)
    return 2.0 * residual * (1.0 + weight * (np.abs(residual) > threshold))


def bends(prediction, target, *, threshold, under, over):
    residual = prediction - target
    # at a weight of 0 one that never changes its sign: no bend on that side
    return [
        residual + side * threshold if weight > 0 else np.ones_like(residual)
        for side, weight in ((1.0, under), (-1.0, over))
    ]


def worked(prediction, target, *, threshold, under, over):
    residual = prediction - target
    if abs(residual) <= threshold:
        return f"{n(residual)}**2"
    weight = n(under if residual < 0 else over)
    return f"{n(threshold)}**2 + (1 + {weight}) * ({n(residual)}**2 - {n(threshold)}**2)"


def _weight(name, symbol, default, side):
    return Parameter(
        name=name,
        symbol=symbol,
        default=default,
        domain=Interval(0, math.inf, "left"),
        slider=(0.0, 8.0, 0.1),
        unit="no unit",
        meaning=f"what is added to the weight of 1 beyond the threshold; more of it punishes predicting far too {side}",
        landmarks=(Landmark(0.0, "squared error on this side"),),
    )


LOSS = Loss(
    key="asymmetric_peak",
    name="Asymmetric peak",
    space=REAL,
    opening=Opening(values={"against": ("squared",)}, heights=(-0.3, 9.0), slopes=(-6.0, 9.0)),
    latex=r"\small L(r) = \begin{cases} r^2 & |r| \le \theta \\ \theta^2 + (1 + w)\,(r^2 - \theta^2) & |r| > \theta "
    r"\end{cases}, \quad w = \begin{cases} u & r < 0 \\ o & r > 0 \end{cases}",
    gradient_latex=r"L'(r) = \begin{cases} 2r & |r| \le \theta \\ 2\,(1 + w)\, r & |r| > \theta \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="threshold",
            symbol="θ",
            default=1.0,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.1, 3.1, 0.05),
            unit="units of y",
            meaning="the residual beyond which the weights count; more of it leaves more residuals to the parabola",
        ),
        _weight("under", "u", 4.0, "low"),
        _weight("over", "o", 1.0, "high"),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH.when("u = o = 0", lambda *, threshold, under, over: under == over == 0),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("u = o", lambda *, threshold, under, over: under == over),
    ),
    kinks=Kinks("slope", bends),
    idea="Is the squared error up to the threshold and charges the excess 1 + u times if too low, 1 + o times if too "
    "high.",
    use_when=(
        "Rare peaks matter most, and a model fitted by the squared error smooths them away.",
        "Missing a peak and announcing one that does not come cost differently.",
    ),
    avoid_when=(
        "Large residuals are errors of measurement rather than peaks: they pull harder still than under the square.",
        "You need the adaptive weights of the paper that the idea is from: they are not reproduced here.",
    ),
    pros=(
        "Convex and continuous, whatever the weights are.",
        "Small residuals are treated as by the squared error, so ordinary days are fitted as before.",
    ),
    cons=(
        "The slope jumps at the threshold, by 2θu below and 2θo above.",
        "Three parameters to choose.",
        "The pull of an outlier grows without limit, 1 + u or 1 + o times as fast as that of the squared error.",
    ),
    references=(
        Reference(
            "Mahan Hajiabbasi Somehsaraie, Soheyla Tofighi, Zhaoan Wang, Jun Wang and Shaoping Xiao",
            "A new loss function for enhancing peak prediction in time series data with high variability",
            2025,
            "https://doi.org/10.3390/forecast7040075",
            "Gives the idea, as the Enhanced Peak loss, whose weights adapt; the form with fixed weights and its name "
            "are ours.",
        ),
    ),
    rivals=("squared", "expectile"),
    aliases=("enhanced peak", "EP loss"),
    place=68,
)
