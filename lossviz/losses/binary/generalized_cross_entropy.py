"""Generalised cross-entropy: a bridge from cross-entropy, which never lets go, to 1 − p_t, which does."""

import numpy as np

from lossviz.losses.binary.focal import TINY, doubt
from lossviz.maths.expressions import n
from lossviz.maths.numerics import sigmoid, softplus
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def log_trust(prediction, target):
    """The logarithm of p_t, finite where p_t itself underflows to 0 and exact where it is nearly 1."""
    one, zero = log(target) - softplus(-prediction), log(1.0 - target) - softplus(prediction)
    missing = doubt(prediction, target)
    return np.where(missing < 0.5, np.log1p(-np.minimum(missing, 0.5)), np.logaddexp(one, zero))


def log(share):
    return np.log(share, out=np.full_like(share, -np.inf), where=share > 0)


def value(prediction, target, *, q):
    return -np.expm1(q * log_trust(prediction, target)) / q


def gradient(prediction, target, *, q):
    # The derivative holds p (1 − p) / p_t. Written as a harmonic mean of p and 1 − p it is never 0/0.
    share = target / np.maximum(sigmoid(-prediction), TINY) + (1.0 - target) / np.maximum(sigmoid(prediction), TINY)
    return (1.0 - 2.0 * target) * np.exp(q * log_trust(prediction, target)) / share


def worked(prediction, target, *, q):
    return f"(1 - {n(np.exp(log_trust(prediction, target)))}**{n(q)}) / {n(q)}"


LOSS = Loss(
    key="generalized_cross_entropy",
    name="Generalised cross-entropy",
    space=LOGIT,
    opening=Opening(figure="sweep", values={"spread": 1.4}, heights=(-0.1, 4.0), slopes=(-1.2, 0.3)),
    latex=r"L = \dfrac{1 - p_t^q}{q}",
    gradient_latex=r"\dfrac{\partial L}{\partial m} = -p_t^q\, (1 - p_t)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="q",
            symbol="q",
            default=0.7,
            domain=Interval(0, 1, "right"),
            slider=(0.05, 1.0, 0.05),
            unit="no unit, an exponent",
            meaning="how readily a contradicted example is let go; more of it withstands more wrong labels "
            "and learns more slowly",
            landmarks=(Landmark(0.7, "the paper's choice"), Landmark(1.0, "1 − pₜ")),
        ),
    ),
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
        Trait.BOUNDED,
    ),
    idea="Multiplies the pull of cross-entropy by pₜ to the power of q, so that an example which the model finds "
    "incredible counts for less.",
    use_when=(
        "A share of the labels is wrong, and you cannot say which.",
        "The model is partly trained, so that an incredible label is more likely wrong than hard.",
    ),
    avoid_when=(
        "You start with many classes, none of them likely yet: any label is then incredible, right or wrong, and "
        "hardly pulls.",
        "You need the probabilities themselves: the minimiser is not the true probability.",
    ),
    pros=(
        "No example costs more than 1/q.",
        "One parameter leads from cross-entropy, as q falls to 0, to 1 − pₜ at q = 1.",
    ),
    cons=(
        "Not convex for any q > 0.",
        "It takes hard examples for wrong ones: a rare but right label fades like a flipped one.",
    ),
    references=(
        Reference(
            "Zhilu Zhang and Mert R. Sabuncu",
            "Generalized cross entropy loss for training deep neural networks with noisy labels",
            2018,
            "https://arxiv.org/abs/1805.07836",
            "Defines the loss, for several classes.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.losses.CategoricalGeneralizedCrossEntropy(q={q}, reduction=None)(target, "
            "keras.ops.stack([keras.ops.sigmoid(-prediction), keras.ops.sigmoid(prediction)], -1))",
            note="It takes class numbers and a probability for each class, and q below 1, which is 0.5 by default.",
            only=lambda *, q: 0 < q < 1,
            default=Default(
                code="keras.losses.CategoricalGeneralizedCrossEntropy()(target, "
                "keras.ops.stack([keras.ops.sigmoid(-prediction), keras.ops.sigmoid(prediction)], -1))",
                reduction="samples",
                parameters={"q": 0.5},
            ),
        ),
    ),
    rivals=("binary_cross_entropy", "brier"),
    aliases=("GCE", "Lq loss", "noisy labels", "label noise"),
    place=15,
)
