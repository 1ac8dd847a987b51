"""The perceptron loss: a mistake costs its distance from the border, and what is right costs nothing."""

import numpy as np

from lossviz.losses.binary import hinge
from lossviz.maths.expressions import n
from lossviz.spaces.logit import LOGIT
from lossviz.vocabulary import Default, Equivalent, Kinks, Loss, Opening, Reference, Trait


def value(prediction, target):
    return hinge.value(prediction, target, margin=0.0)


def gradient(prediction, target):
    return hinge.gradient(prediction, target, margin=0.0)


def border(prediction, target):
    return [np.asarray((2.0 * target - 1.0) * prediction)]


def worked(prediction, target):
    return f"max(0, -{n((2 * target - 1) * prediction)})"


LOSS = Loss(
    key="perceptron",
    name="Perceptron",
    space=LOGIT,
    opening=Opening(values={"against": ("hinge",)}, slopes=(-1.5, 0.6)),
    latex=r"L = \max(0,\ -m), \quad m = (2y - 1)\, z",
    gradient_latex=r"\dfrac{\partial L}{\partial z} = "
    r"\begin{cases} -(2y - 1) & m < 0 \\ 0 & m \ge 0 \end{cases}",
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
    kinks=Kinks("slope", border),
    idea="Corrects an example only while it is on the wrong side; stochastic gradient descent on it is "
    "Rosenblatt's rule, but for m = 0.",
    use_when=(
        "Examples arrive one by one and each update must be cheap.",
        "The two classes can be separated: the rule then stops after finitely many mistakes.",
    ),
    avoid_when=(
        "The classes overlap: the rule never settles.",
        "You start with all weights at 0: the loss is 0 there and nothing pulls, where Rosenblatt's rule corrects a "
        "tie too.",
    ),
    pros=(
        "Convex, and an update is the example itself, added or taken away.",
        "A mistake pulls with strength 1, however gross.",
    ),
    cons=(
        "No margin: whatever separates the examples is as good as anything else that does.",
        "Below the zero-one loss near the border, so a small value guarantees no accuracy.",
    ),
    references=(
        Reference(
            "Frank Rosenblatt",
            "The perceptron: a probabilistic model for information storage and organization in the brain",
            1958,
            "https://doi.org/10.1037/h0042519",
            "Gives the rule, not the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.margin_ranking_loss(prediction, torch.zeros_like(prediction), 2 * target - 1, "
            "reduction='none')",
            note="PyTorch has no loss of this name; ranking a score against 0 without a margin is one.",
            default=Default(
                code="torch.nn.functional.margin_ranking_loss(prediction, torch.zeros_like(prediction), 2 * "
                "target - 1)",
                reduction="elements",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.perceptron_loss(prediction, 2 * target - 1)",
            note="It takes labels of −1 and 1 and never reduces.",
            default=Default(code="optax.losses.perceptron_loss(prediction, 2 * target - 1)", reduction="none"),
        ),
    ),
    rivals=("hinge", "zero_one"),
    aliases=("Rosenblatt",),
    place=35,
)
