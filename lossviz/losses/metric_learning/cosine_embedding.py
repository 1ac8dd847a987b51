"""The cosine embedding loss: only the angle between two embeddings counts, their lengths do not."""

import numpy as np

from lossviz.maths.expressions import n
from lossviz.maths.numerics import LENGTH_FLOOR, cosine, cosine_slopes, polar
from lossviz.spaces.signed_pair import SIGNED_PAIR
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, margin):
    similarity, lack = cosine(prediction[..., 0, :], prediction[..., 1, :])
    return np.where(target == 1, lack, np.maximum(0.0, similarity - margin))


def gradient(prediction, target, *, margin):
    first, second = prediction[..., 0, :], prediction[..., 1, :]
    similarity, _ = cosine(first, second)
    slope = np.where(target == 1, -1.0, (similarity > margin).astype(float))
    return slope[..., None, None] * np.stack(cosine_slopes(first, second), -2)


def corner(prediction, target, *, margin):
    similarity, _ = cosine(prediction[..., 0, :], prediction[..., 1, :])
    return [np.where(target == 1, 1.0, similarity - margin)]


def worked(prediction, target, *, margin):
    lengths = [n(float(np.hypot(length, LENGTH_FLOOR))) for length in polar(prediction)[0]]
    similarity = f"{n(float(prediction[0] @ prediction[1]))} / ({lengths[0]} * {lengths[1]})"
    return f"1 - {similarity}" if target == 1 else f"max(0, {similarity} - {n(margin)})"


LOSS = Loss(
    key="cosine_embedding",
    name="Cosine embedding",
    space=SIGNED_PAIR,
    latex=r"L = \begin{cases} 1 - c & y = 1 \\ \max(0,\ c - \Delta) & y = -1 \end{cases}, \quad "
    r"c = \dfrac{x_1 \cdot x_2}{\lVert x_1 \rVert\, \lVert x_2 \rVert}",
    gradient_latex=r"\dfrac{\partial c}{\partial x_1} = \dfrac{1}{\lVert x_1 \rVert} "
    r"\left( \dfrac{x_2}{\lVert x_2 \rVert} - c\, \dfrac{x_1}{\lVert x_1 \rVert} \right), \quad "
    r"\dfrac{\partial L}{\partial c} = \begin{cases} -1 & y = 1 \\ 1 & y = -1,\ c > \Delta \\ "
    r"0 & y = -1,\ c \le \Delta \end{cases}",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        Parameter(
            name="margin",
            symbol="Δ",
            default=0.0,
            domain=Interval(-1, 1, "neither"),
            slider=(-0.5, 0.9, 0.1),
            unit="a cosine",
            meaning="the cosine up to which a pair of different kinds costs nothing; more of it lets them be alike",
            landmarks=(Landmark(0.0, "a right angle"), Landmark(0.5, "60 degrees")),
        ),
    ),
    traits=(
        Trait.NON_NEGATIVE,
        Trait.ZERO_WHEN_RIGHT,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE.but(
            "The limit is that of the 1e-12 added to each squared length: beside a vector of length 0 the pull may be "
            "near a million."
        ),
        Trait.BOUNDED,
    ),
    kinks=Kinks("slope", corner),
    idea="Turns two embeddings of the same kind into one direction, and two of different kinds apart until their "
    "cosine is Δ.",
    use_when=(
        "Embeddings will be compared by their cosine, as in most searches.",
        "Lengths carry something else, a word's frequency or a network's certainty, and should stay free.",
    ),
    avoid_when=(
        "Distances will be compared: two embeddings of one direction may be far apart.",
        "Many pairs are nearly right or nearly opposite: the pull fades with the sine of the angle.",
    ),
    pros=(
        "Neither loss nor angle changes when an embedding is made longer.",
        "The value stays between 0 and 2, whatever the pair.",
    ),
    cons=(
        "At 180 degrees a pair of the same kind is as wrong as can be and is not turned at all.",
        "The pull is divided by an embedding's length: long ones turn slowly, short ones wildly.",
        "A vector of length 0 has no direction: with 1e-12 added to each squared length, its cosine is 0.",
        "The slope jumps where a pair of different kinds reaches Δ.",
    ),
    references=(
        Reference(
            "Jane Bromley, James W. Bentz, Léon Bottou, Isabelle Guyon, Yann LeCun, Cliff Moore, Eduard Säckinger "
            "and Roopak Shah",
            "Signature verification using a “Siamese” time delay neural network",
            1993,
            "https://doi.org/10.1142/S0218001493000339",
            "Compares embeddings by their cosine; this form with a margin is Torch's.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="torch.nn.functional.cosine_embedding_loss(prediction[:, 0], prediction[:, 1], target, "
            "margin={margin}, reduction='none')",
            note="It averages over the pairs by default. It adds 1e-12 to each squared length, which is done here too.",
            default=Default(
                code="torch.nn.functional.cosine_embedding_loss(prediction[:, 0], prediction[:, 1], target)",
                reduction="samples",
                parameters={"margin": 0.0},
            ),
        ),
    ),
    rivals=("info_nce",),
    aliases=("CosineEmbeddingLoss", "cosine similarity", "cosine distance"),
    place=30,
)
