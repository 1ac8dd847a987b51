"""Asymmetric focal loss: easy negatives are dimmed, and the easiest are left out, while positives keep their pull."""

import math

import numpy as np

from lossviz.losses.binary.focal import TINY
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_odds, sigmoid, softplus
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Interval, Kinks, Landmark, Loss, Opening, Parameter, Reference, Trait


def shifted(prediction, clip):
    """The probability p_m that a negative is judged by, and its surprise −log(1 − p_m)."""
    p = np.maximum(0.0, sigmoid(prediction) - clip)
    # 1 − p_m = (1 − p) + clip: a sum, so that nothing cancels where p is nearly 1
    floor = math.log(clip) if clip else -math.inf
    far = -np.logaddexp(-softplus(prediction), floor)
    return p, np.where(p < 0.5, -np.log1p(-np.minimum(p, 0.5)), far)


def value(prediction, target, *, gamma_pos, gamma_neg, clip):
    p, surprise = shifted(prediction, clip)
    positive = sigmoid(-prediction) ** gamma_pos * softplus(-prediction)
    return target * positive + (1.0 - target) * p**gamma_neg * surprise


def gradient(prediction, target, *, gamma_pos, gamma_neg, clip):
    yes, no = sigmoid(prediction), sigmoid(-prediction)
    positive = -(no**gamma_pos) * (no + gamma_pos * yes * softplus(-prediction))
    p, surprise = shifted(prediction, clip)
    # -log(1 - p_m) / p_m goes to 1 as p_m goes to 0; as a ratio it needs no power of p_m below zero.
    ratio = np.divide(surprise, p, out=np.ones_like(p), where=p > 0)
    some = np.maximum(no, TINY)
    slope = yes * (some / (some + clip) + gamma_neg * no * ratio)
    negative = np.where(p > 0, p**gamma_neg * slope, 0.0)
    return target * positive + (1.0 - target) * negative


def corner(prediction, target, *, gamma_pos, gamma_neg, clip):
    # Any power of p_m above zero bends the corner into a smooth start.
    lead = prediction - log_odds(clip) if gamma_neg == 0 and clip > 0 else np.ones_like(prediction)
    return [np.where(target < 1, lead, 1.0)]


def worked(prediction, target, *, gamma_pos, gamma_neg, clip):
    p, surprise = shifted(prediction, clip)
    yes = sigmoid(prediction)
    terms = []
    if target > 0:
        terms.append(term(target, f"(1 - {n(yes)})", gamma_pos, -softplus(-prediction)))
    if target < 1:
        judged = f"max({n(yes)} - {n(clip)}, 0)" if clip else n(p)
        terms.append(term(1.0 - target, judged, gamma_neg, -surprise))
    return "-" + " - ".join(terms)


def term(share, base, gamma, log):
    # exp underflows to 0 below -745, and the logarithm of 0 is no number: the logarithm itself is shown.
    factors = [f"{base}**{n(gamma)}", f"log({n(math.exp(log))})" if log > -700 else n(log)]
    return " * ".join(factors if share == 1 else [n(share), *factors])


LOSS = Loss(
    key="asymmetric_focal",
    name="Asymmetric focal",
    space=LOGIT,
    opening=Opening(
        figure="sweep",
        values={"knob": "gamma_neg", "line": "probability", "label": "0"},
        heights=(-0.05, 1.5),
        slopes=(-3.0, 0.3),
    ),
    latex=r"L = \begin{cases} -(1 - p)^{\gamma_+} \log p & y = 1 \\ "
    r"-p_m^{\gamma_-} \log(1 - p_m) & y = 0 \end{cases}, \quad p_m = \max(p - c,\ 0)",
    gradient_latex=r"\small \dfrac{\partial L}{\partial z} = \begin{cases} "
    r"-(1 - p)^{\gamma_+} h_+ & y = 1 \\ "
    r"p\, (1 - p)\, p_m^{\gamma_-} h_- & y = 0,\ p > c \end{cases}, \quad h_+ = 1 - p - \gamma_+\, p \log p, \quad "
    r"h_- = \dfrac{1}{1 - p_m} - \gamma_-\, \dfrac{\log(1 - p_m)}{p_m}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="gamma_pos",
            title="gamma of positives",
            symbol="γ₊",
            default=0.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 5.0, 0.1),
            unit="no unit, an exponent",
            meaning="how fast easy positives fade; more of it leaves only the hard ones",
            landmarks=(Landmark(0.0, "positives as in cross-entropy"),),
        ),
        Parameter(
            name="gamma_neg",
            title="gamma of negatives",
            symbol="γ₋",
            default=4.0,
            domain=Interval(0, math.inf, "left"),
            slider=(0.0, 6.0, 0.1),
            unit="no unit, an exponent",
            meaning="how fast easy negatives fade; more of it leaves only the hard ones",
            landmarks=(Landmark(0.0, "no fading"), Landmark(4.0, "the paper's choice")),
        ),
        Parameter(
            name="clip",
            symbol="c",
            default=0.05,
            domain=Interval(0, 1, "left"),
            slider=(0.0, 0.2, 0.01),
            unit="probability",
            meaning="what is taken off the probability of a negative; more of it leaves more easy negatives out",
            landmarks=(Landmark(0.0, "no shift"), Landmark(0.05, "the paper's choice")),
        ),
    ),
    traits=(
        Trait.CONVEX.when("γ₊ = γ₋ = c = 0", lambda *, gamma_pos, gamma_neg, clip: gamma_pos == gamma_neg == clip == 0),
        Trait.SMOOTH.when("γ₋ > 0 or c = 0", lambda *, gamma_pos, gamma_neg, clip: gamma_neg > 0 or clip == 0),
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when(
            "γ₊ = γ₋ and c = 0", lambda *, gamma_pos, gamma_neg, clip: gamma_pos == gamma_neg and clip == 0
        ),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("γ₊ = γ₋ = c = 0", lambda *, gamma_pos, gamma_neg, clip: gamma_pos == gamma_neg == clip == 0),
    ),
    kinks=Kinks("slope", corner),
    idea="Gives each label an exponent of its own and drops negatives with a probability below c, so that many easy "
    "negatives do not drown a few positives.",
    use_when=(
        "Every example has a few positive labels among very many negative ones.",
        "Some negatives are positives that nobody marked.",
    ),
    avoid_when=(
        "You need the probabilities themselves: the minimiser is not the true probability.",
        "Both labels are about as frequent: focal loss or cross-entropy has fewer knobs.",
    ),
    pros=(
        "A negative at p = 0.1 weighs less than a thousandth of its cross-entropy at the defaults.",
        "A negative below c costs nothing at all, and its gradient is 0.",
    ),
    cons=(
        "Not convex unless all three parameters are 0.",
        "Positives and negatives are on different scales, so its value cannot be compared with another loss's.",
    ),
    references=(
        Reference(
            "Tal Ridnik, Emanuel Ben-Baruch, Nadav Zamir, Asaf Noy, Itamar Friedman, Matan Protter and "
            "Lihi Zelnik-Manor",
            "Asymmetric loss for multi-label classification",
            2021,
            "https://arxiv.org/abs/2009.14119",
            "Defines the loss, for several labels at once.",
        ),
    ),
    rivals=("focal", "binary_cross_entropy"),
    aliases=("ASL", "asymmetric loss"),
    place=25,
)
