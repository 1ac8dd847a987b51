"""The zero-one loss: a single step from wrong to right, flat on both sides."""

import numpy as np

from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Opening, Reference, Trait


def margin(prediction, target):
    return (2.0 * target - 1.0) * prediction


def value(prediction, target):
    return 0.5 - 0.5 * np.sign(margin(prediction, target))


def gradient(prediction, target):
    return np.zeros_like(margin(prediction, target))


def step(prediction, target):
    return [margin(prediction, target)]


def worked(prediction, target):
    lead = margin(prediction, target)
    return "1" if lead < 0 else "0" if lead > 0 else "1 / 2"


LOSS = Loss(
    key="zero_one",
    name="Zero-one",
    space=LOGIT,
    opening=Opening(values={"against": ("hinge", "binary_cross_entropy")}, heights=(-0.1, 2.2), slopes=(-1.3, 0.5)),
    latex=r"L = \begin{cases} 1 & m < 0 \\ \tfrac{1}{2} & m = 0 \\ 0 & m > 0 \end{cases}, \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = 0 \quad \text{wherever } m \ne 0",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.REDESCENDING,
        Trait.BOUNDED,
        Trait.UPPER_BOUND,
    ),
    kinks=Kinks("value", step),
    idea="Counts mistakes: it is what one wants to make small, and its slope is zero wherever there is one.",
    use_when=(
        "You report how often a classifier is wrong.",
        "You check what another loss bounds or approximates.",
    ),
    avoid_when=(
        "You train by gradient descent: with no slope there is no direction to go.",
        "Mistakes differ in cost, or one label is rare: always guessing the common one then scores well.",
    ),
    pros=("Its mean is the error rate.", "One wrong label costs 1, however wrong."),
    cons=(
        "Its gradient is zero almost everywhere, so it cannot teach.",
        "It does not tell a narrow success from a sure one.",
    ),
    references=(
        Reference(
            "Peter L. Bartlett, Michael I. Jordan and Jon D. McAuliffe",
            "Convexity, classification, and risk bounds",
            2006,
            "https://doi.org/10.1198/016214505000000907",
            "Studies the losses that stand in for it.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="scikit-learn",
            code="sklearn.metrics.zero_one_loss(target, (prediction > 0).astype(float))",
            note="The mean over the batch; it takes decisions, not logits, so a logit of 0 is label 0 and not a tie.",
            default=Default(
                code="sklearn.metrics.zero_one_loss(target, (prediction > 0).astype(float))",
                reduction="samples",
                differs="It is given decisions: a logit of exactly 0 is then label 0, and no tie.",
            ),
        ),
    ),
    rivals=("binary_cross_entropy", "hinge", "brier"),
    aliases=("0-1 loss", "0/1 loss", "01 loss", "accuracy", "misclassification error", "error rate"),
    place=70,
)
