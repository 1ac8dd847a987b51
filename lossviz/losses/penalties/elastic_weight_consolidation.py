"""Elastic weight consolidation: weights that an earlier task needs are held where it left them."""

import math

import numpy as np

from lossviz.losses.penalties.l1 import STRENGTH
from lossviz.maths.expressions import n
from lossviz.spaces.weights import WEIGHTS
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, strength, fisher, anchor):
    apart = prediction - anchor
    return (0.5 * strength * fisher * apart * apart).sum(-1)  # the square alone may overflow


def gradient(prediction, target, *, strength, fisher, anchor):
    return strength * fisher * (prediction - anchor)


def worked(prediction, target, *, strength, fisher, anchor):
    numbers = zip(*np.broadcast_arrays(fisher, prediction, anchor), strict=True)
    terms = " + ".join(f"{n(stiffness)} * ({n(weight)} - {n(rest)})**2" for stiffness, weight, rest in numbers)
    return f"{n(strength)} / 2 * ({terms})"


LOSS = Loss(
    key="elastic_weight_consolidation",
    name="Elastic weight consolidation",
    space=WEIGHTS,
    latex=r"L = \dfrac{\lambda}{2} \sum_k F_k\, (w_k - a_k)^2",
    gradient_latex=r"\dfrac{\partial L}{\partial w_j} = \lambda\, F_j\, (w_j - a_j)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        STRENGTH,
        Parameter(
            name="fisher",
            symbol="F",
            default=(4.0, 0.5),
            domain=Interval(0, math.inf, "left"),
            slider=(0.1, 5.1, 0.1),
            unit="nats per squared unit of the weight",
            meaning="how much the earlier task depends on a weight; more of it holds the weight harder",
            landmarks=(Landmark(1.0, "all alike: plain L2 about the anchor"),),
            components=("w1", "w2"),
        ),
        Parameter(
            name="anchor",
            symbol="a",
            default=(1.0, -1.0),
            domain=Interval(-math.inf, math.inf, "neither"),
            slider=(-2.0, 2.0, 0.1),
            unit="units of the weight",
            meaning="where the earlier task left a weight; the penalty is least there",
            landmarks=(Landmark(0.0, "as for L2"),),
            components=("w1", "w2"),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.SYMMETRIC.when(
            "every weight that is held is held at 0",
            lambda *, strength, fisher, anchor: bool(np.all(np.multiply(fisher, anchor) == 0)),
        ),
    ),
    idea="Ties each weight to its old place with a spring as stiff as the earlier task needs it, so that a new task "
    "moves the others.",
    use_when=(
        "Tasks come one after another, and old data can no longer be shown.",
        "A model is fine-tuned and should keep what it could do before.",
    ),
    avoid_when=(
        "Old examples may be kept: showing some of them again forgets less.",
        "Tasks differ so much that they need the same weights at other places.",
    ),
    pros=(
        "Directions that the old task does not need stay free, unlike with one L2 penalty for all.",
        "With all F = 1 and the anchor at 0 it is half the L2 penalty.",
    ),
    cons=(
        "The springs act along single weights: how weights work together is left out.",
        "F is measured at the end of a task and says nothing of places far away.",
    ),
    references=(
        Reference(
            "James Kirkpatrick, Razvan Pascanu, Neil Rabinowitz and others",
            "Overcoming catastrophic forgetting in neural networks",
            2017,
            "https://arxiv.org/abs/1612.00796",
            "Defines the penalty.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="(torch.tensor({fisher}, dtype=prediction.dtype) * "
            "(prediction - torch.tensor({anchor}, dtype=prediction.dtype)) ** 2).sum(-1)",
            factor="{strength} / 2",
            note="PyTorch has no such loss; F is the mean squared gradient of the earlier task's log likelihood.",
            default=Default(
                code="{strength} / 2 * (torch.tensor({fisher}, dtype=prediction.dtype) * (prediction - "
                "torch.tensor({anchor}, dtype=prediction.dtype)) ** 2).sum(-1)",
                reduction="none",
            ),
        ),
    ),
    rivals=("l2",),
    aliases=("EWC", "catastrophic forgetting", "continual learning", "lifelong learning"),
    place=40,
)
