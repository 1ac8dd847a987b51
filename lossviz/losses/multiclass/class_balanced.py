"""Class-balanced cross-entropy: classes weigh less the more examples they have, down to a limit."""

import math

import numpy as np

from lossviz.losses.multiclass import cross_entropy
from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax
from lossviz.spaces.logits import LOGITS
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Opening, Parameter, Reference, Trait


def covered(counts, beta):
    """The share 1 − β^n of all there is to see of a class that its n examples cover."""
    return -np.expm1(np.asarray(counts) * (math.log(beta) if beta else -math.inf))


def weights(counts, beta, classes):
    """The weight of each class; together they make as many as there are classes."""
    shares = covered(np.broadcast_to(counts, classes), beta)
    scarcity = shares.min() / shares
    return classes * scarcity / scarcity.sum()


def plain(prediction, beta, counts):
    return {"class_weights": weights(counts, beta, prediction.shape[-1]), "smoothing": 0.0, "temperature": 1.0}


def value(prediction, target, *, beta, counts):
    return cross_entropy.value(prediction, target, **plain(prediction, beta, counts))


def gradient(prediction, target, *, beta, counts):
    return cross_entropy.gradient(prediction, target, **plain(prediction, beta, counts))


def worked(prediction, target, *, beta, counts):
    logs = log_softmax(prediction)
    counts = np.broadcast_to(counts, logs.shape)
    total = n(((1.0 - beta) / covered(counts, beta)).sum())
    terms = [
        f"{len(logs)} * (1 - {beta:.12g}) / (1 - {beta:.12g}**{n(count)}) / {total} * "
        + cross_entropy.term(1.0, share, log)
        for count, share, log in zip(counts, target, logs, strict=True)
        if share
    ]
    return "-" + " - ".join(terms)


def alike(*, beta, counts):
    return bool(np.ptp(covered(counts, beta)) == 0)


LOSS = Loss(
    key="class_balanced",
    name="Class-balanced cross-entropy",
    space=LOGITS,
    opening=Opening(figure="costs"),
    latex=r"L = -\sum_k w_k\, t_k \log p_k, \quad w_k = \dfrac{K}{s} \cdot \dfrac{1 - \beta}{1 - \beta^{n_k}}, \quad "
    r"s = \sum_j \dfrac{1 - \beta}{1 - \beta^{n_j}}",
    gradient_latex=r"\dfrac{\partial L}{\partial z_j} = p_j \sum_k w_k\, t_k - w_j\, t_j",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="beta",
            symbol="β",
            default=0.999,
            domain=Interval(0, 1, "left"),
            slider=(0.9549, 0.9999, 0.0009),
            unit="share of a class that one example leaves unseen",
            meaning="how many examples of a class differ from one another, at most 1 / (1 − β); more of it sets the "
            "weights of rare and frequent classes further apart",
            landmarks=(
                Landmark(0.99, "at most 100 that differ"),
                Landmark(0.999, "at most 1000"),
                Landmark(0.9999, "at most 10 000"),
            ),
        ),
        Parameter(
            name="counts",
            title="examples",
            symbol="n",
            default=(900.0, 90.0, 10.0),
            domain=Interval(0, math.inf, "neither"),
            slider=(10.0, 990.0, 10.0),
            unit="examples",
            meaning="how many examples the training set has of a class; more of them lower its weight and raise "
            "that of the others",
            components=("class 0", "class 1", "class 2"),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC.when("all weights alike", alike),
        Trait.BOUNDED_INFLUENCE,
        Trait.PROPER.when("all weights alike", alike),
        Trait.SHIFT_INVARIANT,
    ),
    idea="Weighs each class by how much of it its examples have shown: the thousandth example of a class adds less "
    "than the tenth.",
    use_when=(
        "A few classes have most of the examples, and every class matters alike.",
        "Weights of one over the count give the rarest class more than its few examples can bear.",
    ),
    avoid_when=(
        "You need probabilities for the classes as frequent as they are: weights move the minimiser.",
        "The rare classes are mislabelled more often: their errors are weighed up too.",
    ),
    pros=(
        "β leads from no weights at 0 towards weights of one over the count at 1.",
        "Weights add up to K, so that of the most frequent class no example counts for more than one.",
    ),
    cons=(
        "β is one number for all classes, however varied each is.",
        "Over a long-tailed set the mean weight of an example is far below 1, 0.09 for 900, 90 and 10 examples at β = "
        "0.999: the learning rate has to follow, unless the mean divides by the weights.",
        "A heavy weight on ten examples is a heavy weight on the noise of ten examples.",
    ),
    references=(
        Reference(
            "Yin Cui, Menglin Jia, Tsung-Yi Lin, Yang Song and Serge Belongie",
            "Class-balanced loss based on effective number of samples",
            2019,
            "https://arxiv.org/abs/1901.05555",
            "Defines the weights.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(prediction, target, weight=prediction.shape[-1] * "
            "torch.nn.functional.normalize(1 / (1 - {beta} ** torch.tensor({counts}, dtype=prediction.dtype)), "
            "p=1, dim=0), reduction='none')",
            note="The weights are ours. Its mean divides by the batch size for probabilities as targets, but by the "
            "sum of the weights for class numbers.",
            default=Default(
                code="torch.nn.functional.cross_entropy(prediction, target, weight=prediction.shape[-1] * "
                "torch.nn.functional.normalize(1 / (1 - {beta} ** torch.tensor({counts}, dtype=prediction.dtype)), "
                "p=1, dim=0))",
                reduction="samples",
                differs="With probabilities as targets its mean divides by the number of samples, with class "
                "numbers by the sum of their weights.",
            ),
        ),
    ),
    rivals=("cross_entropy", "multiclass_focal"),
    aliases=(
        "CB loss",
        "effective number of samples",
        "long-tailed classes",
        "class imbalance",
        "imbalanced classes",
        "rare classes",
        "weighted cross-entropy",
    ),
    place=28,
)
