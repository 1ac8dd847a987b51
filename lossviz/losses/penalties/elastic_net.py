"""The elastic net: a mixture of L1, which selects, and L2, which shares out."""

import numpy as np

from lossviz.losses.penalties import l1, l2
from lossviz.maths.expressions import n
from lossviz.spaces.weights import WEIGHTS
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Landmark, Loss, Parameter, Reference, Trait


def value(prediction, target, *, strength, ratio):
    sizes = l1.value(prediction, target, strength=strength * ratio)
    return sizes + l2.value(prediction, target, strength=strength * (1.0 - ratio))


def gradient(prediction, target, *, strength, ratio):
    sizes = l1.gradient(prediction, target, strength=strength * ratio)
    return sizes + l2.gradient(prediction, target, strength=strength * (1.0 - ratio))


def signs(prediction, target, *, strength, ratio):
    if ratio == 0:  # no L1 is left, and with it no kink
        return [np.ones(prediction.shape[:-1])]
    return l1.signs(prediction, target, strength=strength)


def worked(prediction, target, *, strength, ratio):
    return f"{n(strength)} * ({n(ratio)} * ({l1.sizes(prediction)}) + (1 - {n(ratio)}) * ({l2.squares(prediction)}))"


LOSS = Loss(
    key="elastic_net",
    name="Elastic net",
    space=WEIGHTS,
    latex=r"L = \lambda \left( \rho \sum_k |w_k| + (1 - \rho) \sum_k w_k^2 \right)",
    gradient_latex=r"\dfrac{\partial L}{\partial w_j} = \lambda \left( \rho\, \operatorname{sign}(w_j) + "
    r"2\,(1 - \rho)\, w_j \right)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(
        l1.STRENGTH,
        Parameter(
            name="ratio",
            symbol="ρ",
            default=0.5,
            domain=Interval(0, 1),
            slider=(0.0, 1.0, 0.02),
            unit="share of the penalty",
            meaning="the share of L1; more of it sets more weights to exactly 0",
            landmarks=(Landmark(0.0, "L2"), Landmark(1.0, "L1")),
        ),
    ),
    traits=(
        Trait.CONVEX,
        Trait.SMOOTH.when("ρ = 0", lambda *, strength, ratio: ratio == 0),
        Trait.NON_NEGATIVE,
        Trait.SYMMETRIC,
        Trait.BOUNDED_INFLUENCE.when("ρ = 1", lambda *, strength, ratio: ratio == 1),
    ),
    kinks=Kinks("slope", signs),
    idea="Has the kink of L1, which sets weights to 0, and the bowl of L2, which lets correlated inputs share theirs.",
    use_when=(
        "Few groups of correlated inputs matter, and whole groups should stay or go together.",
        "There are more inputs than examples.",
    ),
    avoid_when=(
        "One of the two is enough: there is one parameter more to choose.",
        "Inputs are on different scales: one of small numbers needs a large weight and is charged the most for it.",
    ),
    pros=(
        "Strictly convex for ρ < 1, and still sets weights to exactly 0 for ρ > 0.",
        "At ρ = 1 it is L1, at ρ = 0 it is L2.",
    ),
    cons=(
        "Shrinks twice: the weights that stay are smaller than with either of its two parts by itself.",
        "The square is halved in scikit-learn and not here: the same numbers are different penalties.",
    ),
    references=(
        Reference(
            "Hui Zou and Trevor Hastie",
            "Regularization and variable selection via the elastic net",
            2005,
            "https://doi.org/10.1111/j.1467-9868.2005.00503.x",
            "Defines the penalty.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="Keras",
            code="keras.ops.vectorized_map(keras.regularizers.L1L2(l1={strength} * {ratio}, "
            "l2={strength} * (1 - {ratio})), prediction)",
            note="Two strengths instead of a strength and a share. A regularizer adds up all numbers that it is given, "
            "hence the map over the batch.",
            default=Default(
                code="keras.regularizers.L1L2(l1={strength} * {ratio}, l2={strength} * (1 - {ratio}))(prediction)",
                reduction="sum",
                differs="Both its strengths are 0 unless they are given.",
            ),
        ),
    ),
    rivals=("l1", "l2"),
    aliases=("L1 and L2 regularisation",),
    place=30,
)
