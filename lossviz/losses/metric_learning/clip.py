"""The loss of CLIP: a matrix of similarities whose diagonal must win in every row and in every column."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import log_softmax, softmax
from lossviz.spaces.similarities import SIMILARITIES
from lossviz.vocabulary import Default, Equivalent, Loss, Reference, Trait

TERMS = 4  # that a worked sum spells out


def surprises(prediction):
    """−log p of the right pair of each row, and of each column."""
    return [-np.diagonal(log_softmax(table), axis1=-2, axis2=-1) for table in (prediction, prediction.swapaxes(-1, -2))]


def value(prediction, target):
    rows, columns = surprises(prediction)
    return 0.5 * (rows.mean(-1) + columns.mean(-1))


def gradient(prediction, target):
    return (misses(prediction) + misses(prediction.swapaxes(-1, -2)).swapaxes(-1, -2)) / (2 * prediction.shape[-1])


def misses(table):
    """The softmax of each row minus 1 on the diagonal, with its digits even where that is nearly 0."""
    p, rest = softmax(table)
    return np.where(np.eye(table.shape[-1], dtype=bool), -rest, p)


def worked(prediction, target):
    sums = [
        " + ".join(map(n, surprise)) if len(surprise) <= TERMS else n(surprise.sum())
        for surprise in surprises(prediction)
    ]
    return f"({sums[0]} + {sums[1]}) / (2 * {len(prediction)})"


LOSS = Loss(
    key="clip",
    name="CLIP",
    space=SIMILARITIES,
    latex=r"\small L = -\dfrac{1}{2N} \sum_i \left( \log \dfrac{e^{s_{ii}}}{\sum_j e^{s_{ij}}} + "
    r"\log \dfrac{e^{s_{ii}}}{\sum_j e^{s_{ji}}} \right)",
    gradient_latex=r"\footnotesize \dfrac{\partial L}{\partial s_{ij}} = "
    r"\dfrac{1}{2N} \left( \dfrac{e^{s_{ij}}}{\sum_k e^{s_{ik}}} + "
    r"\dfrac{e^{s_{ij}}}{\sum_k e^{s_{kj}}} - 2\, [i = j] \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH,
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE,
        Trait.SHIFT_INVARIANT,
    ),
    idea="Asks each image for its text and each text for its image: cross-entropy along the rows and the columns of "
    "one table.",
    use_when=(
        "You have pairs from two kinds of things, such as images with their captions.",
        "Batches are large: all other pairs of the batch are the wrong answers.",
    ),
    avoid_when=(
        "A batch holds things that belong to several partners: the table has one right answer a row.",
        "The batch is spread over many machines and its table does not fit: a sigmoid for each pair needs no sums.",
    ),
    pros=(
        "Both sides are treated alike: exchanging rows and columns changes nothing.",
        "N pairs give N(N − 1) wrong ones for free.",
        "Convex in the similarities, and no similarity is pulled with more than 1/N.",
    ),
    cons=(
        "The value depends on the batch: a table without a clue costs log N.",
        "Similarities are cosines times a scale that is learnt beside them and must be kept from growing for ever.",
    ),
    references=(
        Reference(
            "Alec Radford, Jong Wook Kim, Chris Hallacy and others",
            "Learning transferable visual models from natural language supervision",
            2021,
            "https://arxiv.org/abs/2103.00020",
            "Defines the loss.",
        ),
        Reference(
            "Xiaohua Zhai, Basil Mustafa, Alexander Kolesnikov and Lucas Beyer",
            "Sigmoid loss for language image pre-training",
            2023,
            "https://arxiv.org/abs/2303.15343",
            "Replaces its softmax by a sigmoid for each pair.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="0.5 * (torch.nn.functional.cross_entropy(prediction, torch.arange(prediction.shape[-1])"
            ".expand(prediction.shape[:2]), reduction='none') + torch.nn.functional.cross_entropy(prediction.mT, "
            "torch.arange(prediction.shape[-1]).expand(prediction.shape[:2]), reduction='none')).mean(-1)",
            note="PyTorch has no such loss of its own; it is the mean of two cross-entropies with the row's number as "
            "the class.",
            default=Default(
                code="0.5 * (torch.nn.functional.cross_entropy(prediction, "
                "torch.arange(prediction.shape[-1]).expand(prediction.shape[:2])) + "
                "torch.nn.functional.cross_entropy(prediction.mT, "
                "torch.arange(prediction.shape[-1]).expand(prediction.shape[:2])))",
                reduction="samples",
            ),
        ),
    ),
    aliases=(
        "contrastive language–image pretraining",
        "image-text matching",
        "vision-language",
        "contrastive learning",
    ),
    place=50,
)
