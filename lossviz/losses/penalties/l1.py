"""The L1 penalty: every weight pays by its size, and small ones are not worth keeping."""

import math

import numpy as np

from lossviz.maths.expressions import n
from lossviz.spaces.weights import WEIGHTS
from lossviz.vocabulary import Default, Equivalent, Interval, Kinks, Loss, Opening, Parameter, Reference, Trait


def value(prediction, target, *, strength):
    return strength * np.abs(prediction).sum(-1)


def gradient(prediction, target, *, strength):
    return strength * np.sign(prediction)


def signs(prediction, target, *, strength):
    return list(np.moveaxis(prediction, -1, 0))


def worked(prediction, target, *, strength):
    return f"{n(strength)} * ({sizes(prediction)})"


def sizes(prediction):
    return " + ".join(f"abs({n(weight)})" for weight in prediction)


STRENGTH = Parameter(
    name="strength",
    symbol="λ",
    default=1.0,
    domain=Interval(0, math.inf, "neither"),
    slider=(0.1, 3.0, 0.1),
    unit="times the plain penalty",
    meaning="what the penalty counts beside the loss of the data; more of it keeps weights smaller",
)

LOSS = Loss(
    key="l1",
    name="L1 (lasso)",
    space=WEIGHTS,
    opening=Opening(values={"second": "l2"}),
    latex=r"L = \lambda \sum_k |w_k|",
    gradient_latex=r"\dfrac{\partial L}{\partial w_j} = \lambda\, \operatorname{sign}(w_j)",
    value=value,
    gradient=gradient,
    worked=worked,
    parameters=(STRENGTH,),
    traits=(Trait.CONVEX, Trait.NON_NEGATIVE, Trait.SYMMETRIC, Trait.BOUNDED_INFLUENCE),
    kinks=Kinks("slope", signs),
    idea="Pulls every weight towards 0 with the same strength λ: those that the data pulls at less end exactly at 0.",
    use_when=(
        "Few of many inputs matter, and you want to know which.",
        "A small model is wanted: weights at 0 need not be kept.",
    ),
    avoid_when=(
        "Inputs are strongly correlated: it keeps one of them, and which one is chance.",
        "Inputs are on different scales: one of small numbers needs a large weight and is charged the most for it.",
    ),
    pros=(
        "Its solutions can have weights that are exactly 0.",
        "The pull on a weight never exceeds λ, so that large ones are shrunk no more than small ones.",
    ),
    cons=(
        "A kink at 0: plain gradient descent hovers about it and needs a proximal step to arrive.",
        "The weights that stay are too small, by a constant amount where inputs are uncorrelated.",
    ),
    references=(
        Reference(
            "Robert Tibshirani",
            "Regression shrinkage and selection via the lasso",
            1996,
            "https://doi.org/10.1111/j.2517-6161.1996.tb02080.x",
            "Gives the lasso.",
        ),
    ),
    equivalents=(
        Equivalent(
            library="PyTorch",
            code="{strength} * torch.linalg.vector_norm(prediction, ord=1, dim=-1)",
            note="It is not among the losses: add the norm of the parameters to the loss by hand.",
            default=Default(code="{strength} * torch.linalg.vector_norm(prediction, ord=1, dim=-1)", reduction="none"),
        ),
        Equivalent(
            library="Keras",
            code="keras.ops.vectorized_map(keras.regularizers.L1({strength}), prediction)",
            note="A regularizer adds up all numbers that it is given, hence the map over the batch. Its default is "
            "0.01.",
            default=Default(code="keras.regularizers.L1()(prediction)", reduction="sum", parameters={"strength": 0.01}),
        ),
    ),
    rivals=("l2", "elastic_net"),
    aliases=("lasso", "sparsity", "L1 regularisation", "feature selection", "overfitting", "sparse weights"),
    place=20,
)
