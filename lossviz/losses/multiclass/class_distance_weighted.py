"""Class-distance weighted cross-entropy: of ordered classes, the farther a wrong one, the dearer its probability."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import rivals, softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def distances(target, alpha):
    """How far each class is from the truth, to the power of alpha; a mean where the truth is spread."""
    k = np.arange(target.shape[-1])
    return target @ np.abs(k[:, None] - k) ** alpha


def value(prediction, target, *, alpha):
    _, _, log_rest = rivals(prediction)
    return -(distances(target, alpha) * log_rest).sum(-1)


def gradient(prediction, target, *, alpha):
    p, rest = softmax(prediction)
    largest, others, _ = rivals(prediction)
    far = distances(target, alpha)
    # The slope of -log(1 - p_k) is p_k at its own logit and -p_k p_j / (1 - p_k) at another. For the largest p
    # the quotient may be 0/0; p_j / (1 - p_k) is then the share of class j among the others.
    odds = np.where(largest, 0.0, far * p / np.where(largest, 1.0, rest))
    leader = np.where(largest, far * p, 0.0).sum(-1, keepdims=True)
    return p * (far + odds - odds.sum(-1, keepdims=True)) - leader * others


def worked(prediction, target, *, alpha):
    _, _, logs = rivals(prediction)
    true = np.flatnonzero(target)
    terms = []
    for k, (distance, log) in enumerate(zip(distances(target, alpha), logs, strict=True)):
        if distance:
            factor = f"abs({k} - {true[0]})**{n(alpha)}" if target[true[0]] == 1 else n(distance)
            # exp underflows to 0 below -745, and the logarithm of 0 is no number: the logarithm itself is shown.
            terms.append(f"{factor} * " + (f"log({n(math.exp(log))})" if log > -700 else n(log)))
    return "-" + " - ".join(terms)


LOSS = Loss(
    key="class_distance_weighted",
    name="Class-distance weighted cross-entropy",
    space=LOGITS,
    opening=Opening(figure="costs"),
    latex=r"L = -\sum_k d_k \log(1 - p_k), \quad d_k = \sum_c t_c\, |k - c|^\alpha, \quad "
    r"p = \operatorname{softmax}(z)",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = p_j \left( \dfrac{d_j}{1 - p_j} - "
    r"\sum_k \dfrac{d_k\, p_k}{1 - p_k} \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="alpha",
            symbol="α",
            default=2.0,
            domain=Interval(0, 64, "right"),
            slider=(0.2, 5.0, 0.2),
            unit="no unit, an exponent",
            meaning="how fast the price grows with the distance; more of it drives probability out of far classes "
            "first",
            landmarks=(Landmark(1.0, "the distance itself"), Landmark(2.0, "its square")),
        ),
    ),
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Charges each wrong class for the probability it has, the more the farther it is from the truth.",
    use_when=(
        "Classes have an order, such as grades of a disease, and a miss by two is worse than two misses by one.",
        "Each class may have a score of its own: nothing forces the scores to rise and fall in order.",
    ),
    avoid_when=(
        "Classes have no order: their numbers are then no distances.",
        "You need the probabilities themselves: the minimiser is not the true distribution.",
    ),
    pros=(
        "A confident mistake keeps its pull, as with cross-entropy, and a far one pulls harder.",
        "Over two classes it is cross-entropy, whatever α.",
    ),
    cons=(
        "Not convex in the logits once there are three classes.",
        "The true class enters only through what it leaves to the others, and the weights grow with K.",
    ),
    references=(
        Reference(
            "Gorkem Polat, Ilkay Ergenc, Haluk Tarik Kani, Yesim Ozen Alahdab, Ozlen Atug and Alptekin Temizel",
            "Class distance weighted cross-entropy loss for ulcerative colitis severity estimation",
            2022,
            "https://arxiv.org/abs/2202.05167",
            "Defines the loss.",
        ),
    ),
    rivals=("earth_mover", "cross_entropy"),
    aliases=("CDW-CE", "ordinal classification", "ordinal regression"),
    place=70,
)
