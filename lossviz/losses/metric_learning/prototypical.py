"""The prototypical loss: a query belongs to the class whose prototype is nearest, by squared distance."""

import numpy as np

from lossviz.losses.metric_learning.info_nce import surprise
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.prototypes import PROTOTYPES
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait


def steps(prediction):
    """The way from each prototype to the query."""
    return prediction[..., :1, :] - prediction[..., 1:, :]


def nearness(prediction):
    """Minus the squared distances, counted from the least of them: the logits, up to a constant.

    They are compared at the scale of the nearest, where its square does not overflow, and held at -2^1000.
    """
    ways = steps(prediction)
    exponent = np.maximum(np.frexp(np.abs(ways).max(-1).min(-1))[1] - 400, 0)[..., None]
    near = np.clip(np.ldexp(ways, -exponent[..., None]), -(2.0**500), 2.0**500)
    squares = (near**2).sum(-1)
    beyond = squares.min(-1, keepdims=True) - squares
    return np.ldexp(np.maximum(beyond, -np.ldexp(1.0, 1000 - 2 * exponent)), 2 * exponent)


def true_class(prediction, target):
    return np.arange(prediction.shape[-2] - 1) == np.asarray(target)[..., None]


def value(prediction, target):
    return np.where(true_class(prediction, target), -log_softmax(nearness(prediction)), 0.0).sum(-1)


def gradient(prediction, target):
    p, rest = softmax(nearness(prediction))
    share = np.where(true_class(prediction, target), -rest, p)[..., None]
    of_prototypes = 2.0 * share * steps(prediction)
    return np.concatenate([-of_prototypes.sum(-2, keepdims=True), of_prototypes], -2)


def worked(prediction, target):
    own = nearness(prediction)[int(target)]
    leads = np.delete(nearness(prediction), int(target)) - own
    return surprise(leads, map(n, leads))


LOSS = Loss(
    key="prototypical",
    name="Prototypical",
    space=PROTOTYPES,
    latex=r"L = -\log p_y, \quad p = \operatorname{softmax}(-d_0^2, \ldots, -d_{K-1}^2), \quad "
    r"d_k = \lVert q - c_k \rVert",
    gradient_latex=r"\dfrac{\partial L}{\partial c_k} = 2\, (p_k - [k = y])\, (q - c_k), \quad "
    r"\dfrac{\partial L}{\partial q} = -\sum_k \dfrac{\partial L}{\partial c_k}",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(Trait.SMOOTH, Trait.NON_NEGATIVE, Trait.ZERO_WHEN_RIGHT, Trait.SYMMETRIC),
    idea="Sorts a query by its nearest prototype: cross-entropy, with minus the squared distances as logits.",
    use_when=(
        "Classes are met with few examples each, and new ones must work without training: a prototype is a mean.",
        "One point can stand for a class.",
    ),
    avoid_when=(
        "A class falls into several clusters: its mean may lie in the middle of another class.",
        "Distances of a new embedding are far from 1: they act as the temperature, and there is no other.",
    ),
    pros=(
        "For fixed prototypes it is a linear classifier of the query, and convex in it.",
        "A class is added by averaging its examples.",
    ),
    cons=(
        "Not convex in query and prototypes together.",
        "The pull of a far prototype grows with its distance, without limit.",
        "Squared distances are logits, so doubling an embedding makes it four times as certain.",
    ),
    references=(
        Reference(
            "Jake Snell, Kevin Swersky and Richard S. Zemel",
            "Prototypical networks for few-shot learning",
            2017,
            "https://arxiv.org/abs/1703.05175",
            "Defines the loss.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(-((prediction[:, :1] - prediction[:, 1:]) ** 2).sum(-1), "
            "target.long(), reduction='none')",
            note="PyTorch has no such loss of its own; it is cross-entropy of minus the squared distances. Its mean "
            "is over the queries.",
            default=Default(
                code="torch.nn.functional.cross_entropy(-((prediction[:, :1] - prediction[:, 1:]) ** "
                "2).sum(-1), target.long())",
                reduction="samples",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.softmax_cross_entropy_with_integer_labels(-((prediction[:, :1] - prediction[:, 1:]) "
            "** 2).sum(-1), target.astype(int))",
            note="optax has no such loss of its own; it never reduces.",
            default=Default(
                code="optax.losses.softmax_cross_entropy_with_integer_labels(-((prediction[:, :1] - "
                "prediction[:, 1:]) ** 2).sum(-1), target.astype(int))",
                reduction="none",
            ),
        ),
    ),
    rivals=("contrastive",),
    aliases=("ProtoNet", "prototypical networks", "few-shot learning", "one-shot learning"),
    place=60,
)
