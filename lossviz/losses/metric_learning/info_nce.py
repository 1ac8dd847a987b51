"""InfoNCE: a query must find its positive among negatives, by cosine, as if by multiple choice."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LARGEST_EXPONENT, cosine, cosine_slopes, log_softmax, softmax
from lossviz.spaces.query import QUERY
from lossviz.vocabulary import Default, Equivalent, Interval, Landmark, Loss, Parameter, Reference, Trait

TERMS = 4  # that a worked sum spells out


def similarities(prediction):
    """The cosines between the query and all others, the positive first."""
    return cosine(prediction[..., :1, :], prediction[..., 1:, :])[0]


def value(prediction, target, *, temperature):
    return -log_softmax(similarities(prediction) / temperature)[..., 0]


def gradient(prediction, target, *, temperature):
    p, rest = softmax(similarities(prediction) / temperature)
    share = np.concatenate([-rest[..., :1], p[..., 1:]], -1)[..., None] / temperature
    of_query, of_others = cosine_slopes(prediction[..., :1, :], prediction[..., 1:, :])
    return np.concatenate([(share * of_query).sum(-2, keepdims=True), share * of_others], -2)


def worked(prediction, target, *, temperature):
    positive, *negatives = similarities(prediction)
    leads = [(c - positive) / temperature for c in negatives]
    return surprise(leads, [f"({n(c)} - {n(positive)}) / {n(temperature)}" for c in negatives])


def surprise(leads, written):
    """``log(1 + sum(exp(leads)))`` with each lead of a rival as it is to be written."""
    if max(leads) > LARGEST_EXPONENT:  # whose exponential cannot be computed; the rest is lost beside it
        return n(max(leads))
    if len(leads) > TERMS:
        return f"log(1 + {n(sum(math.exp(lead) for lead in leads))})"
    return f"log(1 + {' + '.join(f'exp({lead})' for lead in written)})"


LOSS = Loss(
    key="info_nce",
    name="InfoNCE",
    space=QUERY,
    latex=r"L = -\log \dfrac{e^{c_0 / T}}{\sum_j e^{c_j / T}}, \quad "
    r"c_j = \dfrac{q \cdot x_j}{\lVert q \rVert\, \lVert x_j \rVert}, \quad x_0 \text{ the positive}",
    gradient_latex=r"\dfrac{\partial L}{\partial c_j} = \dfrac{1}{T} \left( p_j - [j = 0] \right), \quad "
    r"p = \operatorname{softmax}(c / T), \quad \dfrac{\partial c_j}{\partial x_j} = \dfrac{1}{\lVert x_j \rVert} "
    r"\left( \dfrac{q}{\lVert q \rVert} - c_j\, \dfrac{x_j}{\lVert x_j \rVert} \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="temperature",
            symbol="T",
            default=0.1,
            domain=Interval(0, math.inf, "neither"),
            slider=(0.02, 1.0, 0.02),
            unit="units of the cosine",
            meaning="what cosines are divided by; more of it spreads the push over all negatives, less of it "
            "leaves the nearest",
            landmarks=(
                Landmark(0.07, "MoCo, and where CLIP starts"),
                Landmark(0.1, "SimCLR on ImageNet"),
                Landmark(0.5, "SimCLR on CIFAR-10"),
            ),
        ),
    ),
    traits=(
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.BOUNDED_INFLUENCE.but(
            "The limit is that of the 1e-12 added to each squared length: beside a vector of length 0 the pull may be "
            "up to two million / T."
        ),
        Trait.BOUNDED,
    ),
    idea="Asks the query to find its positive among negatives, and charges the surprise −log p of the right choice.",
    use_when=(
        "You have two views of each thing, and everything else in the batch can serve as a negative.",
        "Many negatives can be had: the more there are, the harder the question and the finer the embedding.",
    ),
    avoid_when=(
        "Some negatives are of the query's own kind: they are pushed away all the same.",
        "Batches are small and no bank of negatives is at hand.",
    ),
    pros=(
        "The nearest negatives are pushed hardest, without a search for hard ones.",
        "The information that the two views share is at least log(N + 1) minus its mean.",
    ),
    cons=(
        "It never reaches 0: cosines end at ±1, so that log(1 + N exp(−2/T)) is left at best.",
        "The temperature decides which negatives count, and must be tuned or learnt.",
        "Query and positive do not play the same part: the negatives are compared with the query only.",
        "A vector of length 0 has no direction: with 1e-12 added to each squared length, its cosines are 0.",
    ),
    references=(
        Reference(
            "Aäron van den Oord, Yazhe Li and Oriol Vinyals",
            "Representation learning with contrastive predictive coding",
            2018,
            "https://arxiv.org/abs/1807.03748",
            "Defines the loss, with a learnt score in place of the cosine.",
        ),
        Reference(
            "Ting Chen, Simon Kornblith, Mohammad Norouzi and Geoffrey Hinton",
            "A simple framework for contrastive learning of visual representations",
            2020,
            "https://arxiv.org/abs/2002.05709",
            "Uses cosine and temperature, as here.",
        ),
        Reference(
            "Feng Wang and Huaping Liu",
            "Understanding the behaviour of contrastive loss",
            2021,
            "https://arxiv.org/abs/2012.09740",
            "Explains the temperature.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cross_entropy(torch.nn.functional.cosine_similarity(prediction[:, :1], "
            "prediction[:, 1:], dim=-1) / {temperature}, torch.zeros(prediction.shape[0], dtype=torch.long), "
            "reduction='none')",
            note="PyTorch has no InfoNCE of its own; it is cross-entropy with the positive as class 0. Its mean is "
            "over the queries.",
            default=Default(
                code="torch.nn.functional.cross_entropy(torch.nn.functional.cosine_similarity(prediction[:, "
                ":1], prediction[:, 1:], dim=-1) / {temperature}, torch.zeros(prediction.shape[0], "
                "dtype=torch.long))",
                reduction="samples",
            ),
        ),
        Equivalent(
            library="optax",
            code="optax.losses.softmax_cross_entropy_with_integer_labels(optax.losses.cosine_similarity("
            "prediction[:, :1], prediction[:, 1:]) / {temperature}, jax.numpy.zeros(prediction.shape[0], int))",
            note="optax.losses.ntxent draws queries and negatives from one batch and returns a single mean.",
            default=Default(
                code="optax.losses.softmax_cross_entropy_with_integer_labels(optax.losses.cosine_similarity("
                "prediction[:, :1], prediction[:, 1:]) / {temperature}, jax.numpy.zeros(prediction.shape[0], int))",
                reduction="none",
            ),
        ),
    ),
    rivals=("cosine_embedding",),
    aliases=(
        "NT-Xent",
        "SimCLR",
        "MoCo",
        "CPC",
        "contrastive predictive coding",
        "contrastive learning",
        "self-supervised learning",
        "in-batch negatives",
        "retrieval",
        "representation learning",
    ),
    place=40,
)
